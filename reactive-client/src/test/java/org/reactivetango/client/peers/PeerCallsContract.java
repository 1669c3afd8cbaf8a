package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import reactor.core.publisher.Flux;

/**
 * What our client gets from a server with the attributes and commands that those of the test kit have. They have two
 * devices; the second is never written to.
 */
abstract class PeerCallsContract extends CallsContract {
    static final String FIRST = "test/peer/1";
    static final String SECOND = "test/peer/2";

    /** What the server says of itself. */
    abstract DeviceInfo expectedInfo(DeviceInfo actual);

    @Override
    String deviceName() {
        return FIRST;
    }

    @Override
    String readOnly() {
        return "counter";
    }

    @Override
    int full() {
        return 4096;
    }

    @Override
    boolean keepsScalars() {
        return true;
    }

    @Override
    int moreEchoes() {
        return echoes(
                ValueType.ENCODED,
                List.of(new DevEncoded("raw", new byte[] {0, 127, -128, -1}), new DevEncoded("", new byte[0])));
    }

    @Test
    void tellsWhatItIs() {
        DeviceInfo info = now(device().info());
        assertThat(info).isEqualTo(expectedInfo(info));
        assertThat(now(device().adminName())).isEqualToIgnoringCase("dserver/" + info.serverId());
        assertThat(now(device().status())).isEqualTo("All is well");
        assertThat(now(device().ping())).isPositive();
    }

    @Test
    void tellsOfItsAttributes() {
        List<AttributeConfig> attributes = now(device().attributes());
        for (Kind<?, ?> kind : Kind.ALL) {
            checkConfig(find(attributes, kind.scalarName()), kind.scalar(), 1, 0);
            checkConfig(find(attributes, kind.spectrumName()), kind.array(), 4096, 0);
            checkConfig(find(attributes, kind.imageName()), kind.image(), 256, 256);
        }
        assertThat(attributes).extracting(AttributeConfig::name).endsWith("State", "Status");
        AttributeConfig label = now(device().attributeConfig("enum_scalar"));
        assertThat(label.type()).isEqualTo(TangoType.DEV_ENUM);
        assertThat(label.enumLabels()).containsExactly("LOW", "MIDDLE", "HIGH");
        AttributeConfig limited = now(device().attributeConfig("LIMITED"));
        assertThat(limited)
                .returns("limited", AttributeConfig::name)
                .returns("Limited", AttributeConfig::label)
                .returns("A value with limits", AttributeConfig::description)
                .returns("mm", AttributeConfig::unit)
                .returns("1000", AttributeConfig::displayUnit)
                .returns("0.001", AttributeConfig::standardUnit)
                .returns("%6.3f", AttributeConfig::displayFormat)
                .returns("-10", AttributeConfig::minValue)
                .returns("10", AttributeConfig::maxValue);
        assertThat(limited.alarms())
                .returns("-9", AttributeConfig.Alarms::minAlarm)
                .returns("9", AttributeConfig.Alarms::maxAlarm)
                .returns("-8", AttributeConfig.Alarms::minWarning)
                .returns("8", AttributeConfig.Alarms::maxWarning);
        assertThat(now(device().attributeConfig("counter")).writeType()).isEqualTo(WriteType.READ);
    }

    private static AttributeConfig find(List<AttributeConfig> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no attribute " + name));
    }

    private static void checkConfig(AttributeConfig config, ValueType<?> type, int x, int y) {
        assertThat(config)
                .returns(type.element(), AttributeConfig::type)
                .returns(type.format(), AttributeConfig::format)
                .returns(WriteType.READ_WRITE, AttributeConfig::writeType)
                .returns(x, AttributeConfig::maxX)
                .returns(y, AttributeConfig::maxY)
                .returns(config.name(), AttributeConfig::label)
                .returns("Not specified", AttributeConfig::minValue);
    }

    @Test
    void tellsOfItsCommands() {
        List<CommandInfo> infos = now(device().commands());
        List<CommandInfo> echoes = infos.stream()
                .filter(info -> info.name().equals(info.inType().tangoName()))
                .toList();
        assertThat(echoes).hasSizeGreaterThanOrEqualTo(26);
        for (CommandInfo info : echoes) {
            assertThat(info.outType()).as(info.name()).isEqualTo(info.inType());
            assertThat(now(device().commandInfo(info.name()))).isEqualTo(info);
        }
        assertThat(infos).extracting(CommandInfo::name).contains("DevVoid", "Init", "State", "Status", "Sleep", "GoTo");
    }

    @Test
    void enumsAndEncodedValuesComeBack() {
        AttributeProxy<Short> label = device().attribute("enum_scalar", ValueType.ENUM);
        for (short value = 0; value < 3; value++) {
            done(label.write(value));
            assertThat(now(label.read())).returns(value, Reading::value).returns(value, Reading::setValue);
            assertThat(now(device().attribute("enum_scalar", Short.class).value()))
                    .isEqualTo(value);
        }
        AttributeProxy<DevEncoded> encoded = device().attribute("encoded_scalar", DevEncoded.class);
        for (DevEncoded value :
                new DevEncoded[] {new DevEncoded("raw", new byte[] {0, 127, -128, -1}), new DevEncoded("x", new byte[0])
                }) {
            done(encoded.write(value));
            assertThat(now(encoded.read())).returns(value, Reading::value).returns(value, Reading::setValue);
        }
    }

