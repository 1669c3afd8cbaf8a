package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.testkit.rpc.VirtualLoop;

class PlacementTest {
    private static final List<LoopScheduler> LOOPS =
            Stream.generate(() -> new VirtualLoop().loop()).limit(3).toList();

    private static DeviceDefinition<DeviceContext> plain(String className) {
        return DeviceDefinition.named(className).build();
    }

    private static DeviceDefinition<DeviceContext> on(@Nullable String device, String attribute, String command) {
        DeviceDefinition.Builder<DeviceContext> builder = DeviceDefinition.named("Mixed");
        if (device != null) {
            builder.lane(device);
        }
        return builder.scalar("level", Integer.class, a -> a.lane(attribute).get(c -> 1))
                .command(
                        "Calibrate",
                        Void.class,
                        Void.class,
                        c -> c.lane(command).accept((d, none) -> {}))
                .build();
    }

    /** Numbers of the loops, device by device. */
    private static List<Integer> placed(SerialModel serial, DeviceDefinition<?>... devices) {
        return Placement.of(List.of(devices), serial, LOOPS).stream()
                .map(LOOPS::indexOf)
                .toList();
    }

    @Test
    void devicesThatShareNothingTakeLoopsInTurn() {
        DeviceDefinition<?> one = plain("One");
        assertThat(placed(SerialModel.BY_DEVICE, one, one, one, one)).containsExactly(0, 1, 2, 0);
        assertThat(placed(SerialModel.NO_SYNC, one, one, one, one)).containsExactly(0, 1, 2, 0);
    }

    @Test
    void theModelSaysWhoShares() {
        DeviceDefinition<?> one = plain("One");
        DeviceDefinition<?> two = plain("Two");
        assertThat(placed(SerialModel.BY_CLASS, one, two, one, two)).containsExactly(0, 1, 0, 1);
        assertThat(placed(SerialModel.BY_PROCESS, one, two, one, two)).containsExactly(0, 0, 0, 0);
        DeviceDefinition<?> byDevice =
                DeviceDefinition.named("One").serial(SerialModel.BY_DEVICE).build();
        assertThat(placed(SerialModel.BY_PROCESS, one, byDevice, two, byDevice)).containsExactly(0, 1, 0, 2);
    }

    @Test
    void whatNamesALaneSharesItsLoopDirectlyOrNot() {
        DeviceDefinition<?> alone = plain("Alone");
        assertThat(placed(
                        SerialModel.BY_DEVICE,
                        on("bus-1", "a", "b"),
                        alone,
                        on(null, "c", "d"),
                        alone,
                        on(null, "d", "b")))
                .as("the last one joins two groups")
                .containsExactly(0, 1, 0, 2, 0);
    }

    @Test
    void aLaneByThatNameIsNotTheModels() {
        DeviceDefinition<?> process =
                DeviceDefinition.named("One").lane("process").build();
        assertThat(placed(SerialModel.BY_PROCESS, process, plain("Two"), plain("Three")))
                .containsExactly(0, 1, 1);
    }

    @Test
    void aDeviceRefusesWhatIsOnALaneOfAnotherLoop() {
        Lane here = new Lane("here", LOOPS.get(0), Limits.DEFAULT);
        Lane elsewhere = new Lane("bus-1", LOOPS.get(1), Limits.DEFAULT);
        Device device =
                new Device("a/b/c", here, new DeviceInfo("C", "C/1", "here", 6, "", "", Map.of()), "dserver/c/1");
        CommandInfo info =
                new CommandInfo("Calibrate", DisplayLevel.OPERATOR, TangoType.DEV_VOID, TangoType.DEV_VOID, "", "");
        assertThatThrownBy(() -> device.add(new Command(info, Set.of(), elsewhere, false, argument -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("command Calibrate is on the lane bus-1, which lives on another event loop than its device"
                        + " a/b/c");
    }
}
