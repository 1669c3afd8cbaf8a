package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.event.Event;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DeviceInterface;

/** What servers of others send besides: that a configuration or the interface has changed. */
abstract class EventsOfChangesContract extends EventsOfPollingContract {
    @Test
    void everyChangeOfAConfiguration() {
        Heard<AttributeConfig> labels =
                hear("configurations", device().attribute("limited").configurations());
        assertThat(labels.awaitInitial().reading().value())
                .returns("limited", AttributeConfig::name)
                .returns("mm", AttributeConfig::unit);
        Relabel.until(device().name(), "limited", () -> labels.countSent() > 0);
        Relabel.run(device().name(), "limited", "One", "Two", "Three");
        labels.awaitLast(
                config -> config.name() + " " + config.label() + " " + config.maxValue(),
                List.of("limited One 10", "limited Two 10", "limited Three 10"));
    }

    @Test
    void everyChangeOfTheInterface() {
        Heard<DeviceInterface> interfaces = hear("interfaces", device().interfaces());
        assertThat(attributes(interfaces.awaitInitial().reading().value())).contains("limited", "State");
        AtomicInteger added = new AtomicInteger();
        // Servers in C++ wait 50 ms for more changes before they tell of them.
        Heard.eventually().pollInterval(Duration.ofMillis(200)).until(() -> {
            run("AddAttribute", "added_" + added.incrementAndGet());
            return interfaces.countSent() > 0;
        });
        run("AddAttribute", "last_one");
        Heard.eventually().untilAsserted(() -> {
            List<Event<DeviceInterface>> sent = interfaces.sent();
            DeviceInterface last = ((Event.Value<DeviceInterface>) sent.get(sent.size() - 1))
                    .reading()
                    .value();
            assertThat(attributes(last)).contains("limited", "State", "added_" + added.get(), "last_one");
            assertThat(last.commands()).extracting("name").contains("PushValues", "State");
        });
        interfaces.assertUndisturbed();
    }

    private static List<String> attributes(DeviceInterface of) {
        return of.attributes().stream().map(AttributeConfig::name).toList();
    }
}
