package org.reactivetango.server.iiop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.idl.WireValues;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * {@code read_attributes_5} of one attribute has a path of its own. Whatever the attribute, whatever its handler gives,
 * however the request was written: the reply is byte for byte what the general path says.
 *
 * <p>The same request goes to three fresh devices: to an idle one, which takes the fast path; to one whose lane is held,
 * which takes the general path when it is free; and, asking for the attribute twice, to an idle one again, which takes the
 * general path at once. Time stands still, or moves in the same way.
 */
final class FastPathTest {
    private static final String NAME = "Attr_1";
    private static final String DEVICE = "Test/Fast/1";
    private static final int MOST_ELEMENTS = 60;
    private static final int SIZE_ENDS = 12;
    /** Where the result begins in a reply without service contexts, in every version. */
    private static final int RESULT = 24;

    private static final Instant TAKEN = Instant.ofEpochSecond(1_795_176_000L, 123_456_789);

    /** An attribute. */
    record Kind(TangoType type, DataFormat format, WriteType writeType) {
        ValueType<?> valueType() {
            return ValueType.ofAttribute(type, format);
        }

        AttributeConfig config() {
            return AttributeConfig.of(NAME, writeType, format, type)
                    .with(c -> c.maxX(format == DataFormat.SCALAR ? 1 : MOST_ELEMENTS)
                            .maxY(format == DataFormat.IMAGE ? MOST_ELEMENTS : 0));
        }

        /** A value of it: of few elements, none, or more than are allowed. */
        Object value(long seed) {
            WireValues values = WireValues.of(seed);
            if (valueType().javaType() == Long.class) {
                return new Random(seed).nextLong();
            }
            if (format != DataFormat.IMAGE) {
                return values.any(valueType().javaType());
            }
            Object data =
                    values.any(ValueType.ofAttribute(type, DataFormat.SPECTRUM).javaType());
            int length = Array.getLength(data);
            int width = length % 2 == 0 ? length / 2 : length;
            return new Image<>(data, width, width == 0 ? 0 : length / width);
        }

        @Override
        public String toString() {
            return "%s %s of %s".formatted(writeType, format, type).toLowerCase(Locale.ROOT);
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(TangoType.values())
                .flatMap(type -> Stream.of(DataFormat.SCALAR, DataFormat.SPECTRUM, DataFormat.IMAGE)
                        .filter(format -> exists(type, format))
                        .flatMap(format -> Stream.of(
                                        WriteType.READ,
                                        WriteType.WRITE,
                                        WriteType.READ_WRITE,
                                        WriteType.READ_WITH_WRITE)
                                .map(writeType -> new Kind(type, format, writeType))));
    }

