#!/usr/bin/env python3
"""Writes the named attacks beside this script, one file each, where Jazzer looks for the inputs of a fuzz test.

    attacks.py

Every build replays them, and fuzzing starts from them. What fuzzing finds is kept here, too, under a name that says
what it was.
"""
import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))
REQUEST, REPLY, CANCEL, LOCATE, LOCATED, CLOSE, ERROR, FRAGMENT = range(8)
MORE = 2
ALL = 0xFFFFFFFF


class Cdr:
    """Little-endian CDR, aligned from `base` bytes before its first."""

    def __init__(self, base=0, octets=b""):
        self.base = base
        self.octets = octets

    def align(self, size):
        gap = -(self.base + len(self.octets)) % size
        return self.raw(bytes(gap))

    def raw(self, octets):
        self.octets += octets
        return self

    def octet(self, value):
        return self.raw(bytes([value]))

    def ushort(self, value):
        return self.align(2).raw(struct.pack("<H", value))

    def ulong(self, *values):
        for value in values:
            self.align(4).raw(struct.pack("<I", value & ALL))
        return self

    def string(self, text):
        return self.ulong(len(text) + 1).raw(text + b"\0")

    def data(self, octets):
        return self.ulong(len(octets)).raw(octets)

    def inside(self, fill, order=1):
        inner = Cdr().octet(order)
        fill(inner)
        return self.data(inner.octets)


def message(kind, body, minor=2, flags=1, size=None):
    return b"GIOP" + bytes([1, minor, flags, kind]) + struct.pack("<I", len(body) if size is None else size) + body


def request(operation, fill=lambda cdr: None, contexts=lambda cdr: cdr.ulong(0), key=b"sys/tg_test/1", request_id=7):
    cdr = Cdr(12).ulong(request_id).raw(b"\3\0\0\0").ushort(0).data(key).string(operation)
    contexts(cdr)
    arguments = Cdr(12 + len(cdr.octets))
    fill(arguments)
    if arguments.octets:
        cdr.align(8)
        arguments = Cdr(12 + len(cdr.octets))
        fill(arguments)
        cdr.raw(arguments.octets)
    return message(REQUEST, cdr.octets)


def reply(status, fill=lambda cdr: None, request_id=7):
    cdr = Cdr(12).ulong(request_id, status, 0)
    cdr.align(8)
    fill(cdr)
    return message(REPLY, cdr.octets)


def first(request_id, octets=bytes(4)):
    return message(REQUEST, struct.pack("<II", request_id, 0) + octets, flags=1 | MORE)


def fragment(request_id, octets=b"", more=True):
    return message(FRAGMENT, struct.pack("<I", request_id) + octets, flags=1 | (MORE if more else 0))


def command(fill):
    def arguments(cdr):
        cdr.string(b"DevVarLongArray")
        fill(cdr)
    return request(b"command_inout_4", arguments)


def alias(cdr, depth):
    if depth == 0:
        return cdr.ulong(3)
    return cdr.ulong(21).inside(lambda inner: alias(inner.string(b"i").string(b"n"), depth - 1))


def sequence(cdr, depth):
    if depth == 0:
        return cdr.ulong(3)
    return cdr.ulong(19).inside(lambda inner: sequence(inner, depth - 1).ulong(0))


def unfinished_sequence(cdr, depth):
    """Each level claims all that is left."""
    for _ in range(depth):
        cdr.ulong(19, 0x7F000000)
    return cdr


def blobs(cdr, depth):
    """Blobs in a blob, as deep as that."""
    if depth == 0:
        return cdr.ulong(0)
    cdr.ulong(1).string(b"e").ulong(13).octet(1)
    blobs(cdr, depth - 1)
    return cdr.string(b"Scalar")


