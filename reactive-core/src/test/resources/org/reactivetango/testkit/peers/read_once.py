#!/usr/bin/env python3
"""Reads one attribute and prints its name and type: read_once.py URL ATTRIBUTE"""
import sys

import tango

value = tango.DeviceProxy(sys.argv[1]).read_attribute(sys.argv[2])
print(value.name, value.type)
