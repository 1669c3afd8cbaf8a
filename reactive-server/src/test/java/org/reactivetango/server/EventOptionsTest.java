package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment variables of Tango servers that are about events. */
final class EventOptionsTest {
    @Test
    void theEnvironmentSaysHowManyWaitAndWhichPortsThereAre() {
        Map<String, String> environment = Map.of(
                "TANGO_DS_EVENT_BUFFER_HWM", "20000",
                "TANGO_ZMQ_HEARTBEAT_PORT", " 45451 ",
                "TANGO_ZMQ_EVENT_PORT", "45452");
        assertThat(EventOptions.DEFAULT.environment(environment)).isEqualTo(new EventOptions(20_000, 45451, 45452));
    }

    @Test
    void whatTheEnvironmentDoesNotSayStays() {
        EventOptions given = new EventOptions(10, 45451, 45452);
        assertThat(given.environment(Map.of("TANGO_ZMQ_EVENT_PORT", ""))).isEqualTo(given);
    }

    @Test
    void aValueThatCannotBeNamesItsVariable() {
        refused("TANGO_DS_EVENT_BUFFER_HWM", "many", "TANGO_DS_EVENT_BUFFER_HWM must be a number, not \"many\"");
        refused(
                "TANGO_DS_EVENT_BUFFER_HWM",
                "0",
                "TANGO_DS_EVENT_BUFFER_HWM=0: at least one event must be able to wait, not 0");
        refused(
                "TANGO_ZMQ_HEARTBEAT_PORT",
                "-1",
                "TANGO_ZMQ_HEARTBEAT_PORT=-1: there is no port -1; use 1 to 65535, or 0 for any");
    }

    @Test
    void onePortIsNotEnoughForBoth() {
        assertThatThrownBy(() -> EventOptions.DEFAULT.environment(
                        Map.of("TANGO_ZMQ_HEARTBEAT_PORT", "45451", "TANGO_ZMQ_EVENT_PORT", "45451")))
                .hasMessage(
                        "TANGO_ZMQ_EVENT_PORT=45451: heartbeats and events need a port each, not both 45451; 0 takes"
                                + " a free one");
    }

    private static void refused(String name, String value, String message) {
        assertThatThrownBy(() -> EventOptions.DEFAULT.environment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