def claiming_blobs(cdr, depth, left):
    """Every level claims as many elements as the bytes behind it could be, and has one."""
    for level in range(depth):
        cdr.ulong((left - 20 * level) // 19).string(b"").ulong(13).octet(1)
    return cdr.raw(bytes(left - 20 * depth))


def pipe(fill):
    def arguments(cdr):
        cdr.string(b"pipe").ulong(1, 2, 3).string(b"blob")
        fill(cdr)
    return arguments


def double_array(count):
    """write_attributes_4 whose value says that it has `count` doubles."""
    return lambda cdr: cdr.ulong(1, 4, count).raw(bytes(64))


GIOP = {
    "http-get": b"GET / HTTP/1.1\r\nHost: tango\r\nUser-Agent: scanner\r\n\r\n",
    "tls-client-hello": bytes.fromhex("160301020001 0001fc0303".replace(" ", "")) + bytes(range(64)),
    "ssh-banner": b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
    "nul-probe": bytes(16),
    "one-byte": b"G",
    "zmtp-greeting": bytes.fromhex("ff00000000000000017f0300") + bytes(52),
    "size-4-gib": message(REQUEST, b"", size=ALL),
    "size-4-gib-wraps-to-0": message(REQUEST, b"", size=ALL - 11),
    "size-2-gib": message(REQUEST, b"", size=0x80000000),
    "size-2-gib-less-1": message(REQUEST, b"", size=0x7FFFFFFF),
    "size-0": message(REQUEST, b""),
    "size-largest-allowed-and-nothing": message(REQUEST, b"", size=(32 << 10) - 12),
    "size-one-too-many": message(REQUEST, b"", size=(32 << 10) - 11),
    "type-8": message(8, b""),
    "version-1-3": message(REQUEST, b"", minor=3),
    "order-octet-254": message(REQUEST, b"", minor=0, flags=254),
    "close-with-a-body": message(CLOSE, bytes(100)),
    "error-then-request": message(ERROR, b"") + request(b"ping"),
    "reply-to-a-server": reply(0),
    "fragments-in-1-0": message(REQUEST, bytes(4), minor=0, flags=1 | MORE),
    "fragment-of-nothing": fragment(7),
    "fragment-of-nothing-1-1": message(FRAGMENT, bytes(8), minor=1),
    "fragments-empty-endless": first(7) + fragment(7) * 40,
    "fragments-never-finished": b"".join(first(i) for i in range(40)),
    "fragments-of-one-id-twice": first(7) * 2,
    "fragments-interleaved": first(7) + first(9) + fragment(9, bytes(8)) + fragment(7, bytes(8)) + fragment(9, b"", False)
    + fragment(7, b"", False),
    "fragment-in-the-other-order": first(7) + b"GIOP" + bytes([1, 2, MORE, FRAGMENT]) + struct.pack(">II", 4, 7),
    "fragment-of-another-version": first(7) + message(FRAGMENT, bytes(8), minor=1, flags=1 | MORE),
    "fragments-off-alignment": message(REQUEST, bytes(5), flags=1 | MORE),
    "fragments-cancelled-and-continued": first(7) + message(CANCEL, struct.pack("<I", 7)) + fragment(7),
    "fragments-of-1-byte": first(7) + fragment(7, bytes(8)) * 7 + fragment(7, b"x", False),
    "fragment-more-on-a-cancel": message(CANCEL, bytes(4), flags=1 | MORE),
    "flood-of-pings": request(b"ping") * 50,
    "flood-of-cancels": message(CANCEL, struct.pack("<I", 7)) * 200,
    "contexts-4-gi": request(b"ping", contexts=lambda cdr: cdr.ulong(ALL)),
    "contexts-count-times-8-wraps": request(b"ping", contexts=lambda cdr: cdr.ulong(0x20000000, 0, 0)),
    "context-data-2-gib": request(b"ping", contexts=lambda cdr: cdr.ulong(1, 1, 0x80000000)),
    "code-sets-too-short": request(b"ping", contexts=lambda cdr: cdr.ulong(1, 1).data(b"\1\0\0\0")),
    "code-sets-in-order-7": request(b"ping", contexts=lambda cdr: cdr.ulong(1, 1).data(b"\7" + bytes(11))),
    "code-sets-unknown": request(b"ping", contexts=lambda cdr: cdr.ulong(1, 1).data(b"\1" + b"\xff" * 11)),
    "key-4-gib": message(REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(0).ulong(ALL).octets),
    "key-of-8-kib": request(b"ping", key=b"k" * 8192),
    "operation-without-nul": message(
        REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(0).data(b"k").ulong(4).raw(b"ping").ulong(0).octets),
    "operation-of-length-0": message(
        REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(0).data(b"k").ulong(0, 0).octets),
    "operation-empty": request(b""),
    "operation-with-nul-inside": request(b"pi\0ng"),
    "principal-4-gib": message(
        REQUEST, Cdr(12).ulong(0, 7).octet(1).data(b"k").string(b"ping").ulong(ALL).octets, minor=0),
    "target-kind-3": message(REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(3).octets),
    "target-profile-empty": message(REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(1).ulong(0, 0).octets),
    "target-profile-in-order-9": message(
        REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(1).ulong(0).data(b"\x09").octets),
    "target-reference-profile-4-gi": message(
        REQUEST, Cdr(12).ulong(7).raw(b"\3\0\0\0").ushort(2).ulong(ALL).string(b"").ulong(0).octets),
    "locate-reference-profile-4-gi": message(
        LOCATE, Cdr(12).ulong(7).ushort(2).ulong(ALL).string(b"").ulong(0).octets),
    "names-4-gi": request(b"read_attributes_5", lambda cdr: cdr.ulong(ALL)),
    "names-that-might-fit": request(b"read_attributes_5", lambda cdr: cdr.ulong(200).raw(bytes(1000))),
    "name-2-gib": request(b"read_attributes_5", lambda cdr: cdr.ulong(1, 0x80000000)),
    "doubles-count-times-8-wraps": request(b"write_attributes_4", double_array(0x20000000)),
    "doubles-count-times-8-wraps-to-8": request(b"write_attributes_4", double_array(0x20000001)),
    "doubles-4-gi": request(b"write_attributes_4", double_array(ALL)),
    "doubles-remaining-and-1": request(b"write_attributes_4", double_array(9)),
    "any-indirection-to-itself": command(lambda cdr: cdr.ulong(ALL, -4)),
    "any-indirection-forward": command(lambda cdr: cdr.ulong(ALL, 4, 3)),
    "any-aliases-100-deep": command(lambda cdr: alias(cdr, 100)),
    "any-sequences-100-deep": command(lambda cdr: sequence(cdr, 100)),
    "any-sequences-that-claim-all": command(lambda cdr: unfinished_sequence(cdr, 100)),
    "pipe-blobs-100-deep": request(b"write_pipe_5", pipe(lambda cdr: blobs(cdr, 100))),
    "pipe-blobs-that-claim-all": request(b"write_pipe_5", pipe(lambda cdr: claiming_blobs(cdr, 31, 8192))),
    "reply-status-4-gi": reply(ALL),
    "reply-exception-unknown": reply(1, lambda cdr: cdr.string(b"IDL:Evil/Bomb:1.0").ulong(ALL)),
    "reply-errors-4-gi": reply(1, lambda cdr: cdr.string(b"IDL:Tango/DevFailed:1.0").ulong(ALL)),
    "reply-errors-of-many": reply(
        1, lambda cdr: cdr.string(b"IDL:Tango/MultiDevFailed:1.0").ulong(100).string(b"").ulong(0, 100).raw(bytes(2000))),
    "reply-forward-profiles-4-gi": reply(3, lambda cdr: cdr.string(b"").ulong(ALL)),
    "reply-forward-to-nothing": reply(3, lambda cdr: cdr.string(b"").ulong(0)),
    "reply-system-exception-completed-3": reply(2, lambda cdr: cdr.string(b"IDL:omg.org/CORBA/UNKNOWN:1.0").ulong(0, 3)),
}


def ior(fill):
    cdr = Cdr().octet(1)
    fill(cdr)
    return cdr.octets


def iiop(fill, minor=2):
    return ior(lambda cdr: cdr.string(b"").ulong(1, 0).inside(lambda inner: fill(inner.octet(1).octet(minor))))


def component(tag, data):
    return iiop(lambda cdr: cdr.string(b"h").ushort(1).data(b"k").ulong(1, tag).data(data))


IOR = {
    "profiles-4-gi": ior(lambda cdr: cdr.string(b"").ulong(ALL)),
    "profiles-times-8-wraps": ior(lambda cdr: cdr.string(b"").ulong(0x20000000)),
    "profile-2-gib": ior(lambda cdr: cdr.string(b"").ulong(1, 0, 0x80000000)),
    "profile-empty": ior(lambda cdr: cdr.string(b"").ulong(1, 0, 0)),
    "profile-in-order-7": ior(lambda cdr: cdr.string(b"").ulong(1, 0).data(b"\7")),
    "type-id-without-nul": ior(lambda cdr: cdr.ulong(4).raw(b"type").ulong(0)),
    "iiop-2-0": ior(lambda cdr: cdr.string(b"").ulong(1, 0).data(b"\1\2\0")),
    "iiop-1-255": iiop(lambda cdr: cdr.string(b"h").ushort(1).data(b"k").ulong(0), 255),
    "host-empty": iiop(lambda cdr: cdr.string(b"").ushort(1).data(b"k").ulong(0)),
    "host-with-nul": iiop(lambda cdr: cdr.string(b"h\0st").ushort(1).data(b"k").ulong(0)),
    "host-with-line-break": iiop(lambda cdr: cdr.string(b"h\r\nFAKE LOG LINE").ushort(1).data(b"k").ulong(0)),
    "port-0": iiop(lambda cdr: cdr.string(b"h").ushort(0).data(b"k").ulong(0)),
    "components-4-gi": iiop(lambda cdr: cdr.string(b"h").ushort(1).data(b"k").ulong(ALL)),
    "component-code-sets-times-4-wraps": component(1, ior(lambda cdr: cdr.ulong(0, 0x40000001))),
    "component-code-sets-empty": component(1, b""),
    "component-alternate-address-empty": component(3, ior(lambda cdr: cdr.string(b""))),
    "component-orb-type-short": component(0, b"\1"),
    "text-odd-digits": b"IOR:0",
    "text-no-digits": b"IOR:zz",
    "text-other-digits": "IOR:\u0660\u0661".encode("utf-8"),
    "text-of-nothing": b"IOR:",
    "corbaloc-1000-commas": b"corbaloc:iiop:" + b"," * 1000,
    "corbaloc-1000-brackets": b"corbaloc:iiop:" + b"[" * 1000 + b"]" * 1000 + b"/k",
    "corbaloc-port-beyond-long": b"corbaloc:iiop:h:99999999999999999999/k",
    "corbaloc-port-negative": b"corbaloc:iiop:h:-1/k",
    "corbaloc-port-plus": b"corbaloc:iiop:h:+1/k",
    "corbaloc-percent-at-the-end": b"corbaloc:iiop:h:1/k%4",
    "corbaloc-host-with-nul": b"corbaloc::[fe80:\0\0eth0]:1/k",
}


def any_input(cdr, codec=0):
    return bytes([codec, 1]) + cdr.octets


ANY = {
    "indirection-to-itself": any_input(Cdr().ulong(ALL, -4)),
    "indirection-2-gib-back": any_input(Cdr().ulong(ALL, 0x80000000)),
    "aliases-31-deep": any_input(alias(Cdr(), 31)),
    "aliases-32-deep": any_input(alias(Cdr(), 32)),
    "aliases-33-deep": any_input(alias(Cdr(), 33)),
    "aliases-200-deep": any_input(alias(Cdr(), 200)),
    "sequences-200-deep": any_input(sequence(Cdr(), 200), 1),
    "sequences-that-claim-all": any_input(unfinished_sequence(Cdr(), 500)),
    "struct-of-4-gi-members": any_input(Cdr().ulong(15).inside(lambda cdr: cdr.string(b"i").string(b"n").ulong(ALL))),
    "enum-of-4-gi-labels": any_input(Cdr().ulong(17).inside(lambda cdr: cdr.string(b"i").string(b"n").ulong(ALL))),
    "enum-of-other-labels": any_input(
        Cdr().ulong(17).inside(lambda cdr: cdr.string(b"i").string(b"n").ulong(1).string(b"x")).ulong(13)),
    "encapsulation-of-0": any_input(Cdr().ulong(21, 0)),
    "encapsulation-of-4-gib": any_input(Cdr().ulong(21, ALL)),
    "encapsulation-longer-than-its-type": any_input(
        Cdr().ulong(21).inside(lambda cdr: cdr.string(b"i").string(b"n").ulong(3).raw(bytes(9)))),
    "string-bound-4-gib": any_input(Cdr().ulong(18, ALL).string(b"x")),
    "string-2-gib": any_input(Cdr().ulong(18, 0, 0x80000000)),
    "kind-objref": any_input(Cdr().ulong(14)),
    "kind-value": any_input(Cdr().ulong(29)),
    "boolean-of-2": any_input(Cdr().ulong(8).octet(2)),
    "state-of-14": any_input(
        Cdr().ulong(17).inside(lambda cdr: cdr.string(b"i").string(b"n").ulong(0)).ulong(14)),
    "union-branch-4-gi": any_input(Cdr().ulong(ALL), 2),
    "union-of-one-element-of-nothing": any_input(Cdr().ulong(8, 1), 3),
    "union-of-encoded-that-claims-all": any_input(Cdr().ulong(12, 20).raw(bytes(180)), 2),
    "pipe-blobs-32-deep": any_input(blobs(Cdr().string(b"p").ulong(1, 2, 3).string(b"b"), 32), 4),
    "pipe-blobs-33-deep": any_input(blobs(Cdr().string(b"p").ulong(1, 2, 3).string(b"b"), 33), 4),
    "pipe-blobs-200-deep": any_input(blobs(Cdr().string(b"p").ulong(1, 2, 3).string(b"b"), 200), 4),
}

URL = {
    "slashes": b"/" * 3000,
    "one-long-field": b"a" * 5000,
    "host-without-port": b"tango://" + b"a" * 3000,
    "modifiers": b"a/b/c" + b"#dbase=" * 500,
    "port-beyond-int": b"tango://h:99999999999/a/b/c",
    "port-70000": b"tango://h:70000/a/b/c",
    "brackets": b"tango://" + b"[" * 2000 + b"]:1/a/b/c",
    "colon-in-a-field": b"tango:st:10000/a/b/c",
    "nul-in-a-field": b"a/b\0/c",
    "line-break-in-a-field": b"a/b/c\r\nFAKE LOG LINE",
    "wide-space-before-a-modifier": "a/b/c\u2003#dbase=yes".encode("utf-8"),
    "text-that-turns-round": "a/b/\u202ec".encode("utf-8"),
    "broken-utf-8": b"a/b/\xff\xfe\xc0",
    "nothing": b"",
    "empty-fields": b"//h:1//",
}


def event(topic, info, data, order=b"\x01"):
    """Topic, byte order and call info, each behind its length; then the rest."""
    head = b"".join(bytes([len(part)]) + part for part in (topic, order, info))
    return head + data


def call_info(counter=1, error=0, name=b"", name_length=None, oid_length=0):
    length = len(name) + 1 if name_length is None else name_length
    return Cdr().ulong(1, counter, length).raw(name + b"\0").ulong(oid_length).octet(error).octets


CHANGE = b"tango://h:1/a/b/c/d.idl5_change"
LEAD = b"\xc0\xde\xc0\xde"

EVENTS = {
    "topic-of-slashes": b"\0tango://" + b"/" * 3000 + b".change",
    "topic-of-dots": b"\0tango://" + b"." * 3000,
    "topic-of-modifiers": b"\0tango://h:1/a/b/c/d" + b"#dbase=no" * 300 + b".change",
    "topic-of-many-prefixes": b"\0tango://h:1/a/b/c/d." + b"idl5_" * 500 + b"change",
    "topic-with-line-breaks": b"\0tango://h:1/a/b\r\n/c/d.change",
    "version-beyond-int": b"\0a/b/c\nd\nsubscribe\nchange\n99999999999",
    "version-negative": b"\0a/b/c\nd\nsubscribe\nchange\n-1",
    "confirmations": b"\0" + b"\n".join([b"a/b/c", b"d", b"idl5_change"] * 300),
    "order-2": event(CHANGE, call_info(), LEAD, b"\x02"),
    "order-of-nothing": event(CHANGE, call_info(), LEAD, b""),
    "method-name-4-gib": event(CHANGE, call_info(name_length=ALL), LEAD),
    "method-name-2-gib": event(CHANGE, call_info(name_length=0x80000000), LEAD),
    "oid-4-gib": event(CHANGE, call_info(oid_length=ALL), LEAD),
    "error-of-2": event(CHANGE, call_info(error=2), LEAD),
    "lead-cut": event(CHANGE, call_info(), LEAD[:3]),
    "pipe-with-one-lead": event(b"tango://h:1/a/b/c/d.pipe", call_info(), LEAD),
    "errors-4-gi": event(CHANGE, call_info(error=1), LEAD + Cdr().ulong(ALL).octets),
    "doubles-4-gi": event(CHANGE, call_info(), LEAD + Cdr().ulong(5, ALL).octets),
    "strings-4-gi": event(CHANGE, call_info(), LEAD + Cdr().ulong(10, ALL).octets),
    "commands-4-gi": event(b"tango://h:1/a/b/c.intr_change", call_info(), LEAD + Cdr().octet(1).ulong(ALL).octets),
    "pipe-blobs-200-deep": event(
        b"tango://h:1/a/b/c/d.pipe", call_info(),
        LEAD * 2 + blobs(Cdr().string(b"p").ulong(1, 2, 3).string(b"b"), 200).octets),
    "heartbeat-with-data": event(b"tango://h:1/dserver/a/b.heartbeat", call_info(), b"data"),
}


def write(test, method, attacks):
    folder = os.path.join(HERE, test + "Inputs", method)
    os.makedirs(folder, exist_ok=True)
    for name, octets in attacks.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(octets)
    print("%4d %s" % (len(attacks), test))


if __name__ == "__main__":
    write("GiopFuzzTest", "connections", GIOP)
    write("IorFuzzTest", "references", IOR)
    write("AnyFuzzTest", "values", ANY)
    write("TangoUrlFuzzTest", "names", URL)
    write("EventsFuzzTest", "messages", EVENTS)
