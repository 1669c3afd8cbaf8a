#!/usr/bin/env python3
"""A PyTango server that pushes change events as its command Push says: pusher.py INSTANCE and the usual flags."""
import sys
import threading
import time

from tango import DevState, EnsureOmniThread
from tango.server import Device, attribute, command, run

PAUSE_SECONDS = 50e-6


class Pusher(Device):
    def init_device(self):
        super().init_device()
        self.rate = 0.0
        self.pushed = 0
        self.pushing = None
        self.set_change_event("double_scalar", True, False)
        self.set_state(DevState.RUNNING)

    @attribute(dtype=float)
    def double_scalar(self):
        return 1.5

    @command(dtype_in=float, dtype_out=float)
    def Push(self, wanted):
        self.rate = 0.0
        if self.pushing is not None:
            self.pushing.join()
            self.pushing = None
        if wanted == -2:
            self.once()
        elif wanted != 0:
            self.rate = wanted
            self.pushing = threading.Thread(target=self.work, args=(wanted,))
            self.pushing.start()
        return float(self.pushed)

    def work(self, wanted):
        with EnsureOmniThread():
            start = time.monotonic_ns()
            done = 0
            while self.rate == wanted:
                if wanted < 0 or done <= (time.monotonic_ns() - start) * 1e-9 * wanted:
                    self.once()
                    done += 1
                else:
                    time.sleep(PAUSE_SECONDS)

    def once(self):
        self.push_change_event("double_scalar", float(time.monotonic_ns()))
        self.pushed += 1


if __name__ == "__main__":
    run((Pusher,), args=sys.argv)
