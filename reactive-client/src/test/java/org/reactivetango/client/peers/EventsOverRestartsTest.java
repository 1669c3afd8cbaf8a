package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PushedValues;
import org.reactivetango.testkit.peers.PyTangoServer;
import org.reactivetango.testkit.peers.TangoTestOfDatabase;
import reactor.core.publisher.Flux;

/** Our client's subscriptions outlive servers of others that are killed and started again on the same port. */
final class EventsOverRestartsTest {
    private static final int LIVES = 3;
    private static final int KINDS = 20;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private final TangoClient tango =
            TangoClient.builder().options(o -> o.timeout(Heard.PATIENCE)).build();
    private final List<Heard<?>> all = new ArrayList<>();

    @AfterEach
    void end() {
        all.forEach(Heard::close);
        tango.closeLater().block(Heard.PATIENCE);
    }

    private <T> Heard<T> hear(String name, Flux<Event<T>> events) {
        Heard<T> heard = new Heard<>(name, events);
        all.add(heard);
        return heard;
    }

    @Test
    void everySubscriptionAtAServerOfPyTangoComesBackWithAFreshValueAndGoesOn() {
        PyTangoServer server = PEERS.started(PyTangoServer.startPushingWithProperties());
        DeviceProxy device = tango.device(server.url());
        AttributeProxy<Double> number = device.attribute("double_scalar", Double.class);
        Heard<Double> change = hear("change", number.events(Events.change()));
        Heard<Double> archive = hear("archive", number.events(Events.archive()));
        Heard<Double> user = hear("user", number.events(Events.user()));
        List<Heard<Double>> values = List.of(change, archive, user);
        Heard<Integer> ready = hear("data ready", number.dataReady());
        hear("configuration", number.configurations());
        hear("interface", device.interfaces());
        List<Heard<?>> readable = all.stream().filter(each -> each != ready).toList();

        for (int life = 1; life <= LIVES; life++) {
            int lives = life;
            Heard.eventually().untilAsserted(() -> {
                assertThat(all).allMatch(each -> connections(each) == lives, "connected " + lives + " times");
                assertThat(readable).allMatch(each -> initials(each) >= lives);
            });
            for (Heard<Double> each : values) {
                assertThat(lastInitial(each)).isEqualTo(2.25);
            }
            // Or it would still be there when the next life has begun, and nobody knew whether it is fresh.
            device.write(Map.of("double_scalar", -1.0 * life)).block(Heard.PATIENCE);
            int before = change.countSent();
            Heard.eventually().untilAsserted(() -> {
                push(device, 1);
                assertThat(values).allMatch(each -> each.countSent() > before);
            });
            push(device, KINDS);
            change.awaitEnd(Object::toString, List.of(KINDS - 1 + ".0", "INVALID", PushedValues.FAILED));
            archive.awaitEnd(Object::toString, List.of(KINDS - 1 + ".25", PushedValues.FAILED));
            user.awaitEnd(Object::toString, List.of(KINDS - 2 + ".5", KINDS - 1 + ".5"));
            ready.awaitEnd(Object::toString, List.of(Integer.toString(KINDS - 2), Integer.toString(KINDS - 1)));
            server.close();
            Heard.eventually()
                    .untilAsserted(() -> assertThat(all)
                            .allMatch(each -> disconnections(each) == lives, "disconnected " + lives + " times"));
            if (life < LIVES) {
                server = PEERS.started(server.startPushingAgain());
            }
        }
        assertThat(all).allSatisfy(EventsOverRestartsTest::assertInTurns);
    }

    /** With a database it polls again by itself what was polled. */
    @Test
    void everySubscriptionAtATangoTestInCppComesBackWithAFreshValueAndGoesOn() {
        TangoTestOfDatabase server = PEERS.started(TangoTestOfDatabase.start());
        tango.device(server.url("dserver/TangoTest/peer"))
                .command(
                        "AddObjPolling",
                        new DevVarLongStringArray(
                                new int[] {50}, new String[] {"sys/tg_test/1", "attribute", "string_scalar"}),
                        Void.class)
                .block(Heard.PATIENCE);
        DeviceProxy device = tango.device(server.url());
        AttributeProxy<String> text = device.attribute("string_scalar", String.class);
        Heard<String> change = hear("change", text.events(Events.change()));
        Heard<String> periodic = hear("periodic", text.events(Events.periodic()));
        hear("user", text.events(Events.user()));
        hear("configuration", text.configurations());
        hear("interface", device.interfaces());
        change.awaitInitial();
        Object fresh = lastInitial(change);
        for (int life = 1; life <= LIVES; life++) {
            int lives = life;
            Heard.eventually()
                    .untilAsserted(() -> assertThat(all)
                            .allMatch(each -> connections(each) == lives, "connected " + lives + " times")
                            .allMatch(each -> initials(each) >= lives));
            assertThat(List.of(change, periodic))
                    .allSatisfy(each -> assertThat(lastInitial(each)).isEqualTo(fresh));
            int changes = change.countSent();
            AtomicInteger warm = new AtomicInteger();
            Heard.eventually().until(() -> {
                write(device, "warm " + warm.incrementAndGet());
                return change.countSent() > changes;
            });
            write(device, "life " + life);
            change.awaitEnd(String::valueOf, List.of("life " + life));
            periodic.awaitEnd(String::valueOf, List.of("life " + life, "life " + life));
            server.kill();
            Heard.eventually()
                    .untilAsserted(() -> assertThat(all)
                            .allMatch(each -> disconnections(each) == lives, "disconnected " + lives + " times"));
            if (life < LIVES) {
                server.startAgain();
            }
        }
        assertThat(all).allSatisfy(EventsOverRestartsTest::assertInTurns);
    }

    private static void write(DeviceProxy device, String text) {
        device.write(Map.of("string_scalar", text)).block(Heard.PATIENCE);
    }

    private static void push(DeviceProxy device, int count) {
        device.command("PushKinds", count, Void.class).block(Heard.PATIENCE);
    }

    private static long connections(Heard<?> heard) {
        return heard.all().stream().filter(Event.Connected.class::isInstance).count();
    }

    private static long disconnections(Heard<?> heard) {
        return heard.all().stream().filter(Event.Disconnected.class::isInstance).count();
    }

    private static long initials(Heard<?> heard) {
        return heard.all().stream()
                .filter(event -> event instanceof Event.Value<?> value && value.initial())
                .count();
    }

    private static Object lastInitial(Heard<?> heard) {
        return heard.all().stream()
                .filter(event -> event instanceof Event.Value<?> value && value.initial())
                .reduce((one, other) -> other)
                .map(event -> ((Event.Value<?>) event).reading().value())
                .orElseThrow();
    }

    /** Connected, what came, disconnected, connected and so on; nothing is sent in between. */
    private static void assertInTurns(Heard<?> heard) {
        boolean up = false;
        for (Event<?> event : heard.all()) {
            if (event instanceof Event.Connected<?>) {
                assertThat(up).as("%s", heard).isFalse();
                up = true;
            } else if (event instanceof Event.Disconnected<?>) {
                assertThat(up).as("%s", heard).isTrue();
                up = false;
            } else {
                assertThat(up).as("%s", heard).isTrue();
            }
        }
    }
}
