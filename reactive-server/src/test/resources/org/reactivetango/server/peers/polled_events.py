#!/usr/bin/env python3
"""Subscribes events of polled attributes and prints what comes: polled_events.py DEVICE_URL DEVICE

The attributes are those of a TangoTest that are what was last written to them.
"""
import sys
import time

import tango
from tango import EventType

url, name = sys.argv[1:]
device = tango.DeviceProxy(url)
admin = tango.DeviceProxy(device.adm_name())

TYPES = [EventType.CHANGE_EVENT, EventType.PERIODIC_EVENT, EventType.ARCHIVE_EVENT]


def until(done, what):
    for _ in range(1500):
        if done():
            return
        time.sleep(0.02)
    sys.exit("waited in vain for " + what() if callable(what) else what)


def shown(event):
    if event.err:
        return event.errors[0].reason
    return event.attr_value.value
