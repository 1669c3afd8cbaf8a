package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.idl.JavaClntIdent6;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.idl.W3CTraceContextV0;
import org.reactivetango.core.idl.WriteAttributes4;
import org.reactivetango.core.idl.WriteReadAttributes5;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LaneOperation;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.server.iiop.IiopListener;
import org.reactivetango.testkit.rpc.ScriptedClient;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * What becomes of a request whose client cancels or goes, row by row; and of requests for attributes on several lanes. In
 * virtual time.
 */
class WhatBecomesOfRequestsTest {
    private static final String HOST = "here";
    private static final String DEVICE = "a/b/c";
    private static final CppClntIdent WHO = new CppClntIdent(7);

    private final VirtualLoop time = new VirtualLoop();
    private final InMemoryTransport transport = InMemoryTransport.create(time.loop());
    private final Lanes lanes = new Lanes(Limits.DEFAULT);
    private final VirtualLoop devices = timeOfDevices(time);
    private final Lane lane = lanes.lane(DEVICE, devices.loop());
    private final Lane bus = lanes.named("bus-1", devices.loop());
    private final List<String> log = new ArrayList<>();
    private final List<MonoSink<Object>> held = new ArrayList<>();
    /** With which the handler that began last would call another server. */
    private String traceState = "";

    private final Device device = new Device(
            DEVICE, lane, new DeviceInfo("Holder", "Holder/1", HOST, 6, "", "", Map.of()), "dserver/holder/1");

    /** Where the device lives: with the connections. */
    VirtualLoop timeOfDevices(VirtualLoop ofConnections) {
        return ofConnections;
    }

    @BeforeEach
    void serve() {
        device.add(attribute("plain", lane, false));
        device.add(attribute("cancellable", lane, true));
        device.add(attribute("onBus", bus, false));
        device.add(attribute("onBusToo", bus, false));
        device.add(attribute("offLane", null, false));
        device.add(command("plain", false));
        device.add(command("cancellable", true));
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.add(device);
        new IiopListener(transport, dispatcher, Limits.DEFAULT).listen(HOST, 1).block();
    }

    @AfterEach
    void end() {
        assertThat(lane.held()).isFalse();
        assertThat(bus.held()).isFalse();
        assertThat(lane.depth() + bus.depth()).isZero();
        transport.closeLater().block();
    }

    private Attribute attribute(String name, @Nullable Lane on, boolean cancellable) {
        return new Attribute(
                AttributeConfig.of(name, WriteType.READ_WRITE, DataFormat.SCALAR, TangoType.DEV_LONG),
                ValueType.of(Integer.class),
                () -> hold("read " + name),
                value -> hold("write " + name).then(),
                Set.of(),
                Set.of(),
                on,
                cancellable,
                new Attribute.SetPoint(0));
    }

    private Command command(String name, boolean cancellable) {
        CommandInfo info = new CommandInfo(name, DisplayLevel.OPERATOR, TangoType.DEV_LONG, TangoType.DEV_LONG, "", "");
        return new Command(info, Set.of(), lane, cancellable, argument -> hold("command " + name));
    }

    private Mono<Object> hold(String what) {
        log.add("+" + what);
        return Mono.deferContextual(context -> Mono.create(sink -> {
            traceState = LaneOperation.traceState(context);
            held.add(sink);
            sink.onCancel(() -> log.add("x" + what));
        }));
    }

    private void letGo() {
        time.run(() -> held.remove(0).success(1));
    }

    private ScriptedClient connect() {
        return ScriptedClient.connect(transport, HOST, 1, GiopVersion.V1_0);
    }

    private enum Kind {
        READ,
        READ_OF_TWO,
        WRITE,
        COMMAND;

        /** What the device sees of one that begins. */
        String seen(String name) {
            return switch (this) {
                case READ, READ_OF_TWO -> "read " + name;
                case WRITE -> "write " + name;
                case COMMAND -> "command " + name;
            };
        }