    private static boolean exists(TangoType type, DataFormat format) {
        try {
            return ValueType.ofAttribute(type, format).element() == type
                    && type.name().startsWith("DEV_")
                    && type != TangoType.DEV_VOID;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** What a handler gives: at hand or later, a value or not. */
    private enum Giving {
        VALUE,
        READING,
        INVALID,
        NOTHING,
        WRONG_TYPE,
        UNWRITABLE,
        DEV_FAILED,
        EXCEPTION,
        CHECKED_EXCEPTION,
        ERROR;

        @Nullable
        Object give(Kind kind, long seed) throws Exception {
            return switch (this) {
                case VALUE -> kind.value(seed);
                case READING ->
                    Reading.of(
                            kind.value(seed),
                            List.of(Quality.VALID, Quality.ALARM, Quality.CHANGING, Quality.WARNING)
                                    .get((int) seed & 3),
                            TAKEN);
                case INVALID -> Reading.invalid(TAKEN);
                case NOTHING -> null;
                case WRONG_TYPE -> Duration.ZERO;
                // A string that cannot be sent where the attribute is one, else just a wrong one.
                case UNWRITABLE -> kind.format == DataFormat.SCALAR ? "a\0b" : new String[] {"fine", "a\0b"};
                case DEV_FAILED -> throw DevFailedException.of("API_Test", "as planned", "FastPathTest");
                case EXCEPTION -> throw new IllegalStateException("as planned");
                case CHECKED_EXCEPTION -> throw new Exception("as planned");
                case ERROR -> throw new AssertionError("as planned");
            };
        }
    }

    /** How a handler gives it. */
    private enum Way {
        AT_HAND,
        JUST,
        CALLABLE,
        SUPPLIER,
        DEFERRED,
        LATER,
        SETTLED_SINK;

        @Nullable
        Object wrap(Callable<@Nullable Object> giving, VirtualTimeScheduler time) throws Exception {
            return switch (this) {
                case AT_HAND -> giving.call();
                case JUST -> settled(giving);
                case CALLABLE -> Mono.fromCallable(giving);
                case SUPPLIER -> Mono.fromSupplier(() -> sneaky(giving));
                case DEFERRED -> Mono.defer(() -> settled(giving));
                case LATER -> Mono.delay(Duration.ofMillis(7), time).then(Mono.defer(() -> settled(giving)));
                case SETTLED_SINK -> {
                    Sinks.One<Object> sink = Sinks.one();
                    settled(giving).subscribe(sink::tryEmitValue, sink::tryEmitError, sink::tryEmitEmpty);
                    yield sink.asMono();
                }
            };
        }

        private static Mono<Object> settled(Callable<@Nullable Object> giving) {
            try {
                return Mono.justOrEmpty(giving.call());
            } catch (Throwable e) {
                return Mono.error(e);
            }
        }

        private static @Nullable Object sneaky(Callable<@Nullable Object> giving) {
            try {
                return giving.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("as planned", e);
            }
        }
    }

    /** How a request is written. */
    private record Form(GiopVersion version, boolean littleEndian, CodeSet codeSet) {
        byte[] request(int requestId, List<String> names) {
            ByteBuf buffer = Unpooled.buffer();
            CdrWriter out = new CdrWriter().wrap(buffer, littleEndian, codeSet);
            RequestCodec.begin(
                    out,
                    version,
                    requestId,
                    true,
                    DEVICE.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1),
                    Operations.READ_ATTRIBUTES_5.name().getBytes(StandardCharsets.ISO_8859_1),
                    codeSet);
            GiopFraming.beginBody(out, version);
            Operations.READ_ATTRIBUTES_5.encodeArguments(
                    new ReadAttributes5(names, DevSource.DEV, new CppClntIdent(42)), out);
            GiopFraming.end(out);
            return Arrays.copyOf(buffer.array(), buffer.writerIndex());
        }
    }

    private static final List<Form> FORMS = forms();

    private static List<Form> forms() {
        List<Form> forms = new ArrayList<>();
        for (GiopVersion version : GiopVersion.values()) {
            for (CodeSet codeSet : CodeSet.values()) {
                forms.add(new Form(version, true, codeSet));
                forms.add(new Form(version, false, codeSet));
            }
        }
        return forms;
    }

    /** A device with one attribute, a clock, and a connection to it. */
    private static final class Served {
        private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
        private final LoopScheduler loop = LoopScheduler.virtual(time);
        private final Lane lane = new Lane(DEVICE, loop, Limits.DEFAULT);
        private final RecordedConnection wire = new RecordedConnection(loop);
        private final IiopConnection connection;
        private int fastReads;
        private int reads;

        Served(Kind kind, Giving giving, Way way, boolean allowed, long seed) {
            time.advanceTimeBy(Duration.ofDays(20_000));
            Device device = new Device(
                    DEVICE, lane, new DeviceInfo("Test", "Test/1", "h", 6, "", "", Map.of()), "dserver/Test/1");
            device.state(DevState.ON);
            Attribute.Reader reader = () -> {
                reads++;
                fastReads += onFastPath() ? 1 : 0;
                return sneaky(() -> way.wrap(() -> giving.give(kind, seed), time));
            };
            device.add(new Attribute(
                    kind.config(),
                    kind.valueType(),
                    kind.writeType == WriteType.WRITE ? null : reader,
                    null,
                    allowed ? Set.of() : Set.of(DevState.FAULT),
                    Set.of(),
                    seed % 5 == 0 ? null : lane,
                    false,
                    new Attribute.SetPoint(kind.value(seed + 1))));
            Dispatcher dispatcher = new Dispatcher();
            dispatcher.add(device);
            connection = new IiopConnection(
                    wire, dispatcher, Limits.DEFAULT, new IiopCounters(), new HostilePeerLog(loop), gone -> {});
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> @Nullable Object sneaky(Callable<@Nullable Object> handler) throws E {
            try {
                return handler.call();
            } catch (Exception e) {
                throw (E) e;
            }
        }

        private static boolean onFastPath() {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().endsWith("ReadOneAttribute")
                                    && frame.getMethodName().equals("read")));
        }

        byte[] answer(byte[] request) {
            int before = wire.sent().length;
            loop.execute(() -> connection.received(Unpooled.wrappedBuffer(request)));
            time.advanceTimeBy(Duration.ofMillis(20));
            byte[] sent = wire.sent();
            return Arrays.copyOfRange(sent, before, sent.length);
        }

        byte[] answerBehindAnother(byte[] request) {
            Sinks.Empty<Void> gate = Sinks.empty();
            lane.call("another", gate::asMono).subscribe();
            int before = wire.sent().length;
            loop.execute(() -> connection.received(Unpooled.wrappedBuffer(request)));
            gate.tryEmitEmpty();
            time.advanceTimeBy(Duration.ofMillis(20));
            byte[] sent = wire.sent();
            return Arrays.copyOfRange(sent, before, sent.length);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void answersAreTheSame(Kind kind) {
        Random random = new Random(kind.toString().hashCode());
        for (Giving giving : Giving.values()) {
            for (Way way : Way.values()) {
                if (random.nextBoolean()) {
                    // Other attributes have it.
                    continue;
                }
                long seed = random.nextInt(10_000);
                Form form = FORMS.get(random.nextInt(FORMS.size()));
                boolean allowed = random.nextInt(12) != 0;
                String what = "%s, %s %s, seed %d, %s%s"
                        .formatted(kind, giving, way, seed, form, allowed ? "" : ", not allowed");
                check(kind, giving, way, seed, form, allowed, what);
            }
        }
    }

    private static void check(Kind kind, Giving giving, Way way, long seed, Form form, boolean allowed, String what) {
        byte[] one = form.request(7, List.of("aTTR_1"));
        byte[] two = form.request(7, List.of(NAME, "attr_1"));
        Served idle = new Served(kind, giving, way, allowed, seed);
        Served held = new Served(kind, giving, way, allowed, seed);
        Served general = new Served(kind, giving, way, allowed, seed);

        byte[] fast = idle.answer(one);
        byte[] behind = held.answerBehindAnother(one);
        byte[] both = general.answer(two);

        assertThat(fast).as(what).isNotEmpty();
        assertThat(hex(behind)).as(what).isEqualTo(hex(fast));
        // Body and all, but for size and count: the first of two elements is what the only one would be.
        assertThat(hex(both, SIZE_ENDS, RESULT)).as(what).isEqualTo(hex(fast, SIZE_ENDS, RESULT));
        assertThat(hex(both, RESULT + 4, fast.length)).as(what).isEqualTo(hex(fast, RESULT + 4, fast.length));
        if (allowed && kind.writeType != WriteType.WRITE) {
            assertThat(idle.fastReads).as(what).isEqualTo(1);
            assertThat(held.fastReads).as(what).isEqualTo(seed % 5 == 0 ? 1 : 0);
            assertThat(general.fastReads).as(what).isZero();
            assertThat(general.reads).as(what).isEqualTo(2);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, Math.min(from, bytes.length), Math.min(to, bytes.length));
    }
}
