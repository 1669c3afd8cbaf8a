#!/usr/bin/env python3
"""A PyTango client that subscribes, to measure beside ours. See ClientProcess."""
import sys
import time

import tango

MOST_LATENCIES = 1 << 20
STILL_SECONDS = 0.3
PAUSE_SECONDS = 0.02


class Arrivals:
    def __init__(self):
        self.restart()

    def restart(self):
        self.delivered = 0
        self.last = 0
        self.latencies = []

    def push_event(self, event):
        if event.err:
            return
        now = time.monotonic_ns()
        if len(self.latencies) < MOST_LATENCIES:
            self.latencies.append(now - int(event.attr_value.value))
        self.last = now
        self.delivered += 1


def total(arrivals):
    return sum(each.delivered for each in arrivals)


def await_still(arrivals, wanted=float("inf")):
    """Until that many have come, or none for a while."""
    before = -1
    since = time.monotonic()
    while before < wanted and time.monotonic() - since < STILL_SECONDS:
        now = total(arrivals)
        if now != before:
            before = now
            since = time.monotonic()
        if now < wanted:
            time.sleep(PAUSE_SECONDS)


def events(line):
    _, url, subscribers, rate, seconds = line.split()
    device = tango.DeviceProxy(url)
    device.set_timeout_millis(20000)
    arrivals = [Arrivals() for _ in range(int(subscribers))]
    ids = [device.subscribe_event("double_scalar", tango.EventType.CHANGE_EVENT, each) for each in arrivals]
    await_still(arrivals)
    for each in arrivals:
        each.restart()
    for _ in range(20):
        if total(arrivals) >= len(arrivals):
            break
        device.command_inout("Push", -2.0)
        await_still(arrivals, len(arrivals))
    for each in arrivals:
        each.restart()
    before = device.command_inout("Push", 0.0)
    cpu = time.process_time_ns()
    start = time.monotonic_ns()
    device.command_inout("Push", float(rate))
    time.sleep(float(seconds))
    pushed = device.command_inout("Push", 0.0) - before
    end = time.monotonic_ns()
    await_still(arrivals, pushed * len(arrivals))
    cpu = time.process_time_ns() - cpu
    end = max([end] + [each.last for each in arrivals])
    for each in ids:
        device.unsubscribe_event(each)
    ordered = sorted(latency for each in arrivals for latency in each.latencies) or [0]
    return (
        f"done {int(pushed) * len(arrivals)} {total(arrivals)} 0 {end - start} {cpu}"
        f" {ordered[len(ordered) // 2]} {ordered[len(ordered) * 99 // 100]}"
    )


def main():
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            print(events(line), flush=True)
        except tango.DevFailed as failure:
            print("failed " + failure.args[0].desc.replace("\n", " "), flush=True)
        except Exception as failure:
            print("failed " + repr(failure), flush=True)


main()
