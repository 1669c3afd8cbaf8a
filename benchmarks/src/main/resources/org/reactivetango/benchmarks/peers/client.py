#!/usr/bin/env python3
"""A PyTango client to measure beside ours: asyncio with one thread, plain calls with several. See ClientProcess."""
import asyncio
import sys
import threading
import time

import tango
import tango.asyncio

MOST_LATENCIES = 1 << 20


def call(device, operation):
    """A function that makes the call: its result, or with an asyncio device an awaitable for it."""
    device.set_source(tango.DevSource.DEV)
    if operation == "write":
        return lambda: device.write_attribute("double_scalar", 1.5)
    if operation == "command":
        return lambda: device.command_inout("DevDouble", 1.5)
    names = {"read": "double_scalar", "spectrum": "double_spectrum_ro", "image": "double_image_ro"}
    name = names[operation]
    return lambda: device.read_attribute(name)


async def chain(make, end, latencies):
    count = 0
    before = time.perf_counter_ns()
    while before < end:
        await make()
        after = time.perf_counter_ns()
        latencies.append(after - before)
        before = after
        count += 1
    return count


async def at_once(url, operation, outstanding, seconds):
    make = call(await tango.asyncio.DeviceProxy(url), operation)
    await make()  # connects
    cpu = time.process_time_ns()
    start = time.perf_counter_ns()
    end = start + int(seconds * 1e9)
    latencies = []
    counts = await asyncio.gather(*(chain(make, end, latencies) for _ in range(outstanding)))
    return sum(counts), time.perf_counter_ns() - start, time.process_time_ns() - cpu, latencies


def in_threads(url, operation, threads, seconds):
    makes = [call(tango.DeviceProxy(url), operation) for _ in range(threads)]
    for make in makes:
        make()  # connects
    cpu = time.process_time_ns()
    start = time.perf_counter_ns()
    end = start + int(seconds * 1e9)
    latencies = []
    failures = []

    def work(make):
        try:
            with tango.EnsureOmniThread():
                before = time.perf_counter_ns()
                while before < end:
                    make()
                    after = time.perf_counter_ns()
                    latencies.append(after - before)
                    before = after
        except Exception as failure:
            failures.append(failure)

    working = [threading.Thread(target=work, args=(make,)) for make in makes]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    if failures:
        raise failures[0]
    return len(latencies), time.perf_counter_ns() - start, time.process_time_ns() - cpu, latencies


def task(line):
    operation, url, threads, outstanding, seconds = line.split()
    if int(threads) == 1:
        work = at_once(url, operation, int(outstanding), float(seconds))
        count, took, cpu, latencies = asyncio.get_event_loop().run_until_complete(work)
    elif int(outstanding) == 1:
        count, took, cpu, latencies = in_threads(url, operation, int(threads), float(seconds))
    else:
        raise ValueError("several threads make one call after the other")
    ordered = sorted(latencies[:MOST_LATENCIES]) or [0]
    return f"done {count} {took} {cpu} {ordered[len(ordered) // 2]} {ordered[len(ordered) * 99 // 100]}"


def main():
    asyncio.set_event_loop(asyncio.new_event_loop())
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            print(task(line), flush=True)
        except tango.DevFailed as failure:
            print("failed " + failure.args[0].desc.replace("\n", " "), flush=True)
        except Exception as failure:
            print("failed " + repr(failure), flush=True)


main()
