#!/usr/bin/env python3
"""Does everything with a TangoTest that can be done, and prints what comes of it: transcript.py URL [NOT_WRITTEN...]

A line is "what was done -> what came of it". Where values are random, only their type is printed. What is written to an
attribute is read back in the same line. Attributes named after the URL are not written.
"""
import sys
import zlib

import numpy
import tango
from tango import AttrDataFormat, AttrWriteType, CmdArgType, DevFailed, DevSource

device = tango.DeviceProxy(sys.argv[1])
device.set_source(DevSource.DEV)
device.set_timeout_millis(30000)
not_written = sys.argv[2:]

INTEGERS = {
    CmdArgType.DevUChar: (0, 255),
    CmdArgType.DevShort: (-(2**15), 2**15 - 1),
    CmdArgType.DevUShort: (0, 2**16 - 1),
    CmdArgType.DevLong: (-(2**31), 2**31 - 1),
    CmdArgType.DevULong: (0, 2**32 - 1),
    CmdArgType.DevLong64: (-(2**63), 2**63 - 1),
    CmdArgType.DevULong64: (0, 2**64 - 1),
}
NOT_NUMBERS = [float("inf"), float("-inf"), float("nan")]


def samples(kind):
    """Usual and extreme values."""
    if kind in INTEGERS:
        return [0, 1, INTEGERS[kind][0], INTEGERS[kind][1], 7]
    if kind == CmdArgType.DevDouble:
        return [0.0, -1.5, 1e308, 5e-324, 256.0]
    if kind == CmdArgType.DevFloat:
        return [0.0, -1.5, 3e38, 1e-45, 256.0]
    if kind == CmdArgType.DevBoolean:
        return [True, False]
    if kind == CmdArgType.DevString:
        return ["", "a b", "\u00e4\u00f6\u00ff", "x" * 100000, "tab\tline\n"]
    if kind == CmdArgType.DevEnum:
        return [0, 1, 2]
    raise ValueError(kind)


