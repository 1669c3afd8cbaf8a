package org.reactivetango.server.iiop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.iiop.IiopCounters.Event;
import org.reactivetango.testkit.rpc.ScriptedClient;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** How long a server keeps a connection, what it does at its end, and what a cancel does, in virtual time. */
class IiopConnectionTest {
    private static final String HOST = "here";
    private static final String DEVICE = "a/b/c";

    final VirtualLoop time = new VirtualLoop();
    private final InMemoryTransport transport = InMemoryTransport.create(time.loop());
    final Lane lane = new Lane(DEVICE, laneLoop(), Limits.DEFAULT);
    private final Dispatcher dispatcher = new Dispatcher();
    final IiopListener iiop = new IiopListener(transport, dispatcher, Limits.DEFAULT);
    /** What has begun and is to be let go. */
    final List<MonoSink<Integer>> held = new ArrayList<>();
    /** The arguments of what has begun. */
    final List<Integer> begun = new ArrayList<>();

    private Transport.@Nullable Listener listener;

    /** Where the device lives: with the connections. */
    LoopScheduler laneLoop() {
        return time.loop();
    }

    @BeforeEach
    void serve() {
        DeviceInfo info = new DeviceInfo("Holder", "Holder/1", HOST, 6, "", "", Map.of());
        Device device = new Device(DEVICE, lane, info, "dserver/holder/1");
        device.add(command("Hold", false));
        device.add(command("HoldOffLane", true));
        dispatcher.add(device);
        listener = iiop.listen(HOST, 1).block();
    }

    private int connections() {
        assertThat(listener).isNotNull();
        return listener.connections();
    }

    private long count(Event event) {
        return iiop.counters().of(event);
    }

    private Command command(String name, boolean offLane) {
        CommandInfo info = new CommandInfo(name, DisplayLevel.OPERATOR, TangoType.DEV_LONG, TangoType.DEV_LONG, "", "");
        return new Command(info, Set.of(), offLane ? null : lane, false, this::hold);
    }

    private Mono<Integer> hold(@Nullable Object argument) {
        begun.add((Integer) argument);
        return Mono.create(held::add);
    }

    @AfterEach
    void end() {
        transport.closeLater().block();
    }

    ScriptedClient connect() {
        return connect(GiopVersion.V1_0);
    }

    private ScriptedClient connect(GiopVersion version) {
        return ScriptedClient.connect(transport, HOST, 1, version);
    }

    int run(ScriptedClient client, String command, int argument) {
        int[] id = new int[1];
        time.run(() -> id[0] = client.request(DEVICE, "command_inout", inout(command, argument)));
        return id[0];
    }

    private static Consumer<CdrWriter> inout(String command, int argument) {
        return out -> {
            out.writeString(command);
            Any.encode(TangoType.DEV_LONG, argument, out);
        };
    }

    private int ping(ScriptedClient client) {
        int[] id = new int[1];
        time.run(() -> id[0] = client.request(DEVICE, "ping", out -> {}));
        return id[0];
    }

    void letGo() {
        time.run(() -> held.remove(0).success(1));
    }

    @Nested
    class Quiet {
        @Test
        void afterThreeMinutesTheClientIsToldAndHasASecondToClose() {
            ScriptedClient client = connect();
            ping(client);
            time.advance(Duration.ofSeconds(179));
            assertThat(client.heard()).containsExactly(GiopMessageType.REPLY);
            time.advance(Duration.ofSeconds(1));
            assertThat(client.heard()).containsExactly(GiopMessageType.REPLY, GiopMessageType.CLOSE_CONNECTION);
            assertThat(client.isOpen()).isTrue();
            // What is sent from here on is not carried out, and the client knows.
            int late = ping(client);
            assertThat(client.replies()).doesNotContainKey(late);
            time.advance(Duration.ofSeconds(1));
            assertThat(client.isOpen()).isFalse();
        }

        @Test
        void trafficBeginsTheTimeAnew() {
            ScriptedClient client = connect();
            for (int i = 0; i < 10; i++) {
                time.advance(Duration.ofSeconds(170));
                ping(client);
            }
            assertThat(client.replies()).hasSize(10);
            time.advance(Duration.ofSeconds(181));
            assertThat(client.isOpen()).isFalse();
        }

