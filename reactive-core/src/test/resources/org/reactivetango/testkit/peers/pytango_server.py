#!/usr/bin/env python3
"""A PyTango device server (class PeerTest) with attributes and commands of every type.

    pytango_server.py [--green asyncio] INSTANCE -nodb -dlist DEVICE -ORBendPoint giop:tcp:HOST:PORT

Attributes <type>_scalar, <type>_spectrum, <type>_image hold what was written last; types: boolean uchar short ushort
long ulong long64 ulong64 float double string state, and as scalars only enum and encoded. Besides:
counter (one more with every read), limited (with limits, alarms and texts), invalid (no value, quality INVALID),
changing (quality CHANGING), throw_exception (fails), pushed (read only, see Push).
Commands have the name of their argument's type and answer with their argument (DevUChar is missing: PyTango 9.3 sends
nothing in its place); besides: DevVoid, Throw (fails with two errors), Sleep (seconds; prints a line "sleeping" when it begins), Push (sets pushed and pushes a change event),
GoTo (sets the state).
"""
import asyncio
import enum
import sys
import time
import types

import tango
from tango import AttrQuality, AttrWriteType, CmdArgType, DevFailed, DevState, Except, GreenMode
from tango.server import Device, attribute, command, run

CLASS_NAME = "PeerTest"
VALUES = {
    "boolean": (CmdArgType.DevBoolean, True),
    "uchar": (CmdArgType.DevUChar, 200),
    "short": (CmdArgType.DevShort, -2),
    "ushort": (CmdArgType.DevUShort, 65535),
    "long": (CmdArgType.DevLong, -3),
    "ulong": (CmdArgType.DevULong, 4294967295),
    "long64": (CmdArgType.DevLong64, -4),
    "ulong64": (CmdArgType.DevULong64, 18446744073709551615),
    "float": (CmdArgType.DevFloat, 1.5),
    "double": (CmdArgType.DevDouble, 2.25),
    "string": (CmdArgType.DevString, "caf\u00e9"),
    "state": (CmdArgType.DevState, DevState.MOVING),
}
ECHOES = (
    "DevBoolean DevShort DevLong DevLong64 DevFloat DevDouble DevUShort DevULong DevULong64 DevString "
    "DevState DevEncoded DevVarBooleanArray DevVarCharArray DevVarShortArray DevVarUShortArray DevVarLongArray "
    "DevVarULongArray DevVarLong64Array DevVarULong64Array DevVarFloatArray DevVarDoubleArray DevVarStringArray "
    "DevVarLongStringArray DevVarDoubleStringArray"
).split()


class Level(enum.IntEnum):
    LOW = 0
    MIDDLE = 1
    HIGH = 2


def init_device(self):
    Device.init_device(self)
    self.values = {"enum_scalar": Level.MIDDLE, "encoded_scalar": ("raw", b"\x01\x02\xff"), "limited": 5.0}
    self.count = 0
    self.pushed_value = 0.0
    self.set_change_event("pushed", True, False)
    self.set_state(DevState.ON)
    self.set_status("All is well")


def holder(name, initial):
    """The two methods of an attribute that keeps what was written."""
    def read(self):
        return self.values.get(name, initial)

    def write(self, value):
        if name.endswith("_image"):
            value = [list(row) for row in value]
        elif name.endswith("_spectrum"):
            value = [] if value is None else list(value)  # PyTango gives None for no strings
        elif name == "encoded_scalar":
            value = (value[0], bytes(value[1]))
        self.values[name] = value

    return {"read_" + name: read, "write_" + name: write}


def add_held(members, name, dtype, initial, **options):
    members.update(holder(name, initial))
    members[name] = attribute(
        dtype=dtype, access=AttrWriteType.READ_WRITE, fget="read_" + name, fset="write_" + name, **options)


def add_read(members, name, dtype, read, **options):
    members["read_" + name] = read
    members[name] = attribute(dtype=dtype, fget="read_" + name, **options)


def add_command(members, name, function, **options):
    function.__name__ = name
    members[name] = command(**options)(function)


def read_counter(self):
    self.count += 1
    return self.count


def read_throw_exception(self):
    Except.throw_exception("Peer_Read", "this attribute always fails", "PeerTest.read_throw_exception")


def read_invalid(self):
    return 0.0, time.time(), AttrQuality.ATTR_INVALID


def read_changing(self):
    return 1.0, time.time(), AttrQuality.ATTR_CHANGING


def throw(self):
    try:
        Except.throw_exception("Peer_Inner", "the cause", "PeerTest.inner")
    except DevFailed as failure:
        Except.re_throw_exception(failure, "Peer_Outer", "the consequence", "PeerTest.Throw")


def sleep(self, seconds):
    print("sleeping", flush=True)
    time.sleep(seconds)


async def sleep_asyncio(self, seconds):
    print("sleeping", flush=True)
    await asyncio.sleep(seconds)


def push(self, value):
    self.pushed_value = value
    self.push_change_event("pushed", value)


def members(green):
    found = {"init_device": init_device, "green_mode": green}
    for name, (dtype, value) in VALUES.items():
        add_held(found, name + "_scalar", dtype, value)
        add_held(found, name + "_spectrum", (dtype,), [value] * 3, max_dim_x=4096)
        add_held(found, name + "_image", ((dtype,),), [[value] * 3] * 2, max_dim_x=256, max_dim_y=256)
    add_held(found, "enum_scalar", Level, Level.MIDDLE)
    add_held(found, "encoded_scalar", CmdArgType.DevEncoded, ("raw", b""))
    add_held(
        found, "limited", CmdArgType.DevDouble, 5.0, min_value=-10, max_value=10, min_alarm=-9, max_alarm=9,
        min_warning=-8, max_warning=8, unit="mm", display_unit="1000", standard_unit="0.001", format="%6.3f",
        label="Limited", doc="A value with limits", abs_change=0.5, rel_change=1, period=500,
        archive_abs_change=2, archive_period=7000)
    add_read(found, "counter", CmdArgType.DevLong, read_counter)
    add_read(found, "throw_exception", CmdArgType.DevLong, read_throw_exception)
    add_read(found, "invalid", CmdArgType.DevDouble, read_invalid)
    add_read(found, "changing", CmdArgType.DevDouble, read_changing)
    add_read(found, "pushed", CmdArgType.DevDouble, lambda self: self.pushed_value)
    for name in ECHOES:
        dtype = CmdArgType.names[name]
        add_command(found, name, lambda self, value: value, dtype_in=dtype, dtype_out=dtype)
    add_command(found, "DevVoid", lambda self: None)
    add_command(found, "Throw", throw)
    add_command(found, "Push", push, dtype_in=CmdArgType.DevDouble)
    add_command(found, "GoTo", lambda self, state: self.set_state(state), dtype_in=CmdArgType.DevState)
    add_command(
        found, "Sleep", sleep_asyncio if green == GreenMode.Asyncio else sleep, dtype_in=CmdArgType.DevDouble)
    return found


def main(arguments):
    green = GreenMode.Synchronous
    if arguments[:2] == ["--green", "asyncio"]:
        green = GreenMode.Asyncio
        arguments = arguments[2:]
    device_class = types.new_class(CLASS_NAME, (Device,), {}, lambda body: body.update(members(green)))
    run((device_class,), [CLASS_NAME] + arguments, green_mode=green)


if __name__ == "__main__":
    main(sys.argv[1:])
