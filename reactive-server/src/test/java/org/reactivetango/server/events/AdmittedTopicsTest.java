package org.reactivetango.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.event.HeartbeatTopic;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Of what strangers subscribe only that is kept which could ever be sent. */
final class AdmittedTopicsTest {
    @Test
    void whatIsSentAndNothingElse() {
        HeartbeatTopic heartbeat = new HeartbeatTopic("h:1", "dserver/x/1", false);
        Attribute number = new Attribute(
                AttributeConfig.of("Number", WriteType.READ, DataFormat.SCALAR, TangoType.DEV_DOUBLE),
                ValueType.of(Double.class),
                null,
                null,
                Set.of(),
                Set.of(),
                null,
                false,
                new Attribute.SetPoint(0.0));
        Device served = Subscribed.device(LoopScheduler.virtual(VirtualTimeScheduler.create(true)), number);
        AdmittedTopics topics = new AdmittedTopics(() -> heartbeat, name -> {
            if (name.equals(served.name())) {
                return served;
            }
            throw DevFailedException.of(Reasons.DEVICE_NOT_FOUND, name, "test");
        });
        String device = "tango://h:1/" + served.name();
        String attribute = device + "/number#dbase=no";
        assertThat(topics)
                .accepts(
                        "",
                        "tango://",
                        "tango://h:1/",
                        "tango://h:1/dserver/x/1#dbase=no.heartbeat",
                        "tango://h:1/dserver/x/1#dbase=no.heartbeat/4711",
                        attribute + ".change",
                        attribute + ".idl5_change",
                        attribute + ".idl5_archive",
                        attribute + ".data_ready",
                        device + "#dbase=no.intr_change")
                .rejects(
                        "x",
                        "tango://h:2/",
                        "tango://h:1/dserver/x/1#dbase=no.heartbeat/" + "x".repeat(100),
                        "tango://h:1/no/such/device/x#dbase=no.change",
                        device + "/none#dbase=no.change",
                        attribute + ".idl7_change",
                        attribute + ".idl5_data_ready",
                        attribute + ".nothing",
                        attribute.toUpperCase(Locale.ROOT) + ".change",
                        device);
    }
}
