package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarLongStringArray;

/** What a server sends besides because it polls. */
abstract class EventsOfPollingContract extends EventsContract {
    private static final int PERIOD_MILLIS = 50;
    private static final int COUNT = 8;

    /** How many readings, with a criterion of 2, there are from one archive event to the next. */
    int archiveStep() {
        return 2;
    }

    private DeviceProxy admin() {
        String name = device().adminName().block(Heard.PATIENCE);
        return tango().device(device().name().replace(NAME, name));
    }

    final void poll(String attribute) {
        admin().command(
                        "AddObjPolling",
                        new DevVarLongStringArray(
                                new int[] {PERIOD_MILLIS}, new String[] {NAME, "attribute", attribute}),
                        Void.class)
                .block(Heard.PATIENCE);
    }

    final void unpoll(String attribute) {
        admin().command("RemObjPolling", new String[] {NAME, "attribute", attribute}, Void.class)
                .block(Heard.PATIENCE);
    }

    @Test
    void everyReadingOfPollingByItsCriteria() {
        poll("polled");
        AttributeProxy<Double> polled = device().attribute("polled", Double.class);
        Heard<Double> change = hear("change", polled.events(Events.change()));
        Heard<Double> archive = hear("archive", polled.events(Events.archive()));
        Heard<Double> periodic = hear("periodic", polled.events(Events.periodic()));
        Stream.of(change, archive, periodic).forEach(Heard::awaitInitial);
        Stream.of(change, archive, periodic).forEach(each -> each.awaitSent(2 * COUNT));
        unpoll("polled");
        List<Double> changes = lastValues(change);
        assertThat(steps(changes)).containsOnly(1.0);
        List<Double> archived = lastValues(archive);
        assertThat(steps(archived)).containsOnly((double) archiveStep());
        assertThat(steps(lastValues(periodic))).allMatch(step -> step >= 1);
        Stream.of(change, archive, periodic).forEach(Heard::assertUndisturbed);
    }

    private static List<Double> lastValues(Heard<Double> heard) {
        List<Double> values = heard.sent().stream()
                .filter(Event.Value.class::isInstance)
                .map(event -> ((Event.Value<Double>) event).reading().value())
                .toList();
        return values.subList(values.size() - COUNT, values.size());
    }

    private static List<Double> steps(List<Double> values) {
        return Stream.iterate(1, i -> i < values.size(), i -> i + 1)
                .map(i -> values.get(i) - values.get(i - 1))
                .toList();
    }

    @Test
    void everyStateOfPolling() {
        poll("State");
        Heard<DevState> states =
                hear("State", device().attribute("State", DevState.class).events(Events.change()));
        assertThat(states.awaitInitial().reading().value()).isEqualTo(DevState.ON);
        // Another state each time, and long enough for it to be polled: the first may be sent before anybody hears it.
        Iterator<DevState> others = Stream.generate(() -> List.of(DevState.STANDBY, DevState.ON))
                .flatMap(List::stream)
                .iterator();
        Heard.eventually().pollInterval(Duration.ofMillis(4 * PERIOD_MILLIS)).until(() -> {
            run("GoTo", others.next());
            return states.countSent() > 0;
        });
        run("GoTo", DevState.MOVING);
        states.awaitLast(DevState::name, List.of("MOVING"));
        run("GoTo", DevState.FAULT);
        states.awaitLast(DevState::name, List.of("MOVING", "FAULT"));
        run("GoTo", DevState.ON);
        states.awaitLast(DevState::name, List.of("MOVING", "FAULT", "ON"));
        unpoll("State");
    }
}