        @Test
        void neverWithARequestUnderWay() {
            ScriptedClient client = connect();
            int id = run(client, "Hold", 1);
            time.advance(Duration.ofHours(10));
            assertThat(client.isOpen()).isTrue();
            letGo();
            assertThat(client.replies()).containsEntry(id, ReplyStatus.NO_EXCEPTION);
            time.advance(Duration.ofMinutes(6));
            assertThat(client.isOpen()).isFalse();
        }

        @Test
        void aClientThatNeverSaysAnythingIsClosedToo() {
            ScriptedClient client = connect();
            time.advance(Duration.ofSeconds(181));
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Nested
    class Stalled {
        private final byte[] header = HexFormat.of().parseHex("47494f500100010010000000");

        @Test
        void aHeaderHasFiveSeconds() {
            ScriptedClient client = connect();
            for (int i = 0; i < 4; i++) {
                byte[] next = {header[i]};
                time.run(() -> client.send(next));
                time.advanceMillis(1249);
            }
            assertThat(client.isOpen()).isTrue();
            time.advanceMillis(5);
            assertThat(client.isOpen()).isFalse();
            assertThat(count(Event.INCOMPLETE_MESSAGE)).isOne();
        }

        @Test
        void aMessageHasThirtySeconds() {
            ScriptedClient client = connect();
            time.run(() -> client.send(header));
            for (int i = 0; i < 14; i++) {
                time.run(() -> client.send(new byte[1]));
                time.advance(Duration.ofSeconds(2));
            }
            time.advanceMillis(1999);
            assertThat(client.isOpen()).isTrue();
            time.advanceMillis(2);
            assertThat(client.isOpen()).isFalse();
            assertThat(count(Event.INCOMPLETE_MESSAGE)).isOne();
        }

        @Test
        void slowButSteadyMessagesAreTaken() {
            ScriptedClient client = connect();
            byte[] ping = HexFormat.of()
                    .parseHex("47494f500100010028000000" + "00000000" + "07000000" + "01000000" + "05000000"
                            + "612f622f63000000" + "05000000" + "70696e6700000000" + "00000000");
            // Two bytes at a time, one message after the other: each header and each message is in time.
            for (int i = 0; i < 5; i++) {
                for (int at = 0; at < ping.length; at += 2) {
                    byte[] part = Arrays.copyOfRange(ping, at, at + 2);
                    time.run(() -> client.send(part));
                    time.advanceMillis(700);
                }
            }
            assertThat(client.isOpen()).isTrue();
            assertThat(client.heard()).hasSize(5);
        }

        @Test
        void whileTheServerDoesNotReadTheClientNeedNotHurry() {
            ScriptedClient client = connect();
            time.run(() -> {
                for (int i = 0; i < Limits.DEFAULT.maxInFlightPerConnection(); i++) {
                    client.request(DEVICE, "command_inout", inout("HoldOffLane", i));
                }
                client.send(header);
            });
            assertThat(held).hasSize(128);
            time.advance(Duration.ofMinutes(10));
            assertThat(client.isOpen()).isTrue();
            letGo();
            time.advance(Duration.ofSeconds(29));
            assertThat(client.isOpen()).isTrue();
            time.advance(Duration.ofSeconds(2));
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Nested
    class TakesNoReplies {
        private void askUntilPaused(ScriptedClient client) {
            time.run(() -> client.reading(false));
            long pauses = count(Event.PAUSED);
            for (int i = 0; i < 100 && count(Event.PAUSED) == pauses; i++) {
                time.run(() -> {
                    for (int ping = 0; ping < 100; ping++) {
                        client.request(DEVICE, "ping", out -> {});
                    }
                });
            }
            assertThat(count(Event.PAUSED)).isEqualTo(pauses + 1);
        }

        @Test
        void isCutOffAfterThirtySeconds() {
            ScriptedClient client = connect();
            ScriptedClient good = connect();
            askUntilPaused(client);
            time.advanceMillis(29_999);
            assertThat(connections()).isEqualTo(2);
            time.advanceMillis(1);
            assertThat(connections()).isOne();
            assertThat(count(Event.REPLIES_NOT_TAKEN)).isOne();
            int id = ping(good);
            assertThat(good.replies()).containsKey(id);
        }

        @Test
        void isLeftInPeaceWhenItReadsAgain() {
            ScriptedClient client = connect();
            for (int i = 0; i < 3; i++) {
                askUntilPaused(client);
                time.advance(Duration.ofSeconds(29));
                time.run(() -> client.reading(true));
            }
            time.advance(Duration.ofSeconds(60));
            assertThat(client.isOpen()).isTrue();
            assertThat(client.replies()).hasSizeGreaterThan(3 * 1000);
            assertThat(count(Event.REPLIES_NOT_TAKEN)).isZero();
        }

        @Test
        void whoTakesALittleAllTheTimeIsOnlySlow() {
            RecordedConnection slow = new RecordedConnection(time.loop());
            IiopConnection served = new IiopConnection(
                    slow, dispatcher, Limits.DEFAULT, new IiopCounters(), new HostilePeerLog(time.loop()), gone -> {});
            slow.writable(false);
            served.writabilityChanged(false);
            for (int i = 0; i < 100; i++) {
                time.advance(Duration.ofSeconds(20));
                slow.take(1);
            }
            assertThat(slow.aborted()).isFalse();
            time.advanceMillis(37_500);
            assertThat(slow.aborted()).isTrue();
            served.closed(null);
        }
    }

    @Nested
    class Foreign {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/1.1\r\nHost: here\r\n\r\n",
                    "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
                    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003some randomness",
                    "GIOP\u0001\u0003\u0001\u0000\u0000\u0000\u0000\u0000",
                    "GIOP\u0001\u0000\u0001\u0009\u0000\u0000\u0000\u0000"
                })
        void isClosedAtOnce(String greeting) {
            ScriptedClient client = connect();
            time.run(() -> client.send(greeting.getBytes(StandardCharsets.ISO_8859_1)));
            assertThat(client.isOpen()).isFalse();
            assertThat(client.heard()).isEmpty();
            assertThat(count(Event.PROTOCOL_ERROR)).isOne();
        }

        @Test
        void isClosedAfterFiveSecondsIfItSaysLittle() {
            ScriptedClient client = connect();
            time.run(() -> client.send("\r\n".getBytes(StandardCharsets.ISO_8859_1)));
            time.advance(Duration.ofSeconds(5));
            assertThat(client.isOpen()).isFalse();
            assertThat(count(Event.PROTOCOL_ERROR) + count(Event.INCOMPLETE_MESSAGE))
                    .isOne();
        }

        @Test
        void aMessageThatOnlyServersSendIsAnErrorOfTheClient() {
            ScriptedClient client = connect();
            time.run(() -> client.send(HexFormat.of().parseHex("47494f500100010100000000")));
            assertThat(client.isOpen()).isFalse();
            assertThat(count(Event.PROTOCOL_ERROR)).isOne();
        }

        @Test
        void argumentsThatCannotBeReadCostTheCallAndNotTheConnection() {
            ScriptedClient client = connect();
            int[] id = new int[1];
            time.run(() -> id[0] = client.request(DEVICE, "command_inout", out -> out.writeLong(1000)));
            assertThat(client.replies()).containsEntry(id[0], ReplyStatus.SYSTEM_EXCEPTION);
            assertThat(count(Event.MALFORMED_ARGUMENTS)).isOne();
            int next = ping(client);
            assertThat(client.replies()).containsEntry(next, ReplyStatus.NO_EXCEPTION);
            assertThat(count(Event.PROTOCOL_ERROR)).isZero();
        }
    }

    @Nested
    class Cancelled {
        @Test
        void aRequestThatWaitsLeavesItsLaneAtOnceAndIsNotAnswered() {
            ScriptedClient client = connect();
            int first = run(client, "Hold", 1);
            int second = run(client, "Hold", 2);
            int third = run(client, "Hold", 3);
            assertThat(lane.depth()).isEqualTo(2);
            time.run(() -> client.cancel(second));
            assertThat(lane.depth()).isOne();
            letGo();
            letGo();
            assertThat(begun).containsExactly(1, 3);
            assertThat(client.replies()).containsOnlyKeys(first, third);
            assertThat(lane.held()).isFalse();
        }

        @Test
        void oneThatHasStartedFinishesAndIsNotAnswered() {
            ScriptedClient client = connect();
            int first = run(client, "Hold", 1);
            int second = run(client, "Hold", 2);
            time.run(() -> client.cancel(first));
            assertThat(begun).containsExactly(1);
            assertThat(lane.held()).isTrue();
            letGo();
            assertThat(begun).containsExactly(1, 2);
            letGo();
            assertThat(client.replies()).containsOnlyKeys(second);
        }

        @Test
        void cancelledRequestsDoNotCountAsUnderWay() {
            ScriptedClient client = connect();
            run(client, "Hold", 0);
            for (int i = 1; i < 1000; i++) {
                int id = run(client, "Hold", i);
                time.run(() -> client.cancel(id));
            }
            int pinged = ping(client);
            assertThat(client.replies()).containsOnlyKeys(pinged);
            assertThat(lane.depth()).isZero();
        }

        @Test
        void anUnknownIdMeansNothing() {
            ScriptedClient client = connect();
            int id = run(client, "Hold", 1);
            time.run(() -> client.cancel(id + 1000));
            time.run(() -> client.cancel(id));
            time.run(() -> client.cancel(id));
            letGo();
            int pinged = ping(client);
            assertThat(client.replies()).containsOnlyKeys(pinged);
        }

        @Test
        void oneWayRequestsCannotBeCancelled() {
            ScriptedClient client = connect();
            run(client, "Hold", 1);
            time.run(() -> client.oneWay(DEVICE, "command_inout", inout("Hold", 2)));
            time.run(() -> client.cancel(2));
            letGo();
            assertThat(begun).containsExactly(1, 2);
        }

        @Test
        void aDisconnectTakesWhatWaitsOutOfTheLaneButOneWayRequests() {
            ScriptedClient stays = connect();
            ScriptedClient goes = connect();
            int id = run(stays, "Hold", 1);
            run(goes, "Hold", 2);
            time.run(() -> goes.oneWay(DEVICE, "command_inout", inout("Hold", 3)));
            assertThat(lane.depth()).isEqualTo(2);
            time.run(goes::close);
            assertThat(lane.depth()).isOne();
            letGo();
            assertThat(begun).containsExactly(1, 3);
            assertThat(stays.replies()).containsOnlyKeys(id);
        }
    }

    @Nested
    class Shutdown {
        @Test
        void clientsAreToldAndWhoClosesIsNotWaitedFor() {
            ScriptedClient client = connect(GiopVersion.V1_2);
            ping(client);
            boolean[] done = new boolean[1];
            iiop.closeConnections().subscribe(nothing -> {}, e -> {}, () -> done[0] = true);
            time.advanceMillis(0);
            assertThat(client.heard()).contains(GiopMessageType.CLOSE_CONNECTION);
            assertThat(done[0]).isFalse();
            time.run(client::close);
            assertThat(done[0]).isTrue();
        }

        // GIOP: CloseConnection means that nothing which is not answered has been carried out.
        @Test
        void closeConnectionIsNotSaidWhileSomethingIsUnderWay() {
            ScriptedClient client = connect();
            int id = run(client, "Hold", 1);
            iiop.closeConnections().subscribe();
            time.advanceMillis(500);
            assertThat(client.heard()).isEmpty();
            int late = ping(client);
            letGo();
            assertThat(client.heard()).containsExactly(GiopMessageType.REPLY, GiopMessageType.CLOSE_CONNECTION);
            assertThat(client.replies()).containsOnlyKeys(id).doesNotContainKey(late);
        }

        @Test
        void whatTakesTooLongIsCutOffWithoutCloseConnection() {
            ScriptedClient client = connect();
            run(client, "Hold", 1);
            boolean[] done = new boolean[1];
            iiop.closeConnections().subscribe(nothing -> {}, e -> {}, () -> done[0] = true);
            time.advance(Duration.ofSeconds(1));
            assertThat(done[0]).isTrue();
            time.advanceMillis(0);
            assertThat(client.isOpen()).isFalse();
            assertThat(client.heard()).isEmpty();
        }

        @Test
        void withoutConnectionsItIsDoneAtOnce() {
            boolean[] done = new boolean[1];
            iiop.closeConnections().subscribe(nothing -> {}, e -> {}, () -> done[0] = true);
            time.advanceMillis(0);
            assertThat(done[0]).isTrue();
        }
    }
}
