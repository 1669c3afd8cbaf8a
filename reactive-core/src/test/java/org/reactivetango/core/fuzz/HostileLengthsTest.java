package org.reactivetango.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.captures.Captures.PublishedMessage;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.ErrSeverity;
import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventName;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventTopic;
import org.reactivetango.core.event.Topic;
import org.reactivetango.core.giop.CodeSetContext;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessageCodec;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.LocateReply;
import org.reactivetango.core.giop.LocateReplyCodec;
import org.reactivetango.core.giop.LocateRequest;
import org.reactivetango.core.giop.LocateRequestCodec;
import org.reactivetango.core.giop.LocateStatus;
import org.reactivetango.core.giop.Reply;
import org.reactivetango.core.giop.ReplyCodec;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.Request;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.giop.RequestView;
import org.reactivetango.core.giop.ServiceContext;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.giop.TargetAddress;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.idl.WireTypes;
import org.reactivetango.core.idl.WireValues;
import org.reactivetango.core.idl.ZmqCallInfo;
import org.reactivetango.core.ior.IiopAddress;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.limits.Limits;

/**
 * R03. Every length field of every message claims 0, 1, 2^31-1, 2^31, 2^32-1 and one more than remains, in both byte
 * orders. A claim beyond what is there is refused, and none costs more than 64 KiB, neither of the heap nor of direct
 * memory. The messages are captured ones, written again in both orders and all versions, and generated ones where nothing
 * was captured; the fields are those that the decoders read as lengths.
 */
final class HostileLengthsTest {
    private static final long MOST_ALLOCATED = 64 << 10;
    private static final int MOST_BYTES = 8192;
    private static final int OF_A_KIND = 2;
    private static final Octets KEY = Octets.ofLatin1("sys/tg_test/1");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private int fields;
    private int cases;
    private int refused;
    private long mostAllocated;

    /**
     * Bytes that somebody sends.
     *
     * @param receiver reads them as the one who gets them does
     */
    private record Sample(String name, boolean littleEndian, byte[] bytes, Consumer<ByteBuf> receiver) {}

