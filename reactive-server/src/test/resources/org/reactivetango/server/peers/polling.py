#!/usr/bin/env python3
"""Polls a TangoTest as clients do and prints what it answers: polling.py DEVICE_URL DEVICE

Times are left out of what is printed, so that two servers can be compared.
"""
import re
import sys
import time

import tango
from tango import DevSource, EventType

url, name = sys.argv[1:]
device = tango.DeviceProxy(url)
admin = tango.DeviceProxy(device.adm_name())


def plain(text):
    text = re.sub(r"\(mS\) = \d+\.\d{3}", "(mS) = TIME", str(text))
    text = re.sub(r"since (\d+ MN)?( ,)?(\d+ S)?( and )?(\d+ mS)?", "since TIME", text)
    text = re.sub(r"(in mS\) = )[\d, ]+", r"\1TIMES", text)
    # Ours reads one after the other.
    return re.sub(r"the last (attribute|command)s \(.*?\) reading", r"the last \1 reading", text)


def ask(label, call):
    try:
        print(label, "->", plain(call()))
    except tango.DevFailed as failure:
        # The outermost is the client's own.
        print(label, "->", [(e.reason, e.desc, e.origin) for e in failure.args if "Failed to" not in e.desc])


def add(period, *what):
    return admin.command_inout("AddObjPolling", ([period], list(what)))


def update(period, *what):
    return admin.command_inout("UpdObjPollingPeriod", ([period], list(what)))


def remove(*what):
    return admin.command_inout("RemObjPolling", list(what))


def until(done):
    for _ in range(1500):
        if done():
            return
        time.sleep(0.02)
    sys.exit("waited in vain")


def errors(*names):
    return [(a.name, [(e.reason, e.desc, e.origin) for e in a.get_err_stack()[:1]])
            for a in device.read_attributes(list(names))]


def refusals():
    ask("status", admin.status)
    ask("nothing polled", lambda: (admin.PolledDevice(), admin.DevPollStatus(name), device.polling_status()))
    ask("no device", lambda: admin.DevPollStatus("a/b/c"))
    for label, call in (("add", add), ("update", update), ("remove", lambda period, *what: remove(*what))):
        ask(label + " no device", lambda: call(100, "a/b/c", "attribute", "double_scalar"))
        ask(label + " bad type", lambda: call(100, name, "Pipe", "double_scalar"))
        ask(label + " no attribute", lambda: call(100, name, "attribute", "Nothing"))
        ask(label + " no command", lambda: call(100, name, "command", "Nothing"))
        ask(label + " command with argument", lambda: call(100, name, "command", "DevDouble"))
        ask(label + " too few", lambda: call(100, name, "attribute"))
    ask("add too often", lambda: add(2, name, "attribute", "double_scalar"))
    ask("add negative", lambda: add(-5, name, "attribute", "double_scalar"))
    ask("add no period", lambda: admin.command_inout("AddObjPolling", ([], [name, "attribute", "double_scalar"])))
    ask("add two periods", lambda: admin.command_inout("AddObjPolling", ([7, 7], [name, "attribute", "long_scalar"])))
    device.set_source(DevSource.CACHE)
    ask("not polled", lambda: errors("Double_Scalar", "nothing"))
    ask("command not polled", lambda: device.command_inout("DevVoid"))
    ask("command with argument", lambda: device.command_inout("DevDouble", 1.0))
    ask("no command", lambda: device.attribute_history("double_scalar", 5))
    ask("history of nothing", lambda: device.attribute_history("nothing", 5))
    ask("command history", lambda: device.command_history("DevVoid", 5))
    ask("command history of nothing", lambda: device.command_history("Nothing", 5))


def polled():
    ask("add", lambda: add(50, name.upper(), "ATTRIBUTE", "Double_Scalar"))
    ask("add again", lambda: add(50, name, "attribute", "double_scalar"))
    ask("add command", lambda: add(50, name, "command", "devvoid"))
    ask("add command again", lambda: add(50, name, "Command", "DevVoid"))
    ask("add State", lambda: add(50, name, "command", "State"))
    ask("add State again", lambda: add(50, name, "attribute", "state"))
    ask("add failing", lambda: add(60, name, "attribute", "throw_exception"))
    ask("add spectrum", lambda: add(60, name, "attribute", "double_spectrum_ro"))
    until(lambda: all("Delta" in text for text in admin.DevPollStatus(name)))
    ask("polled", lambda: (admin.PolledDevice(), device.is_attribute_polled("double_scalar"),
                           device.get_attribute_poll_period("Double_scalar"), device.is_command_polled("DevVoid"),
                           device.get_command_poll_period("State"), device.is_attribute_polled("long_scalar")))
    for text in admin.DevPollStatus(name):
        ask("status", lambda: text)
    until(lambda: len(device.attribute_history("double_scalar", 20)) == 10)
    history = device.attribute_history("Double_Scalar", 3)
    print("history", [(h.has_failed, h.quality, h.w_value, h.time.totime() > 0) for h in history],
          [h.time.totime() for h in history] == sorted(h.time.totime() for h in history))
    ask("history of failures", lambda: [[(e.reason, e.desc, e.origin) for e in h.get_err_stack()]
                                        for h in device.attribute_history("throw_exception", 2)])
    print("history of a spectrum", [len(h.value) for h in device.attribute_history("double_spectrum_ro", 2)])
    print("command history", [(h.has_failed(), h.extract()) for h in device.command_history("State", 3)])
    ask("update", lambda: update(400, name, "attribute", "Double_scalar"))
    ask("update too often", lambda: update(2, name, "attribute", "Double_scalar"))
    ask("period", lambda: device.get_attribute_poll_period("double_scalar"))
    ask("poll again", lambda: device.poll_attribute("double_scalar", 5000))
    ask("period", lambda: device.get_attribute_poll_period("double_scalar"))


def stopped():
    ask("stop", admin.StopPolling)
    ask("stop again", admin.StopPolling)
    ask("status", admin.status)
    ask("add while stopped", lambda: add(50, name, "attribute", "long_scalar"))
    device.set_source(DevSource.CACHE)
    ask("no data", lambda: errors("long_scalar"))
    ask("history without data", lambda: device.attribute_history("long_scalar", 3))
    ask("status without data", lambda: admin.DevPollStatus(name)[-1])
    until(lambda: "NotUpdated" in str(errors("double_spectrum_ro")))
    ask("too old", lambda: errors("double_spectrum_ro"))
    until(lambda: "S and" in admin.DevPollStatus(name)[-2])
    device.set_source(DevSource.CACHE_DEV)
    ask("too old, so from the device", lambda: device.read_attribute("double_spectrum_ro").has_failed)
    ask("start", admin.StartPolling)
    ask("status", admin.status)
    until(lambda: "Delta" in admin.DevPollStatus(name)[-1])


def removed():
    ask("restart", lambda: admin.DevRestart(name))
    until(lambda: "Delta" in admin.DevPollStatus(name)[-1])
    ask("remove command", lambda: device.stop_poll_command("State"))
    ask("remove command again", lambda: device.stop_poll_command("State"))
    ask("remove command", lambda: device.stop_poll_command("DevVoid"))
    for attribute in ("double_scalar", "throw_exception", "double_spectrum_ro", "long_scalar"):
        ask("remove", lambda: device.stop_poll_attribute(attribute))
    ask("nothing polled", lambda: (admin.PolledDevice(), admin.DevPollStatus(name)))


refusals()
polled()
stopped()
removed()
