#!/usr/bin/env python3
"""A PyTango client that does what it is told, line by line, on standard input.

A request is one line: a verb and its arguments, separated by tabs. The answer is any number of lines that start with
@data (tab-separated fields), then one line @end. When the call fails, each error of its stack is a line @error
(reason, severity, description, origin). Inside a field everything but printable ASCII, and the backslash, is written \\uXXXX.
Numbers stand for Tango's enums: types, formats, qualities, sources. The first line out is @ready and the version.
"""
import re
import sys

import tango
from tango import AttrDataFormat, CmdArgType, DeviceData, DevSource, DevState, ExtractAs

FLOATS = (CmdArgType.DevFloat, CmdArgType.DevDouble, CmdArgType.DevVarFloatArray, CmdArgType.DevVarDoubleArray)
BOOLEANS = (CmdArgType.DevBoolean, CmdArgType.DevVarBooleanArray)
STRINGS = (CmdArgType.DevString, CmdArgType.DevVarStringArray)
SCALARS = (
    CmdArgType.DevBoolean, CmdArgType.DevShort, CmdArgType.DevLong, CmdArgType.DevLong64, CmdArgType.DevFloat,
    CmdArgType.DevDouble, CmdArgType.DevUChar, CmdArgType.DevUShort, CmdArgType.DevULong, CmdArgType.DevULong64,
    CmdArgType.DevString, CmdArgType.DevState, CmdArgType.DevEnum,
)

proxy = None


def escape(field):
    def code(match):
        return "".join("\\u%02x%02x" % tuple(unit) for unit in utf16(match.group()))

    return re.sub(r"[^ -\[\]-~]", code, field)


def utf16(text):
    raw = text.encode("utf-16-be", "surrogatepass")
    return zip(raw[::2], raw[1::2])


def unescape(field):
    units = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), field)
    return units.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")


def say(tag, *fields):
    sys.stdout.write("\t".join([tag] + [escape(str(field)) for field in fields]) + "\n")


def data(*fields):
    say("@data", *fields)


# values to text and back

def flat(value):
    """The elements of a scalar, a spectrum or an image, row by row."""
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [element for part in value for element in flat(part)]
    if isinstance(value, (bytes, bytearray)):
        return list(value)
    return [value]


def text(element):
    if isinstance(element, bool):
        return "true" if element else "false"
    if isinstance(element, float):
        return repr(element).replace("nan", "NaN").replace("inf", "Infinity")
    return str(element)         # a DevState is its name


def texts(data_type, value):
    if data_type == CmdArgType.DevEncoded and value is not None:
        form, octets = value
        return [form, (octets.encode("latin-1") if isinstance(octets, str) else bytes(octets)).hex()]
    if data_type == CmdArgType.DevEnum:
        value = [int(element) for element in flat(value)]
    return [text(element) for element in flat(value)]


def parse(data_type, field):
    if data_type in BOOLEANS:
        return field == "true"
    if data_type in FLOATS:
        return float(field)
    if data_type in STRINGS:
        return field
    if data_type == CmdArgType.DevState:
        return DevState.names[field]
    return int(field)


def scalar(data_type, fields):
    if data_type == CmdArgType.DevEncoded:
        return fields[0], bytes.fromhex(fields[1])
    return parse(data_type, fields[0])


def argument(data_type, numbers, strings):
    if data_type == CmdArgType.DevVarLongStringArray:
        return [[int(number) for number in numbers], strings]
    if data_type == CmdArgType.DevVarDoubleStringArray:
        return [[float(number) for number in numbers], strings]
    if data_type in SCALARS or data_type == CmdArgType.DevEncoded:
        return scalar(data_type, numbers)
    return [parse(data_type, number) for number in numbers]


def split(fields):
    """A type, a count, that many fields, and the rest."""
    count = int(fields[1])
    return CmdArgType.values[int(fields[0])], fields[2:2 + count], fields[2 + count:]


def reading(attribute):
    if attribute.has_failed:
        data("failed", attribute.name)
        for error in attribute.get_err_stack():
            data("error", *error_fields(error))
        return
    when = attribute.time
    data("value", attribute.name, int(attribute.type), int(attribute.data_format), int(attribute.quality),
         attribute.dim_x, attribute.dim_y, attribute.w_dim_x, attribute.w_dim_y,
         when.tv_sec * 1000000 + when.tv_usec)
    data("read", *texts(attribute.type, attribute.value))
    data("written", *texts(attribute.type, attribute.w_value))


def error_fields(error):
    return error.reason, int(error.severity), error.desc, error.origin


# verbs

def device_proxy(url):
    global proxy
    proxy = tango.DeviceProxy(url)


def info():
    found = proxy.info()
    for name in ("dev_class", "server_id", "server_host", "server_version", "doc_url", "dev_type"):
        data(name, getattr(found, name))


