package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoScript;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** What our device pushes is what subscribers of PyTango get: every value, in order, and errors. */
final class PushedToPyTangoTest {
    /** Of each kind; all together they fit into what is kept for one subscriber. */
    private static final int COUNT = 100;

    private static final int ELEMENTS = 512;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    /** Pushes when it is told to. */
    private static final class Pusher {
        private final DeviceContext context;
        private volatile Sinks.Many<String> texts = Sinks.many().multicast().directBestEffort();
        private int warm;

        Pusher(DeviceContext context) {
            this.context = context;
        }

        static DeviceDefinition<?> definition() {
            DeviceDefinition.Builder<Pusher> device =
                    DeviceDefinition.named("Pusher", context -> Mono.just(new Pusher(context)));
            device.scalar("number", Double.class, a -> a.get(d -> 0.5).pushes(EventType.CHANGE, EventType.DATA_READY));
            device.attribute(AttributeDefinition.<Pusher, double[]>spectrum("row", double[].class, ELEMENTS)
                    .get(d -> row(0.5))
                    .pushes(EventType.CHANGE, EventType.ARCHIVE));
            device.scalar("text", String.class, a -> a.get(d -> "read").pushes(EventType.CHANGE));
            device.scalar(
                    "stepped", Double.class, a -> a.get(d -> 0.5).absChange(1).pushes(EventType.CHANGE));
            device.scalar("streamed", String.class, a -> a.stream(Pusher::texts));
            device.scalar("silent", Double.class, a -> a.get(d -> 0.5));
            device.command("Warm", Void.class, Void.class, c -> c.accept((d, nothing) -> d.warm()));
            device.command(
                    "Push",
                    Integer.class,
                    Void.class,
                    c -> c.run((d, count) ->
                            Mono.<Void>fromRunnable(() -> d.push(count)).subscribeOn(Schedulers.boundedElastic())));
            return device.build();
        }

        private Flux<String> texts() {
            texts = Sinks.many().multicast().directBestEffort();
            return texts.asFlux();
        }

        private static double[] row(double value) {
            double[] row = new double[ELEMENTS];
            Arrays.fill(row, value);
            return row;
        }

        /** On the lane. */
        private void warm() {
            warm--;
            push(-1, "-");
            context.pushChange("stepped", 10.0 * warm);
        }

        /** On a thread of its own. */
        private void push(int count) {
            for (int i = 0; i < count; i++) {
                push(i, "text" + i);
                context.pushChange("stepped", 0.5 * i);
            }
            DevFailedException error = DevFailedException.of("Test_Pushed", "all have been pushed", "Pusher.push");
            for (String attribute : List.of("number", "row", "text", "stepped")) {
                context.pushChange(attribute, error);
            }
            context.pushUser("number", error);
            context.pushArchive("row", error);
            context.pushDataReady("number", count);
            texts.emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
        }

        private void push(double number, String text) {
            context.pushChange("number", number);
            context.pushUser("number", number + 0.25);
            context.pushDataReady("number", (int) number);
            context.pushChange("row", row(number));
            context.pushArchive("row", row(number + 0.25));
            context.pushChange("text", text);
            texts.emitNext(text, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    @Test
    void everyPushedValueArrivesInOrderAndThenTheError() {
        TangoServer server = TangoServer.named("Pusher/test")
                .device("test/events/1", Pusher.definition())
                .bindNow();
        List<String> lines;
        try {
            lines = PyTangoScript.run(
                    PushedToPyTangoTest.class,
                    "events.py",
                    server.deviceUrl("test/events/1"),
                    server.deviceUrl(server.adminName()),
                    Integer.toString(COUNT));
            assertThat(server.eventCounts().dropped()).isZero();
            assertThat(server.eventCounts().pushed()).isGreaterThan(7 * COUNT + COUNT / 2);
        } finally {
            server.closeLater().block(Duration.ofSeconds(10));
        }
        String change = "ZmqEventSubscriptionChange test/events/";
        assertThat(lines)
                .containsExactly(
                        "ZmqEventSubscriptionChange info -> [1000] ['No ZMQ event yet!', '']",
                        change + "1 number subscribe -> API_WrongNumberOfArgs",
                        change + "1 number subscribe changed 5 -> API_WrongNumberOfArgs",
                        change + "2 number subscribe change 5 -> API_DeviceNotFound API_DeviceNotFound",
                        change + "1 nothing subscribe change 5 -> API_AttrNotFound",
                        change + "1 silent subscribe change 5 -> API_AttributePollingNotStarted",
                        change + "1 number subscribe periodic 5 -> API_AttributePollingNotStarted",
                        change + "1 silent subscribe data_ready 5 -> API_AttributeNotDataReadyEnabled",
                        "EventConfirmSubscription test/events/1 number -> API_WrongNumberOfArgs",
                        "EventConfirmSubscription test/events/1 number idl5_change test/events/1 silent idl5_change"
                                + " -> API_AttributePollingNotStarted",
                        "EventConfirmSubscription test/events/1 number idl5_change test/events/1 number data_ready"
                                + " -> nothing",
                        got("number CHANGE_EVENT 0.5", COUNT, i -> i + ".0") + " Test_Pushed",
                        got("number USER_EVENT 0.5", COUNT, i -> i + ".25") + " Test_Pushed",
                        got("number DATA_READY_EVENT", COUNT + 1, Integer::toString),
                        got("row CHANGE_EVENT 0.5x512", COUNT, i -> elements(i + ".0")) + " Test_Pushed",
                        got("row ARCHIVE_EVENT 0.5x512", COUNT, i -> elements(i + ".25")) + " Test_Pushed",
                        got("text CHANGE_EVENT read", COUNT, i -> "text" + i) + " Test_Pushed",
                        got("streamed CHANGE_EVENT API_AttrValueNotSet", COUNT, i -> "text" + i) + " ATTR_INVALID",
                        got("stepped CHANGE_EVENT 0.5", COUNT / 2, i -> i + ".0") + " Test_Pushed");
    }

    /** As the script shows a set of texts. */
    private static String elements(String value) {
        return List.of(value, Integer.toString(ELEMENTS)).stream().sorted().collect(Collectors.joining("x"));
    }

    private static String got(String beginning, int count, IntFunction<String> text) {
        return beginning
                + IntStream.range(0, count).mapToObj(i -> " " + text.apply(i)).collect(Collectors.joining());
    }
}