        String operation() {
            return switch (this) {
                case READ, READ_OF_TWO -> "read_attributes_5";
                case WRITE -> "write_attributes_4";
                case COMMAND -> "command_inout";
            };
        }

        Consumer<CdrWriter> arguments(String name) {
            return switch (this) {
                case READ -> reading(name);
                case READ_OF_TWO -> reading(name, "plain");
                case WRITE -> writing(name);
                case COMMAND ->
                    out -> {
                        out.writeString(name);
                        Any.encode(TangoType.DEV_LONG, 1, out);
                    };
            };
        }
    }

    private static Consumer<CdrWriter> reading(String... names) {
        return out -> Operations.READ_ATTRIBUTES_5.encodeArguments(
                new ReadAttributes5(List.of(names), DevSource.DEV, WHO), out);
    }

    private static List<AttributeValue4> values(String... names) {
        return Stream.of(names)
                .map(name -> AttributeValue4.toWrite(name, AttrValUnion.of(TangoType.DEV_LONG, 1), AttributeDim.SCALAR))
                .toList();
    }

    private static Consumer<CdrWriter> writing(String... names) {
        return out -> Operations.WRITE_ATTRIBUTES_4.encodeArguments(new WriteAttributes4(values(names), WHO), out);
    }

    private static Consumer<CdrWriter> writingThenReading(String written, String read) {
        return out -> Operations.WRITE_READ_ATTRIBUTES_5.encodeArguments(
                new WriteReadAttributes5(values(written), List.of(read), WHO), out);
    }

    private int send(ScriptedClient client, String operation, Consumer<CdrWriter> arguments) {
        int[] id = new int[1];
        time.run(() -> id[0] = client.request(DEVICE, operation, arguments));
        return id[0];
    }

    private enum Stage {
        WAITS,
        HAS_STARTED
    }

    private enum Way {
        CANCEL,
        DISCONNECT
    }

    /** What is expected of the device. */
    private enum Fate {
        /** It never hears of it. */
        NOT_TOUCHED,
        FINISHES,
        CANCELLED
    }

    static Stream<Arguments> table() {
        Stream.Builder<Arguments> rows = Stream.builder();
        for (Kind kind : Kind.values()) {
            for (Way way : Way.values()) {
                rows.add(arguments(kind, "plain", Stage.WAITS, way, Fate.NOT_TOUCHED));
                rows.add(arguments(kind, "cancellable", Stage.WAITS, way, Fate.NOT_TOUCHED));
                rows.add(arguments(kind, "plain", Stage.HAS_STARTED, way, Fate.FINISHES));
                rows.add(arguments(kind, "cancellable", Stage.HAS_STARTED, way, Fate.CANCELLED));
            }
        }
        return rows.build();
    }

