#!/usr/bin/env python3
"""Packs recorded GIOP exchanges and events into the files beside this script that the tests read.

    pack.py giop FOLDER
    pack.py events FOLDER

giop: FOLDER holds one JSON file per exchange, <set>/<name>.json with request_hex, reply_hex and operation, and iors.json.

giop.tsv.gz  one line per exchange: set, name, operation (empty if none), api_error (empty if none), request hex, reply hex
iors.tsv     one line per IOR: registered name, stringified IOR, type id, host, port, object key hex,
             ORB type hex (or -), native char code set hex (or -), conversion code sets hex, comma separated (or -)

events: FOLDER holds events/*.json with the recorded messages and admin/*.json with what was said to admin devices.

events.tsv.gz         one line per message: set, number in the set, name, hex of each part, comma separated
subscriptions.tsv.gz  one line per different call that is about events: command, arguments, numbers of the result, strings of
                      the result, reasons of the errors; each comma separated, none has a comma. A call has a result or errors.
"""
import glob
import gzip
import io
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def text(value):
    return (value or "").replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def exchanges(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.json"))):
        with open(path) as file:
            e = json.load(file)
        error = e.get("api_error")
        if error is not None and not isinstance(error, str):
            error = json.dumps(error, sort_keys=True)
        yield "\t".join([e["set"], e["name"], text(e["operation"]), text(error), e["request_hex"], e["reply_hex"]])


def iors(folder):
    with open(os.path.join(folder, "iors.json")) as file:
        found = json.load(file)
    for name in sorted(found):
        d = found[name]["decoded"]
        profile = d["profiles"][0]
        orb = next((c["orb_type"] for c in profile["components"] if "orb_type" in c), "-")
        char = next((c["char"] for c in profile["components"] if "char" in c), None)
        yield "\t".join([
            name, found[name]["ior"], d["type_id"], profile["host"], str(profile["port"]), profile["object_key"], orb,
            char["native"] if char else "-", ",".join(char["conversion"]) if char else "-"])


COMMANDS = ("ZmqEventSubscriptionChange", "EventSubscriptionChange", "EventConfirmSubscription")


def recordings(folder, kind):
    for path in sorted(glob.glob(os.path.join(folder, kind, "*.json"))):
        with open(path) as file:
            yield os.path.splitext(os.path.basename(path))[0], json.load(file)


def messages(folder):
    for name, recording in recordings(folder, "events"):
        for number, r in enumerate(recording["records"]):
            yield "\t".join([name, str(number), text(r["name"]), ",".join(r["parts"])])


def call(command, arguments, lvalue, svalue, reasons):
    for value in arguments + svalue + reasons:
        if "," in value or "\t" in value:
            raise ValueError("a comma in " + value)
    return "\t".join([command, ",".join(arguments), ",".join(map(str, lvalue)), ",".join(svalue), ",".join(reasons)])


def calls(folder):
    for _, recording in recordings(folder, "events"):
        told = [r["subscription"] for r in recording["records"] if r.get("subscription")]
        for s in told + recording.get("subscriptions", []):
            if "lvalue" in s:
                yield call(COMMANDS[0], s["argin"], s["lvalue"], s["svalue"], [])
    for _, recording in recordings(folder, "admin"):
        for e in recording["exchanges"]:
            if e.get("command") in COMMANDS and ("argout" in e or "errors" in e):
                result = (e.get("argout") or {}).get("value") or {}
                if isinstance(result, int):
                    result = {"lvalue": [result]}
                yield call(e["command"], e["argin"]["value"], result.get("lvalue", []), result.get("svalue", []),
                           [error["reason"] for error in e.get("errors", [])])


def pack(name, lines):
    with open(os.path.join(HERE, name), "wb") as raw:
        # No name and no time: packing the same folder again gives the same file.
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
            packed.write(("\n".join(lines) + "\n").encode("utf-8"))


def pack_events(folder):
    lines = list(messages(folder))
    pack("events.tsv.gz", lines)
    different = sorted(set(calls(folder)))
    pack("subscriptions.tsv.gz", different)
    print("%d messages, %d calls" % (len(lines), len(different)))


def pack_giop(folder):
    lines = list(exchanges(folder))
    pack("giop.tsv.gz", lines)
    with io.open(os.path.join(HERE, "iors.tsv"), "w", encoding="utf-8", newline="\n") as file:
        count = 0
        for line in iors(folder):
            file.write(line + "\n")
            count += 1
    print("%d exchanges, %d IORs" % (len(lines), count))


if __name__ == "__main__":
    packers = {"giop": pack_giop, "events": pack_events}
    if len(sys.argv) != 3 or sys.argv[1] not in packers:
        sys.exit(__doc__)
    packers[sys.argv[1]](sys.argv[2])
