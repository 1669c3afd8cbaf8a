#!/usr/bin/env python3
"""Polls attributes of a PeerTest, subscribes their events and prints what comes: polled_events.py DEVICE_URL

Ends within ten seconds: then PyTango 9.3, without a database, takes any server for dead, and falls over itself soon after.
"""
import sys
import time

import tango
from tango import DevState, EventType

device = tango.DeviceProxy(sys.argv[1])

PERIOD = 40
POLLED = ("limited", "string_scalar", "double_scalar", "state", "throw_exception")
TYPES = (EventType.CHANGE_EVENT, EventType.PERIODIC_EVENT, EventType.ARCHIVE_EVENT)
# Of which the first, third and fifth are no change, and three are far enough from each other for an archive.
LIMITED = (5.02, 5.6, 5.62, 2.5, 2.51, 2.6, -2.5, 7.0)
NO_ARCHIVE = ("5.02", "5.6", "5.62", "2.51", "2.6")
# Theirs when it is late by a few per cent. It forgets then what it has sent, so nothing can be compared.
OUT_OF_STEP = "API_PollThreadOutOfSync"
seen = {}


def shown(event):
    return event.errors[0].reason if event.err else str(event.attr_value.value)


def subscribe(name, kind):
    got = []
    try:
        device.subscribe_event(name, kind, lambda event: got.append(shown(event)))
    except tango.DevFailed as failure:
        print(name, kind, "->", failure.args[0].reason)
    else:
        seen[name, kind] = got
        print(name, kind, "-> subscribed")


def until(done):
    for _ in range(1500):
        if done():
            return
        time.sleep(0.02)
    sys.exit("waited in vain, got " + repr(seen))


def write(name, value):
    """Returns when it has been polled twice, so that what the first made of it has been sent."""
    if name == "state":
        device.GoTo(value)
    else:
        device.write_attribute(name, value)

    def polled():
        try:
            history = device.attribute_history(name, 2)
        except tango.DevFailed:
            # Not polled for the first time yet.
            return False
        return len(history) == 2 and all(not record.has_failed and record.value == value for record in history)

    until(polled)


def changes(name):
    return [got for (one, kind), got in seen.items() if one == name and kind != EventType.PERIODIC_EVENT]


def settle(name, value, other):
    """What is sent before a socket is subscribed is lost: goes on until this value is what came last."""
    for _ in range(20):
        write(name, other)
        write(name, value)
        for _ in range(10):
            if all(got[-1:] == [str(value)] for got in changes(name)):
                return
            time.sleep(0.02)
    sys.exit("did not settle, got " + repr(seen))


def step(name, first, other, values):
    """Prints the events that come of some values."""
    while True:
        settle(name, first, other)
        for got in changes(name):
            del got[:-1]
        for value in values:
            write(name, value)
        until(lambda: all(got[-1] == str(values[-1]) for got in changes(name)))
        if not any(OUT_OF_STEP in got for got in changes(name)):
            break
    for (one, kind), got in seen.items():
        if one == name and kind != EventType.PERIODIC_EVENT:
            # Where the archive period is over, whatever is there is an event.
            skipped = NO_ARCHIVE if (name, kind) == ("limited", EventType.ARCHIVE_EVENT) else ()
            print(name, kind, *[value for value in got if value not in skipped])


subscribe("limited", EventType.CHANGE_EVENT)
for name in POLLED:
    device.poll_attribute(name, PERIOD)
for name in POLLED:
    for kind in TYPES:
        subscribe(name, kind)
step("limited", 5.0, 0.0, LIMITED)
step("string_scalar", "zero", "none", ("one", "two", "two", "three"))
step("state", DevState.ON, DevState.MOVING, (DevState.FAULT, DevState.OFF))
periodic = {name: got for (name, kind), got in seen.items() if kind == EventType.PERIODIC_EVENT}
last = {"limited": "7.0", "string_scalar": "three", "double_scalar": "2.25", "state": "OFF",
        "throw_exception": "Peer_Read"}
until(lambda: all(len(got) >= 3 and got[-1] == last[name] for name, got in periodic.items()))
print("periodic events of", *periodic)
for name in POLLED:
    device.stop_poll_attribute(name)
until(lambda: all(got[-1] == "API_PollObjNotFound" for got in seen.values()))
print("all told that polling has stopped")
