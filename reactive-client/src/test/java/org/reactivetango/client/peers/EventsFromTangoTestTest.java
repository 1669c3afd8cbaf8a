package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.DeviceInterface;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PushedValues;
import org.reactivetango.testkit.peers.TangoTestOfDatabase;
import org.reactivetango.testkit.peers.TangoTestServer;
import reactor.core.publisher.Flux;

/** What our client gets from the TangoTest 9.3.4 that is written in C++. It pushes nothing itself, but polls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsFromTangoTestTest {
    private static final int PERIOD_MILLIS = 50;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private final List<Heard<?>> heard = new ArrayList<>();
    private TangoTestOfDatabase server;
    private TangoClient tango;
    private DeviceProxy device;

    @BeforeAll
    void start() {
        server = PEERS.started(TangoTestOfDatabase.start());
        tango = TangoClient.builder().options(o -> o.timeout(Heard.PATIENCE)).build();
        device = tango.device(server.url());
    }

    @AfterAll
    void end() {
        tango.closeLater().block(Heard.PATIENCE);
    }

    @AfterEach
    void unsubscribe() {
        heard.forEach(Heard::close);
        heard.clear();
    }

    private <T> Heard<T> hear(String name, Flux<Event<T>> events) {
        Heard<T> begun = new Heard<>(name, events);
        heard.add(begun);
        return begun;
    }

    private void poll(String... attributes) {
        for (String attribute : attributes) {
            admin("AddObjPolling", new DevVarLongStringArray(new int[] {PERIOD_MILLIS}, new String[] {
                "sys/tg_test/1", "attribute", attribute
            }));
        }
    }

    private void unpoll(String... attributes) {
        for (String attribute : attributes) {
            admin("RemObjPolling", new String[] {"sys/tg_test/1", "attribute", attribute});
        }
    }

    private void admin(String command, Object argument) {
        tango.device(server.url("dserver/TangoTest/peer"))
                .command(command, argument, Void.class)
                .block(Heard.PATIENCE);
    }

    private void write(String attribute, Object value) {
        device.write(Map.of(attribute, value)).block(Heard.PATIENCE);
    }

    /** What is written is read, polled and, if there is no criterion, sent: strings, booleans, states. */
    @Test
    void everyChangeInOrder() {
        poll("string_scalar", "boolean_scalar", "string_spectrum", "State");
        Heard<String> text =
                hear("text", device.attribute("string_scalar", String.class).events(Events.change()));
        Heard<String[]> texts = hear(
                "texts", device.attribute("string_spectrum", String[].class).events(Events.archive()));
        Heard<DevState> state =
                hear("state", device.attribute("State", DevState.class).events(Events.change()));
        text.awaitInitial();
        texts.awaitInitial();
        assertThat(state.awaitInitial().reading().value()).isEqualTo(DevState.RUNNING);
        // Something else each time, and long enough for it to be polled: the first may be sent before anybody hears it.
        AtomicInteger warm = new AtomicInteger();
        Heard.eventually().pollInterval(Duration.ofMillis(4 * PERIOD_MILLIS)).until(() -> {
            String different = "warm " + warm.incrementAndGet();
            write("string_scalar", different);
            write("string_spectrum", new String[] {different});
            device.command("SwitchStates").block(Heard.PATIENCE);
            return Stream.of(text, texts, state).allMatch(each -> each.countSent() > 0);
        });
        if (device.state().block(Heard.PATIENCE) != DevState.RUNNING) {
            device.command("SwitchStates").block(Heard.PATIENCE);
        }
        state.awaitLast(DevState::name, List.of("RUNNING"));
        for (String each : List.of("one", "two", "three")) {
            write("string_scalar", each);
            write("string_spectrum", new String[] {each, each + "s"});
            text.awaitLast(t -> t, List.of(each));
            texts.awaitLast(PushedValues::text, List.of(each + "," + each + "s"));
        }
        device.command("SwitchStates").block(Heard.PATIENCE);
        state.awaitLast(DevState::name, List.of("FAULT"));
        device.command("SwitchStates").block(Heard.PATIENCE);
        state.awaitLast(DevState::name, List.of("FAULT", "RUNNING"));
        text.awaitLast(t -> t, List.of("one", "two", "three"));
        texts.awaitLast(PushedValues::text, List.of("one,ones", "two,twos", "three,threes"));
        unpoll("string_scalar", "boolean_scalar", "string_spectrum", "State");
        text.awaitLast(t -> t, List.of("three", "API_PollObjNotFound"));
    }

    /** Periodic events of every shape, with the values that were written. */
    @Test
    void everyPeriodOfScalarsSpectraAndImages() {
        poll("short_scalar_w", "double_spectrum", "short_image", "throw_exception");
        write("short_scalar_w", (short) 4711);
        write("double_spectrum", new double[] {1.5, -2.5});
        write("short_image", new Image<>(new short[] {1, 2, 3, 4, 5, 6}, 3, 2));
        Heard<Short> scalar =
                hear("scalar", device.attribute("short_scalar_w", Short.class).events(Events.periodic()));
        Heard<double[]> spectrum = hear(
                "spectrum", device.attribute("double_spectrum", double[].class).events(Events.periodic()));
        Heard<Image<short[]>> image = hear(
                "image",
                device.attribute("short_image", ValueType.imageOf(short[].class))
                        .events(Events.periodic()));
        Heard<Integer> failing = hear(
                "failing", device.attribute("throw_exception", Integer.class).events(Events.periodic()));
        Stream.of(scalar, spectrum, image).forEach(Heard::awaitInitial);
        scalar.awaitLast(PushedValues::text, List.of("4711", "4711"));
        spectrum.awaitLast(PushedValues::text, List.of("1.5,-2.5", "1.5,-2.5"));
        image.awaitLast(PushedValues::text, List.of("3x2 1,2,3,4,5,6", "3x2 1,2,3,4,5,6"));
        failing.awaitLast(PushedValues::text, List.of("exception test", "exception test"));
        unpoll("short_scalar_w", "double_spectrum", "short_image", "throw_exception");
    }

    /** It has user events, which it never sends, configurations and an interface, which does not change. */
    @Test
    void whatItDoesNotSendIsReadAtFirst() {
        Heard<Double> user =
                hear("user", device.attribute("double_scalar_w", Double.class).events(Events.user()));
        Heard<DeviceInterface> shape = hear("interface", device.interfaces());
        write("double_scalar_w", 0.0);
        assertThat(user.awaitInitial().reading().hasValue()).isTrue();
        assertThat(shape.awaitInitial().reading().value().attributes())
                .extracting(AttributeConfig::name)
                .contains("ampli", "State");
        assertThat(shape.awaitInitial().reading().value().commands()).hasSize(30);
    }

    @Test
    void everyChangeOfAConfiguration() {
        AttributeProxy<Object> ampli = device.attribute("ampli");
        Heard<AttributeConfig> labels = hear("configuration", ampli.configurations());
        assertThat(labels.awaitInitial().reading().value().name()).isEqualTo("ampli");
        Relabel.until(server.url(), "ampli", () -> labels.countSent() > 0);
        Relabel.run(server.url(), "ampli", "One", "Two", "Three");
        labels.awaitLast(AttributeConfig::label, List.of("One", "Two", "Three"));
    }

    /** Without a database it counts no events and sends none of what it polls; what it accepts begins with a reading. */
    @Test
    void whatCanBeSubscribedWithoutADatabase() {
        TangoTestServer without = PEERS.started(TangoTestServer.start());
        DeviceProxy alone = tango.device(without.url());
        Heard<Double> user =
                hear("user", alone.attribute("double_scalar", Double.class).events(Events.user()));
        Heard<AttributeConfig> configuration =
                hear("configuration", alone.attribute("double_scalar").configurations());
        Heard<DeviceInterface> shape = hear("interface", alone.interfaces());
        assertThat(user.awaitInitial().reading().hasValue()).isTrue();
        assertThat(configuration.awaitInitial().reading().value().name()).isEqualTo("double_scalar");
        assertThat(shape.awaitInitial().reading().value().commands()).hasSize(30);
    }
}