    @ParameterizedTest
    @MethodSource("table")
    void aTwoWayRequest(Kind kind, String name, Stage stage, Way way, Fate fate) {
        ScriptedClient stays = connect();
        ScriptedClient goes = connect();
        if (stage == Stage.WAITS) {
            send(stays, "command_inout", Kind.COMMAND.arguments("plain"));
        }
        int id = send(goes, kind.operation(), kind.arguments(name));
        int behind = send(stays, "command_inout", Kind.COMMAND.arguments("plain"));
        log.clear();

        time.run(way == Way.CANCEL ? () -> goes.cancel(id) : goes::close);

        switch (fate) {
            case NOT_TOUCHED -> {
                assertThat(lane.depth()).isOne();
                letGo();
                assertThat(log).containsExactly("+command plain");
            }
            case FINISHES -> {
                assertThat(log).as("it runs on, and nobody else").isEmpty();
                assertThat(lane.held()).isTrue();
                letGo();
                // The second attribute of two has not been begun, and nobody wants it any more.
                assertThat(log).containsExactly("+command plain");
            }
            case CANCELLED -> assertThat(log).containsExactly("x" + kind.seen(name), "+command plain");
        }
        time.run(() -> held.get(held.size() - 1).success(1));
        assertThat(stays.replies()).containsEntry(behind, ReplyStatus.NO_EXCEPTION);
        assertThat(goes.replies()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("oneWayTable")
    void aOneWayRequestIsNeverDropped(Stage stage, Way way) {
        ScriptedClient stays = connect();
        ScriptedClient goes = connect();
        if (stage == Stage.WAITS) {
            send(stays, "command_inout", Kind.COMMAND.arguments("plain"));
        }
        time.run(() -> goes.oneWay(DEVICE, "command_inout", Kind.COMMAND.arguments("cancellable")));
        time.run(way == Way.CANCEL ? () -> goes.cancel(1) : goes::close);
        if (stage == Stage.WAITS) {
            letGo();
        }
        assertThat(log).contains("+command cancellable").doesNotContain("xcommand cancellable");
        assertThat(lane.held()).isTrue();
        letGo();
    }

    static Stream<Arguments> oneWayTable() {
        return Stream.of(Stage.values())
                .flatMap(stage -> Stream.of(Way.values()).map(way -> arguments(stage, way)));
    }

    @Test
    void aWriteOfSeveralGoesOnAfterItsClientUnlessItsHandlerMayBeCancelled() {
        ScriptedClient client = connect();
        int first = send(client, "write_attributes_4", writing("plain", "cancellable", "plain"));
        time.run(() -> client.cancel(first));
        letGo();
        assertThat(log).containsExactly("+write plain", "+write cancellable");
        letGo();
        letGo();
        assertThat(log).containsExactly("+write plain", "+write cancellable", "+write plain");
        assertThat(client.replies()).isEmpty();
    }

    @Test
    void attributesOnDifferentLanesOverlapAndThoseOnOneDoNot() {
        ScriptedClient client = connect();
        int plain = send(client, "read_attributes_5", reading("plain"));
        int onBus = send(client, "read_attributes_5", reading("onBus"));
        int onBusToo = send(client, "write_attributes_4", writing("onBusToo"));
        assertThat(log).containsExactly("+read plain", "+read onBus");
        time.run(() -> held.remove(1).success(1));
        assertThat(log).containsExactly("+read plain", "+read onBus", "+write onBusToo");
        letGo();
        letGo();
        assertThat(client.replies()).containsOnlyKeys(plain, onBus, onBusToo);
    }

    @Test
    void aReadOverSeveralLanesEntersEachOnceAndAnswersAll() {
        ScriptedClient client = connect();
        int id = send(
                client, "read_attributes_5", reading("plain", "onBus", "cancellable", "offLane", "onBusToo", "none"));
        for (int i = 0; i < 5; i++) {
            assertThat(lane.held() && bus.held()).isFalse();
            letGo();
        }
        assertThat(log)
                .containsExactly("+read plain", "+read cancellable", "+read offLane", "+read onBus", "+read onBusToo");
        assertThat(client.replies()).containsEntry(id, ReplyStatus.NO_EXCEPTION);
    }

    @Test
    void oneLaneThatIsNotToBeHadCostsItsOwnAttributesOnly() {
        ScriptedClient client = connect();
        Disposable hog = hog();
        int both = send(client, "read_attributes_5", reading("onBus", "plain"));
        int one = send(client, "read_attributes_5", reading("onBus"));
        int written = send(client, "write_attributes_4", writing("onBus", "plain"));
        devices.advance(Duration.ofMillis(3200));
        assertThat(client.replies()).containsOnlyKeys(one).containsValue(ReplyStatus.USER_EXCEPTION);
        assertThat(log).containsExactly("+read plain");
        letGo();
        letGo();
        assertThat(log).containsExactly("+read plain", "+write plain");
        assertThat(client.replies())
                .containsEntry(both, ReplyStatus.NO_EXCEPTION)
                .containsEntry(written, ReplyStatus.USER_EXCEPTION);
        time.run(hog::dispose);
    }

    @Test
    void aRequestThatWaitsForItsSecondLaneLeavesIt() {
        ScriptedClient client = connect();
        Disposable hog = hog();
        int id = send(client, "read_attributes_5", reading("plain", "onBus"));
        letGo();
        assertThat(bus.depth()).isOne();
        time.run(() -> client.cancel(id));
        assertThat(bus.depth()).isZero();
        time.run(hog::dispose);
        assertThat(log).containsExactly("+read plain");
    }

    @Test
    void nothingComesBetweenAWriteAndItsReading() {
        ScriptedClient client = connect();
        ScriptedClient other = connect();
        send(client, "write_read_attributes_5", writingThenReading("plain", "cancellable"));
        int write = send(other, "write_attributes_4", writing("plain"));
        letGo();
        assertThat(log).containsExactly("+write plain", "+read cancellable");
        letGo();
        assertThat(log).containsExactly("+write plain", "+read cancellable", "+write plain");
        letGo();
        assertThat(other.replies()).containsEntry(write, ReplyStatus.NO_EXCEPTION);
        // Where the reading is on another lane, it does not keep that of the write.
        send(client, "write_read_attributes_5", writingThenReading("onBus", "plain"));
        letGo();
        assertThat(bus.held()).isFalse();
        letGo();
        assertThat(client.replies()).hasSize(2);
    }

    private static Consumer<CdrWriter> readingInChain(String name, String traceState) {
        ClntIdent who =
                new JavaClntIdent6(new JavaClntIdent("test", new UUID(1, 2)), new W3CTraceContextV0("", traceState));
        return out -> Operations.READ_ATTRIBUTES_5.encodeArguments(
                new ReadAttributes5(List.of(name), DevSource.DEV, who), out);
    }

    @Test
    void onlyTheTokenOfAnOperationThatRunsLetsACallIn() {
        ScriptedClient client = connect();
        send(client, "command_inout", Kind.COMMAND.arguments("plain"));
        String stale = traceState;
        assertThat(stale).matches("[0-9a-f]{8}@rtango=[0-9a-f]{32}");
        letGo();
        assertThat(lanes.chainsAway()).isZero();

        send(client, "command_inout", Kind.COMMAND.arguments("plain"));
        String good = traceState;
        char last = good.charAt(good.length() - 1);
        String forged = good.substring(0, good.length() - 1) + (last == '0' ? '1' : '0');
        List<String> worthless = List.of(
                stale,
                forged,
                good.toUpperCase(Locale.ROOT),
                good.substring(9),
                " " + good,
                good + "0",
                "x".repeat(100_000),
                ",,,=,@rtango=",
                good.replaceFirst("^.{8}", "00000000"));
        log.clear();
        for (String each : worthless) {
            send(client, "read_attributes_5", readingInChain("plain", each));
        }
        assertThat(log).as("they wait like anybody's").isEmpty();
        assertThat(lane.depth()).isEqualTo(worthless.size());

        int inChain = send(client, "read_attributes_5", readingInChain("plain", "vendor=1," + good));
        assertThat(log).containsExactly("+read plain");
        String further = traceState;
        assertThat(further).as("a token of its own").isNotEqualTo(good).hasSameSizeAs(good);
        time.run(() -> held.remove(1).success(1));
        assertThat(client.replies()).containsKey(inChain);

        letGo();
        for (int i = 0; i < worthless.size(); i++) {
            letGo();
        }
        assertThat(lanes.chainsAway()).isZero();
    }

    private Disposable hog() {
        Disposable.Swap hog = Disposables.swap();
        time.run(() -> hog.update(bus.call("a hog", () -> Mono.never()).subscribe()));
        return hog;
    }
}
