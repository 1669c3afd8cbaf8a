package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What devices of one class have in common, and what each has of its own. */
final class DeviceNamesTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LoopScheduler loop = LoopScheduler.virtual(time);
    private final List<AttributeTraits> traits = List.of(traits(0, "Current"), traits(1, "voltage"));
    private final DeviceNames names = DeviceNames.of(traits, List.of("Go"));

    @AfterEach
    void end() {
        time.dispose();
    }

    @Test
    void devicesShareNamesAndTraitsAndHaveAttributesOfTheirOwn() {
        Device one = device("a/b/1");
        Device other = device("a/b/2");
        for (String name : List.of("CURRENT", "voltage", "State", "status")) {
            Attribute of = Objects.requireNonNull(one.attribute(name));
            assertThat(other.attribute(name)).isNotNull().isNotSameAs(of);
            assertThat(Objects.requireNonNull(other.attribute(name)).traits())
                    .as(name)
                    .isSameAs(of.traits());
            assertThat(one.attribute(of.traits().number())).isSameAs(of);
        }
        assertThat(one.attributeList().stream().map(Attribute::name))
                .containsExactly("Current", "voltage", "State", "Status");
        assertThat(one.commandList().stream().map(Command::name)).containsExactly("Init", "State", "Status");
    }

    /** A name by itself is nothing: the class may have said it, and the device not. */
    @Test
    void whatADeviceHasNotBeenGivenItDoesNotHave() {
        Device device = device("a/b/1");
        assertThat(device.command("Go")).isNull();
        assertThat(device.attribute("power")).isNull();
    }

    @Test
    void refusesTwoOfOneName() {
        Device device = device("a/b/1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> device.add(attribute(traits.get(0))))
                .withMessage("device a/b/1 has two attributes named Current");
    }

    @Test
    void aDeviceMayGetMoreThanItsClassNames() {
        Device device = device("a/b/1");
        device.add(attribute(traits(0, "power")));
        assertThat(Objects.requireNonNull(device.attribute("Power")).traits().number())
                .isEqualTo(4);
        assertThat(device("a/b/2").attribute("power")).isNull();
    }

    private Device device(String name) {
        Device device = new Device(
                name,
                new Lane(name, loop, Limits.DEFAULT),
                new DeviceInfo("Class", "Class/test", "host", 6, "", "", Map.of()),
                "dserver/Class/test",
                names);
        traits.forEach(each -> device.add(attribute(each)));
        Builtins.addTo(device, nothing -> null);
        return device;
    }

    private static Attribute attribute(AttributeTraits traits) {
        return new Attribute(traits, () -> 1.5, null, null, new Attribute.SetPoint(0.0));
    }

    private static AttributeTraits traits(int number, String name) {
        return new AttributeTraits(
                number,
                AttributeConfig.of(name, WriteType.READ, DataFormat.SCALAR, TangoType.DEV_DOUBLE),
                ValueType.of(Double.class),
                Set.of(),
                Set.of(),
                false);
    }
}