def attribute_config(name):
    config = proxy.get_attribute_config(name)
    for field in ("name", "description", "label", "unit", "standard_unit", "display_unit", "format", "min_value",
                  "max_value", "writable_attr_name", "root_attr_name", "max_dim_x", "max_dim_y"):
        data(field, getattr(config, field))
    for field in ("data_type", "data_format", "writable", "disp_level"):
        data(field, int(getattr(config, field)))
    data("enum_labels", ",".join(config.enum_labels))
    for field in ("min_alarm", "max_alarm", "min_warning", "max_warning", "delta_t", "delta_val"):
        data(field, getattr(config.alarms, field))
    data("rel_change", config.events.ch_event.rel_change)
    data("abs_change", config.events.ch_event.abs_change)
    data("period", config.events.per_event.period)
    data("archive_rel_change", config.events.arch_event.archive_rel_change)
    data("archive_abs_change", config.events.arch_event.archive_abs_change)
    data("archive_period", config.events.arch_event.archive_period)


def command_info(name):
    found = proxy.command_query(name)
    for field in ("cmd_name", "in_type_desc", "out_type_desc"):
        data(field, getattr(found, field))
    for field in ("in_type", "out_type", "disp_level"):
        data(field, int(getattr(found, field)))


def read(name):
    reading(proxy.read_attribute(name, extract_as=ExtractAs.List))


def read_all(*names):
    for attribute in proxy.read_attributes(list(names), extract_as=ExtractAs.List):
        reading(attribute)


def write(name, *fields):
    data_type, values, _ = split(fields)
    proxy.write_attribute(name, scalar(data_type, values))


def write_as(name, *fields):
    data_type, values, _ = split(fields)
    config = tango.AttributeInfoEx()
    config.name = name
    config.data_type = data_type
    config.data_format = AttrDataFormat.SCALAR
    proxy.write_attribute(config, scalar(data_type, values))


def write_spectrum(name, *fields):
    data_type, values, _ = split(fields)
    proxy.write_attribute(name, [parse(data_type, value) for value in values])


def write_image(name, width, *fields):
    data_type, values, _ = split(fields)
    elements = [parse(data_type, value) for value in values]
    step = int(width)
    proxy.write_attribute(name, [elements[start:start + step] for start in range(0, len(elements), step)])


def write_all(*fields):
    pairs = []
    while fields:
        data_type, values, rest = split(fields[1:])
        pairs.append((fields[0], scalar(data_type, values)))
        fields = rest
    proxy.write_attributes(pairs)


def write_read(name, *fields):
    data_type, values, _ = split(fields)
    reading(proxy.write_read_attribute(name, scalar(data_type, values), extract_as=ExtractAs.List))


def command(name, *fields):
    data_type, numbers, strings = split(fields)
    if data_type == CmdArgType.DevVoid:
        result(proxy.command_inout_raw(name))
    else:
        result(proxy.command_inout_raw(name, argument(data_type, numbers, list(strings))))


def command_as(name, *fields):
    data_type, numbers, strings = split(fields)
    given = DeviceData()
    if data_type != CmdArgType.DevVoid:
        given.insert(data_type, argument(data_type, numbers, list(strings)))
    result(proxy.command_inout_raw(name, given))


def result(answer):
    try:
        data_type = answer.get_type()
        value = answer.extract(ExtractAs.List)
    except tango.DevFailed as failure:
        if failure.args[0].reason != "API_EmptyDeviceData":
            raise
        data(int(CmdArgType.DevVoid))
        return
    if data_type in (CmdArgType.DevVarLongStringArray, CmdArgType.DevVarDoubleStringArray):
        numbers, strings = value
        data(int(data_type), *texts(data_type, numbers))
        data(*strings)
    else:
        data(int(data_type), *texts(data_type, value))


VERBS = {
    "device_proxy": device_proxy,
    "ping": lambda: proxy.ping(),
    "info": info,
    "name": lambda: data(proxy.name()),
    "description": lambda: data(proxy.description()),
    "adm_name": lambda: data(proxy.adm_name()),
    "state": lambda: data(proxy.state()),
    "status": lambda: data(proxy.status()),
    "idl_version": lambda: data(proxy.get_idl_version()),
    "attribute_list": lambda: data(*proxy.get_attribute_list()),
    "command_list": lambda: data(*[found.cmd_name for found in proxy.command_list_query()]),
    "attribute_config": attribute_config,
    "command_info": command_info,
    "read": read,
    "read_all": read_all,
    "write": write,
    "write_as": write_as,
    "write_spectrum": write_spectrum,
    "write_image": write_image,
    "write_all": write_all,
    "write_read": write_read,
    "command": command,
    "command_as": command_as,
    "timeout": lambda millis: proxy.set_timeout_millis(int(millis)),
    "source": lambda number: proxy.set_source(DevSource.values[int(number)]),
    "black_box": lambda count: data(*proxy.black_box(int(count))),
}


def serve(line):
    fields = [unescape(field) for field in line.split("\t")]
    try:
        VERBS[fields[0]](*fields[1:])
    except tango.DevFailed as failure:
        for error in failure.args:
            say("@error", *error_fields(error))
    except Exception as failure:        # a wrong argument is caught by the binding itself
        say("@error", type(failure).__name__, int(tango.ErrSeverity.ERR), failure, "pytango_client.py")
    say("@end")
    sys.stdout.flush()


def main():
    say("@ready", tango.__version__)
    sys.stdout.flush()
    for line in sys.stdin:
        serve(line.rstrip("\n"))


if __name__ == "__main__":
    main()
