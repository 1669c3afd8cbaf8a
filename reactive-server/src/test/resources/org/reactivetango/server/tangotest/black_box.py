#!/usr/bin/env python3
"""Does a bit of everything with a TangoTest and prints what its black box says of it: black_box.py URL"""
import os
import re
import sys

import tango
from tango import DevFailed, DevSource

device = tango.DeviceProxy(sys.argv[1])
device.set_timeout_millis(30000)


def attempt(action):
    try:
        return action()
    except DevFailed as failure:
        return ["%s: %s [%s]" % (e.reason, e.desc, e.origin) for e in failure.args]


def tell(what, action, most=1):
    """What has been recorded since, oldest first, without times and process ids."""
    result = attempt(action)
    failed = result if isinstance(result, list) and result and isinstance(result[0], str) and "API_" in result[0] else ""
    print(what, "->", failed)
    for line in reversed(device.black_box(most)):
        text = re.sub(r"PID \d+", "PID %s" % ("ours" if str(os.getpid()) in line else "of another"), line)
        print("   ", re.sub(r"^\d\d/\d\d/20\d\d \d\d:\d\d:\d\d:\d\d ", "TIME ", text))


tell("ping", device.ping)
tell("state", device.state)
tell("status", device.status)
tell("name", device.name)
tell("description", device.description)
tell("admin name", device.adm_name)
tell("info", device.info)
tell("list of commands", device.command_list_query)
tell("one command", lambda: device.command_query("DevVoid"))
tell("no such command", lambda: device.command_query("NoSuch"))
tell("configuration", lambda: device.get_attribute_config("ampli"))
tell("all configurations", device.attribute_list_query)
tell("read one", lambda: device.read_attribute("short_scalar"))
tell("read one in capitals", lambda: device.read_attribute("SHORT_SCALAR"))
tell("read several", lambda: device.read_attributes(["short_scalar", "State", "no_such"]))
tell("read what is not there", lambda: device.read_attribute("no_such"))
tell("read State", lambda: device.read_attribute("State"))
tell("write one", lambda: device.write_attribute("short_scalar", 1))
tell("write several", lambda: device.write_attributes([("short_scalar", 1), ("ampli", 2.0)]))
tell("write and read", lambda: device.write_read_attribute("short_scalar", 1))
tell("write and read several", lambda: device.write_read_attributes([("short_scalar", 1)], ["ampli", "double_scalar"]))
tell("command", lambda: device.command_inout("DevVoid"))
tell("command in capitals", lambda: device.command_inout("DEVVOID"))
tell("command with argument", lambda: device.command_inout("DevDouble", 1.5))
tell("command that is not there", lambda: device.command_inout("NoSuch"))
tell("command State", lambda: device.command_inout("State"))
for source in (DevSource.DEV, DevSource.CACHE, DevSource.CACHE_DEV):
    device.set_source(source)
    tell("read from %s" % source, lambda: device.read_attribute("short_scalar"))
    tell("command from %s" % source, lambda: device.command_inout("DevVoid"))
tell("attribute history", lambda: device.attribute_history("short_scalar", 2))
tell("command history", lambda: device.command_history("DevVoid", 2))
tell("nothing", lambda: None)
tell("none of the black box", lambda: device.black_box(0))
tell("less than none", lambda: device.black_box(-1))
tell("three", device.ping, 3)
print(len(device.black_box(1000000)))
for i in range(100):
    device.ping()
print(len(device.black_box(49)), len(device.black_box(50)), len(device.black_box(51)), len(device.black_box(1000000)))
print(len(set(line.split(" : ")[1] for line in device.black_box(45))))
