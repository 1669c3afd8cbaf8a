package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.testkit.peers.TangoTestServer;

/** The TangoTest 9.3.4 that is written in C++. */
class CallsToTangoTestTest extends CallsContract {
    private TangoTestServer server;

    @Override
    void start() {
        server = PEERS.tangoTest();
    }

    @Override
    String url(String name) {
        return server.url(name);
    }

    @Override
    String deviceName() {
        return "sys/tg_test/1";
    }

    @Override
    String readOnly() {
        return "long_scalar_rww";
    }

    @Override
    int full() {
        return 256;
    }

    @Override
    boolean keepsScalars() {
        return false;
    }

    @Override
    boolean mayWrite(Kind<?, ?> image) {
        // A long_image smaller than the one it has kills TangoTest 9.3.4.
        return !image.name().equals("long");
    }

    @Override
    List<Integer> has() {
        return List.of(11, 8, 7, 24);
    }

    /** The version of its interface. */
    int idl() {
        return 5;
    }

    @Test
    void tellsWhatItIs() {
        DeviceInfo info = now(device().info());
        assertThat(info)
                .returns("TangoTest", DeviceInfo::deviceClass)
                .returns("TangoTest/peer", DeviceInfo::serverId)
                .returns(idl(), DeviceInfo::idlVersion)
                .returns("http://www.tango-controls.org", DeviceInfo::docUrl);
        assertThat(now(device().adminName())).isEqualTo("dserver/TangoTest/peer");
        assertThat(now(device().state())).isEqualTo(DevState.RUNNING);
        assertThat(now(device().status())).isEqualTo("The device is in RUNNING state.");
        assertThat(now(device().attributes()))
                .hasSizeBetween(62, 69)
                .extracting(AttributeConfig::name)
                .startsWith("ampli", "boolean_scalar", "double_scalar")
                .endsWith("State", "Status");
        assertThat(now(device().commands())).hasSize(30);
    }

    @Test
    void whatOneAttributeIsSetToIsShownByAnother() {
        assertThat(now(device().attributeConfig("double_scalar_rww")))
                .returns(WriteType.READ_WITH_WRITE, AttributeConfig::writeType)
                .returns("double_scalar_w", AttributeConfig::writableAttributeName);
        done(device().attribute("double_scalar_w", Double.class).write(-7.5));
        assertThat(now(device().attribute("double_scalar_rww", Double.class).read())
                        .setValue())
                .isEqualTo(-7.5);
        assertThat(now(device().attribute("double_scalar_w", Double.class).read()))
                .returns(-7.5, Reading::value);
    }

    @Test
    void errorsOfTheDeviceComeThrough() {
        assertThat(reasons(device().attribute("throw_exception").read(), "read_attribute", "throw_exception"))
                .containsExactly("exception test");
        assertThat(reasons(device().attribute("no_value").read(), "read_attribute", "no_value"))
                .containsExactly(Reasons.ATTR_VALUE_NOT_SET);
        assertThat(reasons(device().attribute("ampli", Double.class).write(Double.NaN), "write_attribute", "ampli"))
                .containsExactly(Reasons.WRITE_ATTR_OUTSIDE_LIMIT);
    }

    @Test
    void statesSwitch() {
        done(device().command("SwitchStates"));
        assertThat(now(device().state())).isEqualTo(DevState.FAULT);
        assertThat(now(device().attribute("State", DevState.class).value())).isEqualTo(DevState.FAULT);
        done(device().command("SwitchStates"));
        assertThat(now(device().state())).isEqualTo(DevState.RUNNING);
    }
}
