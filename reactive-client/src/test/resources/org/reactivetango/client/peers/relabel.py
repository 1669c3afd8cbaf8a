#!/usr/bin/env python3
"""Gives an attribute one label after the other: relabel.py URL ATTRIBUTE LABEL..."""
import sys

import tango

device = tango.DeviceProxy(sys.argv[1])
for label in sys.argv[3:]:
    config = device.get_attribute_config(sys.argv[2])
    config.label = label
    device.set_attribute_config(config)
