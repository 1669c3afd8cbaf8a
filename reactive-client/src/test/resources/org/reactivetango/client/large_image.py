#!/usr/bin/env python3
"""Reads or writes an image of 64 MiB whose elements are their own numbers: large_image.py read|write URL"""
import sys

import numpy
import tango

WIDTH, HEIGHT = 4096, 2048
numbers = numpy.arange(WIDTH * HEIGHT, dtype=float).reshape(HEIGHT, WIDTH)
device = tango.DeviceProxy(sys.argv[2])
device.set_timeout_millis(60000)
if sys.argv[1] == "read":
    right = numpy.array_equal(device.read_attribute("frame").value, numbers) * numbers.size
else:
    device.write_attribute("sink", numbers)
    right = device.read_attribute("written").value
print(right, "elements right")
print("room there:", device.read_attribute("room").value)
