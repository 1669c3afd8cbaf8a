#!/usr/bin/env python3
"""Packs a folder of recorded GIOP exchanges into the two files beside this script that the tests read.

    pack.py FOLDER

FOLDER holds one JSON file per exchange, <set>/<name>.json with request_hex, reply_hex and operation, and iors.json.

giop.tsv.gz  one line per exchange: set, name, operation (empty if none), api_error (empty if none), request hex, reply hex
iors.tsv     one line per IOR: registered name, stringified IOR, type id, host, port, object key hex,
             ORB type hex (or -), native char code set hex (or -), conversion code sets hex, comma separated (or -)
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


def main(folder):
    lines = list(exchanges(folder))
    with open(os.path.join(HERE, "giop.tsv.gz"), "wb") as raw:
        # No name and no time: packing the same folder again gives the same file.
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
            packed.write(("\n".join(lines) + "\n").encode("utf-8"))
    with io.open(os.path.join(HERE, "iors.tsv"), "w", encoding="utf-8", newline="\n") as file:
        count = 0
        for line in iors(folder):
            file.write(line + "\n")
            count += 1
    print("%d exchanges, %d IORs" % (len(lines), count))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