    @Test
    void everyStateComesThrough() {
        for (DevState state : DevState.values()) {
            done(device().command("GoTo", state, Void.class).then());
            assertThat(now(device().state())).isEqualTo(state);
            assertThat(now(device().attribute("State", DevState.class).value())).isEqualTo(state);
            assertThat(now(device().command("State", DevState.class))).isEqualTo(state);
        }
        done(device().command("Init"));
        assertThat(now(device().state())).isEqualTo(DevState.ON);
    }

    @Test
    void qualitiesComeThrough() {
        assertThat(now(device().attribute("changing", Double.class).read()))
                .returns(Quality.CHANGING, Reading::quality)
                .returns(1.0, Reading::value)
                .returns(false, Reading::hasSetValue);
        Reading<Double> invalid =
                now(device().attribute("invalid", Double.class).read());
        assertThat(invalid).returns(Quality.INVALID, Reading::quality).returns(false, Reading::hasValue);
        assertThat(reasonOfNoValue()).isEqualTo(Reasons.ATTR_VALUE_NOT_SET);
        int first = now(device().attribute("counter", Integer.class).value());
        assertThat(now(device().attribute("counter", Integer.class).value())).isEqualTo(first + 1);
    }

    private String reasonOfNoValue() {
        return failure(
                        DevFailedException.class,
                        device().attribute("invalid", Double.class).value())
                .reason();
    }

    @Test
    void errorsOfTheDeviceComeThrough() {
        assertThat(reasons(device().attribute("throw_exception").read(), "read_attribute", "throw_exception"))
                .startsWith("Peer_Read");
        assertThat(reasons(device().command("Throw"), "command_inout", "Throw")).startsWith("Peer_Inner", "Peer_Outer");
        for (double beyond : new double[] {-10.5, 10.5}) {
            assertThat(reasons(device().attribute("limited", Double.class).write(beyond), "write_attribute", "limited"))
                    .containsExactly(Reasons.WRITE_ATTR_OUTSIDE_LIMIT);
        }
        assertThat(reasons(
                        device().attribute("double_spectrum", double[].class).write(new double[4097]),
                        "write_attribute",
                        "double_spectrum"))
                .containsExactly(Reasons.WRITE_ATTR_OUTSIDE_LIMIT);
    }

    @Test
    void aCallThatIsGivenUpDoesNotSpoilTheNext() {
        DeviceProxy hasty = device().with(o -> o.timeout(Duration.ofMillis(150)));
        TangoTimeoutException e = failure(TangoTimeoutException.class, hasty.command("Sleep", 1.0, Void.class));
        assertThat(e.reason()).isEqualTo(Reasons.DEVICE_TIMED_OUT);
        assertThat(e.completion()).isEqualTo(Completion.MAYBE);
        assertThat(e).hasMessageContainingAll("150 ms", FIRST, "command_inout Sleep");
        assertThat(now(device().command("DevString", "awake", String.class))).isEqualTo("awake");
    }

    @Test
    void anotherDeviceDoesNotWaitForASlowOne() {
        DeviceProxy second = tango().device(url(SECOND));
        assertThat(now(second.command("DevLong", 0, Integer.class))).isZero();
        Flux<String> answers = Flux.merge(
                device().command("Sleep", 1.0, Void.class).thenReturn("slow"),
                second.command("DevLong", 1, Integer.class).thenReturn("quick"));
        assertThat(now(answers.collectList())).containsExactly("quick", "slow");
    }

    @Test
    void whatWasNeverWrittenHasASetValueAllTheSame() {
        DeviceProxy second = tango().device(url(SECOND));
        assertThat(now(second.attribute("double_scalar", Double.class).read()))
                .returns(2.25, Reading::value)
                .returns(0.0, PeerCallsContract::setValue);
        assertThat(now(second.attribute("string_scalar", String.class).read()))
                .returns("Not initialised", PeerCallsContract::setValue);
        Reading<double[]> spectrum =
                now(second.attribute("double_spectrum", double[].class).read());
        assertThat(spectrum.value()).containsExactly(2.25, 2.25, 2.25);
        assertThat(setValue(spectrum)).isEqualTo(new double[1]);
        Reading<Image<short[]>> image = now(second.attribute("short_image", ValueType.imageOf(short[].class))
                .read());
        assertThat(image.value().width()).isEqualTo(3);
        assertThat(image.value().height()).isEqualTo(2);
        assertThat(image.value().data()).containsOnly((short) -2).hasSize(6);
        assertThat(setValue(image)).isEqualTo(new Image<>(new short[1], 1, 1));
    }

    private static Object setValue(Reading<?> reading) {
        return reading.hasSetValue() ? reading.setValue() : "none";
    }
}
