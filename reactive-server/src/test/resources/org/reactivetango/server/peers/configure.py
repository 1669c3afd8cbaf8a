#!/usr/bin/env python3
"""Changes configurations of attributes and prints what comes of it: configure.py URL"""
import sys

import tango
from tango import AttrWriteType, DevFailed, DispLevel

device = tango.DeviceProxy(sys.argv[1])
device.set_timeout_millis(30000)
NONE = "Not specified"
TEXTS = ("label", "description", "unit", "standard_unit", "display_unit", "format")


def attempt(action):
    try:
        return action()
    except DevFailed as failure:
        e = failure.args[0]
        return "%s: %s [%s]" % (e.reason.replace("\n", " "), e.desc.replace("\n", " "), e.origin)


def shown(name):
    c = device.get_attribute_config_ex(name)[0]
    alarms, events = c.alarms, c.events
    return [
        *(getattr(c, text) for text in TEXTS), c.min_value, c.max_value, alarms.min_alarm, alarms.max_alarm,
        alarms.min_warning, alarms.max_warning, alarms.delta_t, alarms.delta_val, list(c.enum_labels),
    ] + ([] if name == "limited" else [
        events.ch_event.rel_change, events.ch_event.abs_change, events.per_event.period,
        events.arch_event.archive_rel_change, events.arch_event.archive_abs_change, events.arch_event.archive_period,
    ])


def changed(name, changes):
    config = device.get_attribute_config_ex(name)[0]
    for path, value in changes.items():
        *parents, last = path.split("__")
        part = config
        for parent in parents:
            part = getattr(part, parent)
        setattr(part, last, value)
    return config


def change(attribute, **changes):
    config = changed(attribute, changes)
    result = attempt(lambda: device.set_attribute_config(config))
    print(attribute, changes if "enum_labels" not in changes else list(changes["enum_labels"]), "->", result)
    print("   ", shown(attribute))


def write(name, *values):
    for value in values:
        print("write", name, value, "->", attempt(lambda: device.write_attribute(name, value)))


def labels(*texts):
    vector = tango.StdStringVector()
    for text in texts:
        vector.append(text)
    return vector


print(shown("limited"))
change("limited", label="Lab", unit="mm2", min_value="-5", max_value="5.50")
write("limited", 5.5, 5.6, -5, -5.1)
for minimum in ("abc", "7", "5.5", "-1e2", NONE, "", "NaN", " 3", "3x", "0x10", "+3"):
    change("limited", min_value=minimum)
for maximum in (NONE, "NaN", "-20", ""):
    change("limited", max_value=maximum)
change("limited", label="", unit="")
change("limited", **{text: NONE for text in TEXTS})
change("limited", **{text: "NaN" for text in TEXTS})
change("limited", label="x", **{text: "" for text in TEXTS[1:]})
change("limited", label="caf\u00e9 ", unit=" %", description="two\nlines")
for alarm in ("min_alarm", "max_alarm", "min_warning", "max_warning"):
    for value in ("3", "-20", "20", "x", NONE, "", "NaN"):
        change("limited", **{"alarms__" + alarm: value})
change("double_scalar", alarms__delta_t="100")
for value in ("1.5", "x", "-3", NONE, ""):
    change("double_scalar", alarms__delta_val=value)
for value in ("x", "1.5", "-3", NONE, ""):
    change("double_scalar", alarms__delta_t=value)
for event in ("ch_event__abs_change", "ch_event__rel_change", "arch_event__archive_abs_change",
              "arch_event__archive_rel_change"):
    for value in ("0.1", "x", "-1,2", "1,2", "-2,2", "1,2,3", "-4", ",", "1,", NONE, "5", "", "6", "NaN"):
        change("double_scalar", **{"events__" + event: value})
for event in ("per_event__period", "arch_event__archive_period"):
    for value in ("500", "500.5", "x", "-1", "0", NONE, "200", "", "300", "NaN"):
        change("double_scalar", **{"events__" + event: value})
for name in ("string_scalar", "boolean_scalar", "state_scalar", "encoded_scalar"):
    for path in ("min_value", "max_value", "alarms__min_alarm", "alarms__max_alarm", "alarms__min_warning",
                 "alarms__max_warning", "alarms__delta_t", "alarms__delta_val", "events__ch_event__abs_change",
                 "events__ch_event__rel_change", "events__arch_event__archive_abs_change",
                 "events__per_event__period"):
        change(name, **{path: "1"})
    change(name, label=name + "!", format="%q")
for name in ("short_scalar", "uchar_scalar", "ulong64_scalar", "long_scalar", "ulong_scalar", "ushort_scalar",
             "long64_scalar", "float_scalar", "counter", "double_spectrum", "short_image"):
    change(name, min_value="1", max_value="100")
    change(name, min_value="1.5")
    change(name, min_value="101")
    change(name, alarms__min_alarm="2", alarms__max_alarm="x")
    change(name, alarms__delta_t="100", alarms__delta_val="2")
    change(name, events__ch_event__abs_change="1.5")
    change(name, min_value=NONE, max_value="")
write("short_scalar", 3)
change("short_scalar", min_value="5")
write("short_scalar", 4, 5)
change("double_spectrum", max_value="1.5")
write("double_spectrum", [1.0, 2.0], [1.0, 1.5])
change("enum_scalar", enum_labels=labels("a", "b"))
change("enum_scalar", enum_labels=labels("a", "a", "b"))
change("enum_scalar", enum_labels=labels())
change("enum_scalar", enum_labels=labels("a", "b", "c"))
change("short_scalar", enum_labels=labels("a", "b"))
change("enum_scalar", enum_labels=labels(NONE))
change("double_spectrum", max_dim_x=3)
change("short_image", max_dim_y=3)
change("counter", data_type=tango.CmdArgType.DevShort)
change("counter", data_format=tango.AttrDataFormat.SPECTRUM)
change("counter", writable=AttrWriteType.READ_WRITE)
change("counter", writable_attr_name="foo")
change("counter", disp_level=DispLevel.EXPERT)
change("counter", root_attr_name="foo")
change("counter", writable=AttrWriteType.READ_WRITE, max_dim_x=7, data_type=tango.CmdArgType.DevShort)
change("counter", writable=AttrWriteType.READ_WRITE, max_dim_x=7, writable_attr_name="foo")
for name in ("State", "Status"):
    change(name, label="foo", max_value="1")
config = changed("counter", {"name": "no_such"})
print("no_such ->", attempt(lambda: device.set_attribute_config(config)))
config = changed("counter", {"name": "COUNTER", "label": "C"})
print("COUNTER ->", attempt(lambda: device.set_attribute_config(config)), shown("counter"))
several = [changed("counter", {"label": "A"}), changed("double_scalar", {"min_value": "zz", "label": "no"}),
           changed("short_scalar", {"label": "B"})]
for some in (several[:2], several[1:], several, [several[0], several[2], several[1]], several[1:2]):
    print("several ->", attempt(lambda: device.set_attribute_config(some)))
    print("   ", [shown(name)[0] for name in ("counter", "double_scalar", "short_scalar")])
