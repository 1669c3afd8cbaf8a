package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.CommandInout2;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.CppClntIdent6;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.idl.JavaClntIdent6;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.idl.TraceContext;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What {@code TangoTestBlackBoxTest} does not see: clients in Java, clients from afar, and hostile ones. */
final class BlackBoxTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Device device = new Device(
            "a/b/c",
            new Lane("a/b/c", LoopScheduler.virtual(time), Limits.DEFAULT),
            new DeviceInfo("Class", "Class/test", "host", 6, "", "", Map.of()),
            "dserver/Class/test");
    private final BlackBox box = device.blackBox();
    private final ByteBuf buffer = Unpooled.buffer();
    /** As a connection has them. */
    private final Map<String, ClientIdentities> clients = new HashMap<>();

    @AfterEach
    void end() {
        buffer.release();
        time.dispose();
    }

    @Test
    void namesTheMainClassOfAClientInJava() {
        read("voltage", "org.example.Panel");
        assertThat(box.last(1))
                .first()
                .asString()
                .endsWith(" : Operation read_attributes_5 (voltage) from device requested from 10.1.2.3"
                        + " (Java client with main class org.example.Panel)");
    }

    @Test
    void keepsLittleOfLongNames() {
        read("n".repeat(100_000), "M".repeat(100_000));
        box.add(
                call("10.1.2.3:4711"),
                Operations.COMMAND_INOUT_2,
                new CommandInout2("c".repeat(100_000), Any.VOID, DevSource.CACHE_DEV));
        assertThat(box.last(2)).allSatisfy(line -> assertThat(line).hasSizeLessThan(2200));
    }

    @Test
    void isARing() {
        for (int i = 0; i < 3 * BlackBox.DEPTH; i++) {
            box.add(call("127.0.0.1:" + (1000 + i)), Operations.PING, NoValue.NO_VALUE);
            read("attribute" + i, "Main");
        }
        List<String> lines = box.last(Integer.MAX_VALUE);
        assertThat(lines).hasSize(BlackBox.DEPTH);
        assertThat(lines.get(0)).contains("(attribute149)");
        assertThat(lines.get(1)).endsWith(" : Operation ping requested from localhost");
        assertThat(lines.get(BlackBox.DEPTH - 2)).contains("(attribute125)");
    }

    @Test
    void readingsComeAmongOtherCallsWhereverTheyAre() {
        for (int others = 0; others < BlackBox.DEPTH; others++) {
            for (int i = 0; i < others; i++) {
                box.add(call("10.1.2.3:4711"), Operations.PING, NoValue.NO_VALUE);
            }
            read("attribute" + others, "Main");
            assertThat(box.last(1)).first().asString().contains("(attribute" + others + ")");
        }
    }

    @Test
    void saysWhenThereIsNothing() {
        DevFailedException empty = catchThrowableOfType(DevFailedException.class, () -> box.last(1));
        assertThat(empty.reason()).isEqualTo(Reasons.BLACK_BOX_EMPTY);
    }

    /** What is recorded in place says the same as what was decoded, whatever fits in there and what does not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 13, 40, 63, 64, 65, 66, 67, 68, 80, 96, 127, 128, 255, 256, 999})
    void aReadingInPlaceSaysWhatADecodedOneSays(int length) {
        saysWhatADecodedOneSays("name" + "x".repeat(length), length);
        saysWhatADecodedOneSays("n\u00e4me" + "x".repeat(length), length);
        saysWhatADecodedOneSays("nAme" + "X".repeat(length), length);
    }

    private void saysWhatADecodedOneSays(String name, int length) {
        List<ClntIdent> clients = List.of(
                new CppClntIdent(0),
                new CppClntIdent(0xffff_fffeL),
                new CppClntIdent6(4711, TraceContext.NONE),
                new JavaClntIdent("", new UUID(1, 2)),
                new JavaClntIdent("Main", new UUID(1, 2)),
                new JavaClntIdent("M".repeat(length), new UUID(1, 2)),
                new JavaClntIdent6(new JavaClntIdent("Main", new UUID(1, 2)), TraceContext.NONE));
        for (ClntIdent client : clients) {
            for (DevSource source : DevSource.values()) {
                read(name, source, client);
                read(name, source, client);
                box.add(
                        call("10.1.2.3:4711"),
                        Operations.READ_ATTRIBUTES_5,
                        new ReadAttributes5(List.of(name), source, client));
                List<String> lines = box.last(3);
                assertThat(lines.get(0)).contains("(" + name.substring(0, Math.min(4, length)));
                assertThat(lines).containsOnly(lines.get(0));
            }
        }
        assertThat(new HashSet<>(box.last(3 * clients.size() * DevSource.values().length)))
                .hasSizeGreaterThan(3 * (clients.size() - 3));
    }

    /** Texts are used again, but never one that a reading still refers to. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsReadByWhomReadingsInPlaceSayWhatDecodedOnesSay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BlackBox decoded = new BlackBox(device);
        int names = 1 + random.nextInt(seed % 2 == 0 ? 3 : 100);
        for (int i = 0; i < 2000; i++) {
            time.advanceTimeBy(Duration.ofMillis(random.nextInt(20)));
            IncomingCall call = call("10.1.2." + random.nextInt(1 + names / 10) + ":4711");
            if (random.nextInt(names) == 0) {
                box.add(call, Operations.PING, NoValue.NO_VALUE);
                decoded.add(call, Operations.PING, NoValue.NO_VALUE);
            } else {
                String name = "x".repeat(random.nextInt(3) * 40) + random.nextInt(names);
                ClntIdent ident = new CppClntIdent(random.nextInt(1 + names / 20));
                read(call, name, DevSource.DEV, ident);
                decoded.add(
                        call, Operations.READ_ATTRIBUTES_5, new ReadAttributes5(List.of(name), DevSource.DEV, ident));
            }
            assertThat(box.last(2)).isEqualTo(decoded.last(2));
        }
        assertThat(box.last(BlackBox.DEPTH)).isEqualTo(decoded.last(BlackBox.DEPTH));
    }

    private void read(String name, String mainClass) {
        read(name, DevSource.DEV, new JavaClntIdent(mainClass, new UUID(1, 2)));
    }

    private void read(String name, DevSource source, ClntIdent ident) {
        read(call("10.1.2.3:4711"), name, source, ident);
    }

    private void read(IncomingCall call, String name, DevSource source, ClntIdent ident) {
        buffer.clear();
        CdrWriter out = CdrWriter.over(buffer, true);
        out.writeString(name);
        int client = out.size();
        ClntIdent.encode(ident, out);
        CdrReader in = CdrReader.over(buffer, true, 1);
        in.skip(client);
        box.addReading(call, attribute(name), 4, name.length(), source, in);
    }

    private Attribute attribute(String name) {
        Attribute known = device.attribute(name);
        if (known != null) {
            return known;
        }
        Attribute made = new Attribute(
                AttributeConfig.of(name, WriteType.READ, DataFormat.SCALAR, TangoType.DEV_DOUBLE),
                ValueType.of(Double.class),
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                false,
                new Attribute.SetPoint(0.0));
        device.add(made);
        return made;
    }

    private IncomingCall call(String client) {
        return (IncomingCall) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IncomingCall.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "device" -> device;
                    case "identities" -> clients.computeIfAbsent(client, ClientIdentities::new);
                    default -> client;
                });
    }
}