def array(kind, length):
    values = [v[:40] if isinstance(v, str) else v for v in samples(kind)]
    return (values * (length // len(values) + 1))[:length]


def shown(value):
    """A value in not more than a line, whatever its size."""
    if isinstance(value, numpy.ndarray):
        text = "%s%s %s" % (value.dtype, value.shape, value.tolist())
    else:
        text = repr(value)
    if len(text) > 120:
        text = "%s... %d %08x" % (text[:40], len(text), zlib.crc32(text.encode()))
    return text


def attempt(action):
    try:
        return shown(action())
    except DevFailed as failure:
        return " / ".join(
            "%s: %s [%s] %s" % (e.reason, e.desc.strip().replace("\n", " "), e.origin, e.severity)
            for e in failure.args
        )
    except Exception as failure:
        return type(failure).__name__


def tell(what, result):
    print(what, "->", result)


def is_random(name):
    written_and_random = name.endswith("_scalar") and name not in ("boolean_scalar", "string_scalar")
    return written_and_random or name.endswith(("_ro", "_rww")) or name == "wave"


def read(name):
    try:
        r = device.read_attribute(name)
    except DevFailed as failure:
        e = failure.args[0]
        return "%s: %s [%s]" % (e.reason, e.desc, e.origin)
    value = type(r.value).__name__ if is_random(name) else shown(r.value)
    return "%s %s %s %s set to %s %s %s" % (
        r.quality,
        int(r.type),
        r.data_format,
        (r.dim_x, r.dim_y, r.nb_read, value),
        (r.w_dim_x, r.w_dim_y, r.nb_written, shown(r.w_value)),
        r.name,
        r.has_failed,
    )


def write(name, value, what=None):
    result = attempt(lambda: device.write_attribute(name, value))
    tell("write %s %s" % (name, what or shown(value)), result + "; " + read(name))


def command(name, *argument, what=None):
    shown_argument = what or (shown(argument[0]) if argument else "")
    tell("command %s %s" % (name, shown_argument), attempt(lambda: device.command_inout(name, *argument)))


def rows(kind, width, height):
    flat = array(kind, width * height)
    return [flat[y * width : (y + 1) * width] for y in range(height)]


def write_scalars(config):
    for value in samples(config.data_type):
        write(config.name, value)
    if config.data_type in (CmdArgType.DevDouble, CmdArgType.DevFloat):
        for value in NOT_NUMBERS:
            write(config.name, value)


def write_spectra(config):
    for length in (1, 5, 0, 255, 256, 257, config.max_dim_x, config.max_dim_x + 1, 3):
        write(config.name, array(config.data_type, length), "%d" % length)
    if config.data_type in (CmdArgType.DevDouble, CmdArgType.DevFloat):
        write(config.name, [1.0, float("nan")])


def write_images(config):
    greatest = (config.max_dim_x, config.max_dim_y)
    sizes = [(1, 1), (3, 2), (2, 3), (251, 251), greatest, (greatest[0] + 1, 1), (1, greatest[1] + 1), (4, 1)]
    for width, height in sizes:
        write(config.name, rows(config.data_type, width, height), "%d x %d" % (width, height))
    if config.data_type != CmdArgType.DevString:
        for shape in ((0, 0), (2, 0), (0, 3)):
            write(config.name, numpy.zeros(shape, dtype=bool), "without elements %s" % (shape,))


def write_any(config):
    if config.writable in (AttrWriteType.READ, AttrWriteType.READ_WITH_WRITE):
        if config.data_format == AttrDataFormat.SCALAR and config.name not in ("State", "Status"):
            write(config.name, 0)
    elif config.data_format == AttrDataFormat.SCALAR:
        write_scalars(config)
    elif config.data_format == AttrDataFormat.SPECTRUM:
        write_spectra(config)
    else:
        write_images(config)


def run_commands():
    for name, kind in (
        ("DevBoolean", CmdArgType.DevBoolean),
        ("DevDouble", CmdArgType.DevDouble),
        ("DevFloat", CmdArgType.DevFloat),
        ("DevLong", CmdArgType.DevLong),
        ("DevLong64", CmdArgType.DevLong64),
        ("DevShort", CmdArgType.DevShort),
        ("DevString", CmdArgType.DevString),
        ("DevULong", CmdArgType.DevULong),
        ("DevULong64", CmdArgType.DevULong64),
        ("DevUShort", CmdArgType.DevUShort),
    ):
        for value in samples(kind) + (NOT_NUMBERS if kind == CmdArgType.DevDouble else []):
            command(name, value)
    for name, kind in (
        ("DevVarCharArray", CmdArgType.DevUChar),
        ("DevVarDoubleArray", CmdArgType.DevDouble),
        ("DevVarFloatArray", CmdArgType.DevFloat),
        ("DevVarLong64Array", CmdArgType.DevLong64),
        ("DevVarLongArray", CmdArgType.DevLong),
        ("DevVarShortArray", CmdArgType.DevShort),
        ("DevVarStringArray", CmdArgType.DevString),
        ("DevVarULong64Array", CmdArgType.DevULong64),
        ("DevVarULongArray", CmdArgType.DevULong),
        ("DevVarUShortArray", CmdArgType.DevUShort),
    ):
        for length in (0, 1, 2, 1000, 100000 if kind == CmdArgType.DevString else 1000000):
            command(name, array(kind, length), what="%d" % length)
    for name, numbers in (("DevVarLongStringArray", [1, -2]), ("DevVarDoubleStringArray", [1.5, -2.0])):
        command(name, [numbers, ["a", "", "\u00e4"]])
        command(name, [[], []])
        command(name, [numbers, []])
        command(name, [[], ["x"]])
    for name in (
        "DevVoid",
        "CrashFromDevelopperThread",
        "CrashFromOmniThread",
        "DumpExecutionState",
        "State",
        "Status",
        "devVOID",
        "NoSuchCommand",
    ):
        command(name)


def change_states():
    for name in ("SwitchStates", "SwitchStates", "SwitchStates", "Init", "SwitchStates", "SwitchStates"):
        command(name)
        tell("state", "%s %s %s %s" % (device.state(), device.status(), read("State"), read("Status")))


def ask_for_what_is_not_there():
    tell("read", attempt(lambda: device.read_attribute("no_such")))
    tell("write", attempt(lambda: device.write_attribute("no_such", 1)))
    tell("configuration", attempt(lambda: device.get_attribute_config("no_such")))
    tell("command", attempt(lambda: device.command_query("no_such")))
    tell("pipes", attempt(device.get_pipe_list))
    names = ["SHORT_scalar", "no_such", "no_value", "throw_exception", "State"]
    for reading in device.read_attributes(names):
        errors = ["%s %s %s" % (e.reason, e.desc, e.origin) for e in reading.get_err_stack()]
        tell("read several", "%s %s %s %s" % (reading.name, reading.quality, reading.data_format, errors))
    values = [("short_scalar", 1), ("no_such", 2), ("short_scalar_ro", 3), ("ampli", float("nan")), ("long_scalar", 4)]
    tell("write several", attempt(lambda: device.write_attributes(values)))
    tell("of these", "%s %s" % (device.read_attribute("short_scalar").w_value, read("long_scalar")))


def ask_for_what_is_polled():
    device.set_source(DevSource.CACHE)
    tell("read polled", attempt(lambda: device.read_attribute("short_scalar")))
    for name, argument in (("DevVoid", []), ("State", []), ("DevDouble", [1.0]), ("NoSuch", [])):
        command(name, *argument, what="polled")
    device.set_source(DevSource.DEV)
    tell("polled", attempt(lambda: device.is_attribute_polled("short_scalar")))
    tell("polling status", attempt(lambda: list(device.polling_status())))
    tell("attribute history", attempt(lambda: device.attribute_history("short_scalar", 2)))
    tell("command history", attempt(lambda: device.command_history("DevVoid", 2)))


info = device.info()
tell("info", (info.dev_class, info.dev_type, info.doc_url, info.server_id))
tell("admin device", device.adm_name().split("/", 3)[3])
configs = device.attribute_list_query()
for each in configs:
    tell("first read of %s" % each.name, read(each.name))
for each in configs:
    if each.name not in not_written:
        write_any(each)
run_commands()
change_states()
for each in configs:
    tell("last read of %s" % each.name, read(each.name))
tell("write and read", attempt(lambda: device.write_read_attribute("string_scalar", "x").value))
tell("write and read", attempt(lambda: device.write_read_attribute("double_scalar_w", 2.5).value))
ask_for_what_is_not_there()
ask_for_what_is_polled()
