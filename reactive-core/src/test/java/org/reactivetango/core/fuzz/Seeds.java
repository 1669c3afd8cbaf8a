package org.reactivetango.core.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.captures.Captures.PublishedMessage;
import org.reactivetango.core.captures.Captures.SubscriptionCall;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.Topic;
import org.reactivetango.core.fuzz.Target.Codecs;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.DevPipeData;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.WireTypes;
import org.reactivetango.core.idl.WireValues;

/** Well-formed inputs, most of them out of the captures: a few of each kind, for a fuzzer learns nothing from the rest. */
final class Seeds {
    private static final int OF_A_KIND = 2;
    private static final int MOST_BYTES = 2048;
    private static final int NO_EXCEPTION = 0;

    private final List<byte[]> seeds = new ArrayList<>();
    private final Map<String, Integer> kinds = new HashMap<>();

    private Seeds() {}

    static List<byte[]> giop() {
        Seeds seeds = new Seeds();
        for (Capture capture : Captures.all()) {
            seeds.add(kind(capture.request(), capture.requestMessages()), capture.request());
            seeds.add(kind(capture.reply(), capture.replyMessages()) + capture.operation(), capture.reply());
        }
        return seeds.seeds;
    }

    private static String kind(byte[] bytes, List<CapturedMessage> messages) {
        StringBuilder kind = new StringBuilder();
        for (CapturedMessage message : messages) {
            kind.append("%d/%d/%b/%s/%d "
                    .formatted(
                            message.type(),
                            message.minorVersion(),
                            message.littleEndian(),
                            message.operation(),
                            message.replyStatus()));
        }
        return messages.isEmpty() ? "no GIOP " + bytes.length : kind.toString();
    }

    static List<byte[]> ior() {
        Seeds seeds = new Seeds();
        Captures.iors().forEach(ior -> {
            seeds.add(ior.name(), HexFormat.of().parseHex(ior.ior().substring("IOR:".length())));
            seeds.add(ior.name(), ior.ior().getBytes(StandardCharsets.ISO_8859_1));
        });
        for (String text : List.of(
                "corbaloc:iiop:dbhost:10000/database",
                "corbaloc:iiop:1.2@10.1.2.3:45450/sys/tg_test/1",
                "corbaloc::[fe80::1%25eth0]:1/k",
                "corbaloc:iiop:a:1,iiop:1.2@b:2,:c:3,d:4/k%00%ff",
                "IOR:00")) {
            seeds.add(text, text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds.seeds;
    }

    static List<byte[]> operations() {
        Seeds seeds = new Seeds();
        forEachBody((operation, request, message) -> {
            int codec = request ? Codecs.arguments(operation) : Codecs.result(operation);
            seeds.add(kind(operation, request, message), input(codec, message));
        });
        for (int codec = 0; codec < Codecs.OPERATIONS.size(); codec++) {
            seeds.add("codec " + codec, new byte[] {(byte) codec, 1, 0, 0, 0, 0, 0, 0, 0, 0});
        }
        return seeds.seeds;
    }

    static List<byte[]> anything() {
        Seeds seeds = new Seeds();
        forEachBody((operation, request, message) -> {
            CdrCodec<?> codec = request ? operation.arguments() : operation.result();
            if (codec == Any.CODEC || codec == DevPipeData.CODEC) {
                byte[] input = input(Codecs.ANYTHING.indexOf(codec), message);
                // The TypeCode is what makes one Any different from another: kind, and how long it is.
                seeds.add(
                        kind(operation, request, message)
                                + HexFormat.of().formatHex(input, 2, Math.min(14, input.length)),
                        input);
            }
        });
        for (int codec = 0; codec < Codecs.ANYTHING.size(); codec++) {
            for (WireTypes type : Codecs.WIRE_TYPES) {
                if (type.codec() == Codecs.ANYTHING.get(codec)) {
                    seeds.addGenerated(codec, type, 40);
                }
            }
        }
        return seeds.seeds;
    }

    static List<byte[]> structs() {
        Seeds seeds = new Seeds();
        for (WireTypes type : Codecs.WIRE_TYPES) {
            seeds.addGenerated(Codecs.STRUCTS.indexOf(type.codec()), type, 4);
        }
        for (int codec = Codecs.WIRE_TYPES.size(); codec < Codecs.STRUCTS.size(); codec++) {
            seeds.add("codec " + codec, new byte[] {(byte) codec, 1, 0, 0, 0, 0, 0, 0, 0, 0});
        }
        return seeds.seeds;
    }

    static List<byte[]> url() {
        return List.of(
                        "sys/tg_test/1",
                        "sys/tg_test/1/double_scalar",
                        "tango://host:10000/sys/tg_test/1/double_scalar",
                        "tango://[fe80::1]:45450/a/b/c#dbase=no",
                        "TANGO://h:1/a/b/c#DBASE=yes",
                        "//h:1/a/b/c",
                        "alias",
                        "tango://h:99999/a/b/c",
                        "taco:a/b/c")
                .stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static List<byte[]> events() {
        Seeds seeds = new Seeds();
        for (PublishedMessage captured : Captures.events()) {
            List<byte[]> parts = captured.parts();
            EventMessage message = EventMessage.of(parts);
            seeds.add(message.topic() + message.isError(), EventProbe.message(parts));
            seeds.add("topic " + Topic.parse(message.topic()).getClass(), EventProbe.text(message.topic()));
        }
        for (SubscriptionCall call : Captures.subscriptions()) {
            seeds.add(call.arguments().toString(), EventProbe.text(String.join("\n", call.arguments())));
            seeds.add(
                    call.command() + call.numbers().length + call.strings().length,
                    EventProbe.text(String.join("\n", call.strings())));
        }
        return seeds.seeds;
    }

    private interface BodySink {
        void body(Operation<?, ?> operation, boolean request, CapturedMessage message);
    }

    private static void forEachBody(BodySink sink) {
        for (Capture capture : Captures.all()) {
            List<CapturedMessage> requests = capture.requestMessages();
            List<CapturedMessage> replies = capture.replyMessages();
            if (requests.size() == 1 && requests.get(0).type() == CapturedMessage.REQUEST) {
                Operation<?, ?> operation = Operations.find(requests.get(0).operation());
                if (operation != null) {
                    sink.body(operation, true, requests.get(0));
                    replies.stream()
                            .filter(reply -> reply.type() == CapturedMessage.REPLY)
                            .filter(reply -> reply.replyStatus() == NO_EXCEPTION)
                            .forEach(reply -> sink.body(operation, false, reply));
                }
            }
        }
    }

    private static String kind(Operation<?, ?> operation, boolean request, CapturedMessage message) {
        return operation + (request ? " arguments" : " result") + message.littleEndian() + message.codeSet();
    }

    private static byte[] input(int codec, CapturedMessage message) {
        return CodecProbe.input(codec, message.littleEndian(), message.codeSet(), message.bytes(), message.bodyIndex());
    }

    private void addGenerated(int codec, WireTypes type, int count) {
        for (long seed = 0; seed < count; seed++) {
            boolean littleEndian = seed % 2 == 0;
            byte[] bytes = CodecProbe.write(
                    type.codec(), WireValues.of(seed).any(type.type()), 0, littleEndian, CodeSet.LATIN_1);
            add(type + " " + seed, CodecProbe.input(codec, littleEndian, CodeSet.LATIN_1, bytes, 0));
        }
    }

    private void add(String kind, byte[] seed) {
        if (seed.length > 0 && seed.length <= MOST_BYTES && kinds.merge(kind, 1, Integer::sum) <= OF_A_KIND) {
            seeds.add(seed);
        }
    }
}
