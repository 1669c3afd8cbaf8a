#!/usr/bin/env python3
"""Subscribes events of our device and prints what comes: events.py DEVICE_URL ADMIN_URL COUNT"""
import sys
import time

import tango
from tango import EventType

device = tango.DeviceProxy(sys.argv[1])
admin = tango.DeviceProxy(sys.argv[2])
count = int(sys.argv[3])

SUBSCRIBED = [
    ("number", EventType.CHANGE_EVENT),
    ("number", EventType.USER_EVENT),
    ("number", EventType.DATA_READY_EVENT),
    ("row", EventType.CHANGE_EVENT),
    ("row", EventType.ARCHIVE_EVENT),
    ("text", EventType.CHANGE_EVENT),
    ("streamed", EventType.CHANGE_EVENT),
    ("stepped", EventType.CHANGE_EVENT),
]
seen = {key: [] for key in SUBSCRIBED}


def shown(key, event):
    if event.err:
        return event.errors[0].reason
    if key[1] == EventType.DATA_READY_EVENT:
        return str(event.ctr)
    value = event.attr_value.value
    if value is None:
        return str(event.attr_value.quality)
    if key[0] == "row":
        # All elements are the same: a mixture would show.
        return "x".join(sorted({repr(float(one)) for one in value} | {str(len(value))}))
    return str(value)


def subscribe(key):
    device.subscribe_event(key[0], key[1], lambda event: seen[key].append(shown(key, event)))


def ask(command, *argument):
    try:
        answer = admin.command_inout(command, list(argument))
    except tango.DevFailed as failure:
        # The last one is the client's own.
        print(command, *argument, "->", *[error.reason for error in failure.args[:-1]])
        return
    print(command, *argument, "->", *(["nothing"] if answer is None else [list(part) for part in answer]))


def until(done, do=lambda: None):
    for _ in range(1500):
        if done():
            return
        do()
        time.sleep(0.02)
    sys.exit("waited in vain, got " + repr({key: len(got) for key, got in seen.items()}))


ask("ZmqEventSubscriptionChange", "info")
ask("ZmqEventSubscriptionChange", "test/events/1", "number", "subscribe")
ask("ZmqEventSubscriptionChange", "test/events/1", "number", "subscribe", "changed", "5")
ask("ZmqEventSubscriptionChange", "test/events/2", "number", "subscribe", "change", "5")
ask("ZmqEventSubscriptionChange", "test/events/1", "nothing", "subscribe", "change", "5")
ask("ZmqEventSubscriptionChange", "test/events/1", "silent", "subscribe", "change", "5")
ask("ZmqEventSubscriptionChange", "test/events/1", "number", "subscribe", "periodic", "5")
ask("ZmqEventSubscriptionChange", "test/events/1", "silent", "subscribe", "data_ready", "5")
ask("EventConfirmSubscription", "test/events/1", "number")
for one in SUBSCRIBED:
    subscribe(one)
ask("EventConfirmSubscription", "test/events/1", "number", "idl5_change", "test/events/1", "silent", "idl5_change")
ask("EventConfirmSubscription", "test/events/1", "number", "idl5_change", "test/events/1", "number", "data_ready")
# The first reading has no "warm" in it; what is pushed before a socket is subscribed is lost.
until(lambda: all(any("-" in value for value in got) for got in seen.values()), device.Warm)
device.Push(count)
until(lambda: all(got[-1] in ("Test_Pushed", "ATTR_INVALID", str(count)) for got in seen.values()))
for key, got in seen.items():
    print(key[0], key[1], *[value for value in got if "-" not in value])
