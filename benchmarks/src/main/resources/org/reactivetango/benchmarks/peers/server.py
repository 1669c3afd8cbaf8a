#!/usr/bin/env python3
"""A PyTango asyncio server to measure beside ours: server.py INSTANCE and the flags of every Tango server."""
import asyncio
import sys

import numpy
from tango import AttrWriteType, DevState, GreenMode
from tango.server import Device, attribute, command, run


class Peer(Device):
    green_mode = GreenMode.Asyncio

    async def init_device(self):
        await super().init_device()
        self.value = 1.5
        self.numbers = numpy.arange(256, dtype=float)
        self.picture = numpy.arange(251 * 251, dtype=float).reshape(251, 251)
        self.set_state(DevState.RUNNING)

    @attribute(dtype=float, access=AttrWriteType.READ_WRITE)
    async def double_scalar(self):
        return self.value

    @double_scalar.write
    async def double_scalar(self, value):
        self.value = value

    @attribute(dtype=(float,), max_dim_x=4096)
    async def double_spectrum_ro(self):
        return self.numbers

    @attribute(dtype=((float,),), max_dim_x=251, max_dim_y=251)
    async def double_image_ro(self):
        return self.picture

    @command(dtype_in=float, dtype_out=float)
    async def DevDouble(self, value):
        return value

    @command(dtype_in=float, dtype_out=float)
    async def Sleep(self, seconds):
        await asyncio.sleep(seconds)
        return seconds


if __name__ == "__main__":
    run((Peer,), args=sys.argv, green_mode=GreenMode.Asyncio)