    // ---- the test

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLengthOfEveryMessage(boolean littleEndian) {
        List<Body> bodies = bodies();
        for (GiopVersion version : GiopVersion.values()) {
            headers(version, littleEndian);
            bodies.forEach(body -> add(version, littleEndian, body));
            for (Operation<?, ?> operation : Operations.ALL) {
                assertThat(kinds).containsKeys(version + " request " + operation, version + " reply " + operation);
            }
        }
        run(littleEndian ? "messages, little endian" : "messages, big endian");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLengthOfEveryStructure(boolean littleEndian) {
        for (WireTypes type : Target.Codecs.WIRE_TYPES) {
            for (long seed = 0; seed < 20; seed++) {
                Object value = WireValues.of(seed).any(type.type());
                byte[] bytes = CodecProbe.write(type.codec(), value, 0, littleEndian, CodeSet.LATIN_1);
                add(type.name(), littleEndian, bytes, in -> decode(type.codec(), in, littleEndian));
            }
        }
        run(littleEndian ? "structures, little endian" : "structures, big endian");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyLengthOfEveryEvent(boolean littleEndian) {
        for (PublishedMessage captured : Captures.events()) {
            EventMessage message = EventMessage.of(captured.parts());
            callInfo(message, littleEndian);
            if (Topic.parse(message.topic()) instanceof EventTopic topic) {
                structures(captured, message, topic.event(), littleEndian);
            }
        }
        run(littleEndian ? "events, little endian" : "events, big endian");
    }

    @Test
    void theTestFindsWhatIsNotChecked() {
        CdrCodec<byte[]> trusting = CdrCodec.of(4, in -> new byte[in.readSequenceLength(1) * 100], (value, out) -> {});
        byte[] bytes = LengthFields.with(new byte[2000], 0, 1996, true);
        add("trusting", true, bytes, in -> decode(trusting, in, true));
        try {
            run("trusting");
        } catch (AssertionError caught) {
            assertThat(caught).hasMessageContaining("trusting").hasMessageContaining("allocated");
            return;
        }
        throw new AssertionError("a decoder that allocates what is claimed was not caught");
    }

    private void run(String what) {
        for (Sample sample : samples) {
            for (LengthFields.Field field : fields(sample)) {
                fields++;
                for (long claim : claims(field)) {
                    check(sample, field, claim);
                }
            }
            everyWord(sample);
        }
        System.out.printf(
                "%s: %,d messages, %,d length fields, %,d claims, %,d refused, at most %,d bytes allocated%n",
                what, samples.size(), fields, cases, refused, mostAllocated);
        assertThat(fields).isGreaterThan(samples.size() / 2);
    }

    private static List<LengthFields.Field> fields(Sample sample) {
        LengthFields recorder = new LengthFields(sample.bytes);
        sample.receiver.accept(recorder.retain());
        return recorder.fields(sample.littleEndian);
    }

    private static long[] claims(LengthFields.Field field) {
        return new long[] {0, 1, 0x7fffffffL, 0x80000000L, 0xffffffffL, field.remaining() + 1L};
    }

    private void check(Sample sample, LengthFields.Field field, long claim) {
        byte[] hostile = LengthFields.with(sample.bytes, field.index(), claim, sample.littleEndian);
        String where = "%s: %d claimed at %d where %d remain of %s"
                .formatted(
                        sample.name,
                        claim,
                        field.index(),
                        field.remaining(),
                        HexFormat.of().formatHex(sample.bytes));
        boolean taken = takes(sample, hostile, where);
        cases++;
        refused += taken ? 0 : 1;
        // A message that is one byte short is not refused: it is waited for.
        boolean waitedFor = field.index() == 8 && claim == field.remaining() + 1L;
        if (claim > field.remaining() && !waitedFor) {
            assertThat(taken).as(where).isFalse();
        }
    }

    /** Lengths that a decoder does not read as lengths would be among these. */
    private void everyWord(Sample sample) {
        for (int index = 0; index + 4 <= sample.bytes.length; index += 4) {
            for (long word : new long[] {0x7fffffffL, 0x01000000L, 0x00ffffffL, sample.bytes.length}) {
                byte[] hostile = LengthFields.with(sample.bytes, index, word, sample.littleEndian);
                var unused = takes(sample, hostile, sample.name + ": " + word + " at " + index);
            }
        }
    }

    private boolean takes(Sample sample, byte[] hostile, String where) {
        long allocated = 0;
        boolean taken = true;
        // Twice: the first to get somewhere loads classes and links call sites.
        for (int i = 0; i < 2 && (i == 0 || allocated > MOST_ALLOCATED); i++) {
            ByteBuf bytes = Unpooled.wrappedBuffer(hostile);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            taken = takes(sample, bytes);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        mostAllocated = Math.max(mostAllocated, allocated);
        if (allocated > MOST_ALLOCATED) {
            throw new AssertionError(allocated + " bytes allocated: " + where);
        }
        return taken;
    }

    private static boolean takes(Sample sample, ByteBuf bytes) {
        try {
            sample.receiver.accept(bytes);
            return true;
        } catch (Remote expected) {
            return false;
        }
    }

    // ---- messages

    private void headers(GiopVersion version, boolean littleEndian) {
        Ior ior = Ior.of("IDL:Tango/Device_6:1.0", IiopProfile.published(new IiopAddress("host", 1), KEY));
        List<ServiceContext> contexts = List.of(
                new ServiceContext(7, Octets.ofLatin1("what nobody knows")),
                CodeSetContext.of(CodeSet.LATIN_1).toServiceContext());
        List<TargetAddress> targets = version == GiopVersion.V1_2
                ? List.of(
                        new TargetAddress.KeyAddr(KEY),
                        new TargetAddress.ProfileAddr(ior.profiles().get(0)),
                        new TargetAddress.ReferenceAddr(0, ior))
                : List.of(new TargetAddress.KeyAddr(KEY));
        for (TargetAddress target : targets) {
            message(
                    version + " request to " + target,
                    littleEndian,
                    out -> RequestCodec.encode(new Request(7, true, target, "ping", contexts), out, version));
            message(
                    version + " locate " + target,
                    littleEndian,
                    out -> LocateRequestCodec.encode(new LocateRequest(7, target), out, version));
        }
        message(version + " located", littleEndian, out -> {
            LocateReplyCodec.encode(new LocateReply(7, LocateStatus.OBJECT_FORWARD), out, version);
            Ior.CODEC.encode(ior, out);
            GiopFraming.end(out);
        });
        message(
                version + " contexts",
                littleEndian,
                out -> ReplyCodec.encode(new Reply(7, ReplyStatus.NO_EXCEPTION, contexts), out, version));
        reply(version, ReplyStatus.LOCATION_FORWARD, littleEndian, out -> Ior.CODEC.encode(ior, out));
        reply(
                version,
                ReplyStatus.SYSTEM_EXCEPTION,
                littleEndian,
                out -> SystemException.CODEC.encode(
                        new SystemException(SystemException.UNKNOWN.repositoryId(), 1, Completion.MAYBE), out));
        List<DevError> errors = List.of(
                new DevError("API_Reason", ErrSeverity.ERR, "what happened", "where"),
                new DevError("API_Other", ErrSeverity.PANIC, "", ""));
        reply(version, ReplyStatus.USER_EXCEPTION, littleEndian, out -> UserException.encode(errors, out));
        DevFailedException several = DevFailedException.ofSeveral(
                List.of(new NamedDevError("x", 0, errors), new NamedDevError("y", 1, errors)));
        reply(version, ReplyStatus.USER_EXCEPTION, littleEndian, out -> UserException.encode(several, out));
    }

    private void reply(GiopVersion version, ReplyStatus status, boolean littleEndian, Consumer<CdrWriter> body) {
        message(version + " " + status, littleEndian, out -> {
            ReplyCodec.begin(out, version, 7, status);
            GiopFraming.beginBody(out, version);
            body.accept(out);
            GiopFraming.end(out);
        });
    }

    /** What an operation takes or gives. */
    private record Body(Operation<?, ?> operation, boolean request, Object value) {
        @SuppressWarnings("unchecked")
        CdrCodec<Object> codec() {
            return (CdrCodec<Object>) (request ? operation.arguments() : operation.result());
        }

        boolean hasBytes() {
            return request ? operation.hasArguments() : operation.hasResult();
        }
    }

    /** Captured ones first. */
    private static List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        for (Capture capture : Captures.all()) {
            List<CapturedMessage> requests = capture.requestMessages();
            if (requests.size() == 1 && requests.get(0).type() == CapturedMessage.REQUEST) {
                Operation<?, ?> operation = Operations.find(requests.get(0).operation());
                if (operation != null) {
                    captured(operation, true, requests.get(0), bodies);
                    capture.replyMessages().stream()
                            .filter(reply -> reply.type() == CapturedMessage.REPLY && reply.replyStatus() == 0)
                            .forEach(reply -> captured(operation, false, reply, bodies));
                }
            }
        }
        types().forEach((operation, types) -> {
            for (long seed = 0; seed < 60; seed++) {
                bodies.add(new Body(operation, true, WireValues.of(seed).any(types[0])));
                bodies.add(new Body(operation, false, WireValues.of(seed).any(types[1])));
            }
        });
        return bodies;
    }

    private static void captured(
            Operation<?, ?> operation, boolean request, CapturedMessage message, List<Body> bodies) {
        try {
            CdrCodec<?> codec = request ? operation.arguments() : operation.result();
            bodies.add(new Body(operation, request, codec.decode(message.body())));
        } catch (Remote malformed) {
            // Recorded because it was refused.
        }
    }

    private void add(GiopVersion version, boolean littleEndian, Body body) {
        String kind = version + (body.request ? " request " : " reply ") + body.operation;
        if (kinds.getOrDefault(kind, 0) >= OF_A_KIND) {
            return;
        }
        message(kind, littleEndian, body.operation, out -> {
            if (body.request) {
                byte[] name = body.operation.name().getBytes(StandardCharsets.ISO_8859_1);
                RequestCodec.begin(out, version, 7, true, KEY.toByteArray(), name, CodeSet.LATIN_1);
            } else {
                ReplyCodec.begin(out, version, 7, ReplyStatus.NO_EXCEPTION);
            }
            if (body.hasBytes()) {
                GiopFraming.beginBody(out, version);
                body.codec().encode(body.value, out);
                GiopFraming.end(out);
            }
        });
    }

    /** What each operation takes and gives, as Java types. */
    private static Map<Operation<?, ?>, Type[]> types() {
        Map<Operation<?, ?>, Type[]> types = new HashMap<>();
        for (Field field : Operations.class.getFields()) {
            if (field.getType() == Operation.class) {
                try {
                    types.put(
                            (Operation<?, ?>) field.get(null),
                            ((ParameterizedType) field.getGenericType()).getActualTypeArguments());
                } catch (IllegalAccessException hidden) {
                    throw new AssertionError(hidden);
                }
            }
        }
        assertThat(types).hasSameSizeAs(Operations.ALL);
        return types;
    }

    private void message(String kind, boolean littleEndian, Consumer<CdrWriter> encoder) {
        message(kind, littleEndian, Operations.PING, encoder);
    }

    private void message(String kind, boolean littleEndian, Operation<?, ?> operation, Consumer<CdrWriter> encoder) {
        ByteBuf buffer = Unpooled.buffer();
        encoder.accept(CdrWriter.over(buffer, littleEndian));
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        add(kind, littleEndian, bytes, in -> receive(in, operation));
    }

    private void add(String kind, boolean littleEndian, byte[] bytes, Consumer<ByteBuf> receiver) {
        if (bytes.length > 0 && bytes.length <= MOST_BYTES && kinds.merge(kind, 1, Integer::sum) <= OF_A_KIND) {
            samples.add(new Sample(kind, littleEndian, bytes, receiver));
        }
    }

    // ---- events

    private void callInfo(EventMessage message, boolean littleEndian) {
        byte[] part = EventMessage.callInfo(message.counter(), message.isError(), littleEndian);
        add("call info", littleEndian, part, in -> decode(ZmqCallInfo.CODEC, in, littleEndian));
    }

    private void structures(PublishedMessage captured, EventMessage message, EventName event, boolean littleEndian) {
        int maxNesting = Limits.DEFAULT.maxNesting();
        EventStructure<?> newest = EventStructure.of(event.type(), event.impliedVersion());
        if (message.isError()) {
            List<DevError> errors = message.errors(newest, maxNesting);
            byte[] part = part(out -> newest.encodeErrors(errors, out, littleEndian));
            add("error of " + event, littleEndian, part, in -> newest.decodeErrors(in, littleEndian, maxNesting));
            return;
        }
        for (EventStructure<?> structure : List.of(newest, EventStructure.VALUE_3)) {
            try {
                add(captured, message, event, structure, littleEndian);
                return;
            } catch (Remote older) {
                // Versions 3 and 4 share a topic.
            }
        }
    }

    private <T> void add(
            PublishedMessage captured,
            EventMessage message,
            EventName event,
            EventStructure<T> structure,
            boolean littleEndian) {
        T value = message.value(structure, Limits.DEFAULT.maxNesting());
        byte[] part = part(out -> structure.encode(value, out, littleEndian));
        boolean old = structure == (Object) EventStructure.VALUE_3;
        // Of each attribute, for their types differ.
        String kind = event + (old ? ", version 3" : "") + " " + captured.set() + " " + message.topic();
        add(kind, littleEndian, part, in -> structure.decode(in, littleEndian, Limits.DEFAULT.maxNesting()));
    }

    private static byte[] part(Consumer<ByteBuf> encoder) {
        ByteBuf buffer = Unpooled.buffer();
        encoder.accept(buffer);
        return Arrays.copyOf(buffer.array(), buffer.readableBytes());
    }

    // ---- receivers

    private static void decode(CdrCodec<?> codec, ByteBuf bytes, boolean littleEndian) {
        codec.decode(CdrReader.over(bytes, littleEndian, Limits.DEFAULT.maxNesting()));
    }

    /** Takes a message in, as the assembler of a connection and whoever stands behind it do. */
    private void receive(ByteBuf bytes, Operation<?, ?> asked) {
        GiopAssembler assembler = new GiopAssembler(Limits.DEFAULT, allocator);
        try {
            assembler.receive(bytes, (header, in) -> read(header, in, asked));
        } finally {
            long direct = allocator.metric().usedDirectMemory();
            assembler.release();
            assertThat(direct).as("direct memory").isLessThanOrEqualTo(MOST_ALLOCATED);
        }
    }

    private static void read(GiopHeader header, CdrReader in, Operation<?, ?> asked) {
        switch (header.type()) {
            case REQUEST -> {
                RequestView view = new RequestView();
                view.read(in, header.version());
                Operation<?, ?> operation =
                        Operations.find(view.buffer(), view.operationIndex(), view.operationLength());
                if (operation != null) {
                    operation.decodeArguments(in);
                }
            }
            case REPLY -> {
                ReplyView view = new ReplyView();
                view.read(in, header.version());
                switch (view.status()) {
                    case NO_EXCEPTION -> asked.decodeResult(in);
                    case USER_EXCEPTION -> UserException.decode(in);
                    case SYSTEM_EXCEPTION -> SystemException.CODEC.decode(in);
                    default -> forwarded(in);
                }
            }
            case LOCATE_REQUEST ->
                ((LocateRequest) GiopMessageCodec.decode(header, in)).target().objectKey();
            case LOCATE_REPLY -> {
                var unused = GiopMessageCodec.decode(header, in);
                forwarded(in);
            }
            default -> throw new Remote("not what was sent: " + header);
        }
    }

    private static void forwarded(CdrReader in) {
        Ior.CODEC.decode(in).iiopProfiles().forEach(profile -> {
            profile.addresses();
            profile.codeSets();
        });
    }
}
