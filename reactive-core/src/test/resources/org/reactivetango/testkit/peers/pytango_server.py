#!/usr/bin/env python3
"""A PyTango device server (class PeerTest) with attributes and commands of every type.

    pytango_server.py [--green asyncio] [--pushes] INSTANCE -nodb -dlist DEVICE -ORBendPoint giop:tcp:HOST:PORT

Attributes <type>_scalar, <type>_spectrum, <type>_image hold what was written last; types: boolean uchar short ushort
long ulong long64 ulong64 float double string state, and as scalars only enum and encoded. Besides:
counter (one more with every read), limited (with limits, alarms and texts), invalid (no value, quality INVALID),
changing (quality CHANGING), throw_exception (fails), pushed (read only, see Push).
Commands have the name of their argument's type and answer with their argument (DevUChar is missing: PyTango 9.3 sends
nothing in its place); besides: DevVoid, Throw (fails with two errors), Sleep (seconds; prints a line "sleeping" when it begins), Push (sets pushed and pushes a change event),
GoTo (sets the state).

For events: polled counts its readings, with criteria for polling. With --pushes it pushes events of others itself, and
does not say when polling ends that they end: PushValues (count) pushes so many change events of
every attribute of a type, each with the next of pushed_values, and then one with an error; PushKinds (count) pushes
change, archive, user and data ready events of double_scalar, with times and qualities, and at the end errors, which
PyTango does not take for user events; PushState sets a state and pushes it; PushPipe (count) pushes the pipe "tuning",
which is there without a file only, since PyTango cannot read pipes from one; AddAttribute (name) adds one.
"""
import asyncio
import enum
import sys
import time
import types

import tango
from tango import AttrQuality, AttrWriteType, CmdArgType, DevFailed, DevState, Except, GreenMode
from tango.server import Device, attribute, command, pipe, run

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
    self.polls = 0
    self.set_change_event("pushed", True, False)
    if self.pushes:
        for name in ["State"] + [name for name, _, _ in pushed_values(0)]:
            self.set_change_event(name, True, False)
        self.set_archive_event("double_scalar", True, False)
        self.get_device_attr().get_attr_by_name("double_scalar").set_data_ready_event(True)
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


QUALITIES = [
    AttrQuality.ATTR_VALID, AttrQuality.ATTR_ALARM, AttrQuality.ATTR_CHANGING, AttrQuality.ATTR_WARNING]
PUSH_FAILED = ("Peer_Pushed", "all have been pushed", "PeerTest.push")


def next_value(name, i):
    """A value of that type for every number."""
    value = VALUES[name][1]
    if name == "boolean":
        return i % 2 == 0
    if name == "uchar":
        return (value + i) % 256
    if name == "string":
        return value + str(i)
    if name == "state":
        return DevState.values[i % 14]
    if name in ("float", "double"):
        return value + i
    return value - i


def pushed_values(i):
    for name in VALUES:
        yield name + "_scalar", name, next_value(name, i)
        yield name + "_spectrum", name, [next_value(name, i + k) for k in range(i % 4 + 1)]
        yield name + "_image", name, [[next_value(name, i + k + row * 3) for k in range(3)] for row in range(2)]
    yield "enum_scalar", "enum", Level(i % 3)
    yield "encoded_scalar", "encoded", ("raw%d" % i, bytes([i % 256, 0, 255]))


def push_failed():
    try:
        Except.throw_exception(*PUSH_FAILED)
    except DevFailed as failure:
        return failure


def push_values(self, count):
    for i in range(count):
        for name, dtype, value in pushed_values(i):
            if dtype == "encoded":
                self.push_change_event(name, *value)
            else:
                self.push_change_event(name, value)
    for name, _, _ in pushed_values(0):
        self.push_change_event(name, push_failed())


def push_kinds(self, count):
    for i in range(count):
        stamp = 1000000000 + i + 0.25, QUALITIES[i % 4]
        self.push_change_event("double_scalar", float(i), *stamp)
        self.push_archive_event("double_scalar", i + 0.25, *stamp)
        self.push_event("double_scalar", [], [], i + 0.5, *stamp)
        self.push_data_ready_event("double_scalar", i)
    self.push_change_event("double_scalar", 0.0, 1000000000.0, AttrQuality.ATTR_INVALID)
    self.push_change_event("double_scalar", push_failed())
    self.push_archive_event("double_scalar", push_failed())


def push_state(self, state):
    self.set_state(state)
    self.push_change_event("State")


def tuning(i):
    return ["root%d" % i, {"gain": i + 0.5, "steps": [i, i + 1], "name": "step %d" % i}]


def push_pipe(self, count):
    for i in range(count):
        self.push_pipe_event("tuning", tuning(i))


def read_polled(self):
    self.polls += 1
    return float(self.polls)


def read_added(self, added):
    added.set_value(1.5)


def add_attribute(self, name):
    self.add_attribute(tango.Attr(name, CmdArgType.DevDouble), self.read_added)


def members(green, pushes, pipes):
    found = {"init_device": init_device, "green_mode": green, "pushes": pushes, "read_added": read_added}
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
    add_read(
        found, "polled", CmdArgType.DevDouble, read_polled, abs_change=1, archive_abs_change=2, period=100)
    if pipes:
        found["read_tuning"] = lambda self: tuning(-1)
        found["tuning"] = pipe(fget="read_tuning")
        add_command(found, "PushPipe", push_pipe, dtype_in=CmdArgType.DevLong)
    for name in ECHOES:
        dtype = CmdArgType.names[name]
        add_command(found, name, lambda self, value: value, dtype_in=dtype, dtype_out=dtype)
    add_command(found, "DevVoid", lambda self: None)
    add_command(found, "Throw", throw)
    add_command(found, "Push", push, dtype_in=CmdArgType.DevDouble)
    add_command(found, "PushValues", push_values, dtype_in=CmdArgType.DevLong)
    add_command(found, "PushKinds", push_kinds, dtype_in=CmdArgType.DevLong)
    add_command(found, "PushState", push_state, dtype_in=CmdArgType.DevState)
    add_command(found, "AddAttribute", add_attribute, dtype_in=CmdArgType.DevString)
    add_command(found, "GoTo", lambda self, state: self.set_state(state), dtype_in=CmdArgType.DevState)
    add_command(
        found, "Sleep", sleep_asyncio if green == GreenMode.Asyncio else sleep, dtype_in=CmdArgType.DevDouble)
    return found


def main(arguments):
    green = GreenMode.Synchronous
    if arguments[:2] == ["--green", "asyncio"]:
        green = GreenMode.Asyncio
        arguments = arguments[2:]
    pushes = arguments[0] == "--pushes"
    if pushes:
        arguments = arguments[1:]
    held = members(green, pushes, "-nodb" in arguments)
    device_class = types.new_class(CLASS_NAME, (Device,), {}, lambda body: body.update(held))
    run((device_class,), [CLASS_NAME] + arguments, green_mode=green)


if __name__ == "__main__":
    main(sys.argv[1:])
