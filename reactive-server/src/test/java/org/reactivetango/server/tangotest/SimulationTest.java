package org.reactivetango.server.tangotest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.LocalDevice;
import org.reactivetango.server.tangotest.Simulation.Slot;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

final class SimulationTest {
    private static final Slot<Integer> BOUND = new Slot<>("bound", ValueType.LONG, 1000);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Simulation simulation = simulation(1);

    @Test
    void aValueThatIsMadeUpStaysUntilTheStepEnds() {
        int[] first = noise(simulation);
        time.advanceTimeBy(Simulation.STEP.minusNanos(1));
        assertThat(noise(simulation)).isSameAs(first);
        time.advanceTimeBy(Duration.ofNanos(1));
        assertThat(noise(simulation)).isNotEqualTo(first);
    }

    @Test
    void theSameSeedGivesTheSameValues() {
        assertThat(noise(simulation(7))).isEqualTo(noise(simulation(7))).isNotEqualTo(noise(simulation(8)));
    }

    @Test
    void whatIsKeptForAStepIsGoneAfterIt() {
        simulation.keepForThisStep(BOUND, 5);
        assertThat(simulation.made("bound", ValueType.LONG, () -> -1)).isEqualTo(5);
        time.advanceTimeBy(Simulation.STEP);
        assertThat(simulation.made("bound", ValueType.LONG, () -> -1)).isEqualTo(-1);
        assertThat(simulation.kept(BOUND)).isEqualTo(5);
    }

    @Test
    void aSlotHoldsItsInitialValueUntilAnotherIsKept() {
        assertThat(simulation.kept(BOUND)).isEqualTo(1000);
        simulation.keep(BOUND, 3);
        assertThat(simulation.kept(BOUND)).isEqualTo(3);
    }

    @Test
    void aSineGoesOnByADegreePerStepAndHasSoManyPeriodsIn360Elements() {
        assertThat(simulation.sine(2, 1, 0)).isZero();
        assertThat(simulation.sine(2, 1, 90)).isEqualTo(2, within(1e-9));
        assertThat(simulation.sine(2, 10, 9)).isEqualTo(2, within(1e-9));
        time.advanceTimeBy(Simulation.STEP.multipliedBy(30));
        assertThat(simulation.sine(2, 1, 0)).isEqualTo(1, within(1e-9));
        time.advanceTimeBy(Simulation.STEP.multipliedBy(360));
        assertThat(simulation.sine(2, 1, 0)).isEqualTo(1, within(1e-9));
    }

    @Test
    void randomNumbersAreBelowTheirBoundWhateverTheType() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            assertThat(Elements.below(ValueType.SHORT, (short) 3, random)).isBetween((short) 0, (short) 2);
            assertThat(Byte.toUnsignedInt(Elements.below(ValueType.UCHAR, (byte) 200, random)))
                    .isBetween(0, 199);
            assertThat(Elements.below(ValueType.ULONG64, -1L, random)).isNotNegative();
            assertThat(Elements.below(ValueType.FLOAT, 2.5f, random)).isBetween(0f, 1f);
        }
        assertThat(Elements.below(ValueType.LONG, 1, random)).isZero();
        assertThat(Elements.below(ValueType.LONG, Integer.MIN_VALUE, random)).isZero();
        assertThat(Elements.below(ValueType.LONG64, 0L, random)).isZero();
    }

    @Test
    void aBeamIsARoundHillNearTheMiddle() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            int[] heights = Beam.heights(251, random);
            int top = Arrays.stream(heights).max().orElseThrow();
            int at = 0;
            while (heights[at] != top) {
                at++;
            }
            assertThat(top).isBetween(26, 36);
            assertThat(at % 251).isBetween(114, 136);
            assertThat(at / 251).isBetween(114, 136);
            assertThat(heights[0]).isZero();
        }
    }

    private static int[] noise(Simulation simulation) {
        return simulation.made(
                "noise",
                ValueType.LONGS,
                () -> Elements.array(
                        ValueType.LONGS, 20, i -> simulation.random().nextInt(1 << 20)));
    }

    private Simulation simulation(long seed) {
        return new Simulation(new Device(LoopScheduler.virtual(time)), new SplittableRandom(seed));
    }

    private record Device(LoopScheduler loop) implements DeviceContext {
        @Override
        public String name() {
            return "a/b/c";
        }

        @Override
        public DevState state() {
            return DevState.RUNNING;
        }

        @Override
        public Mono<Void> state(DevState state) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> state(DevState state, String status) {
            return Mono.empty();
        }

        @Override
        public String status() {
            return "";
        }

        @Override
        public <D> BlockingBridge<D> bridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options) {
            throw new IllegalStateException("there is no driver");
        }

        @Override
        public <D> BlockingBridge<D> sharedBridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options) {
            throw new IllegalStateException("there is no driver");
        }

        @Override
        public LocalDevice device(String name) {
            throw new IllegalStateException("there is no other device");
        }

        @Override
        public void pushChange(String attribute, Object value) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public void pushChange(String attribute, Throwable error) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public void pushArchive(String attribute, Object value) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public void pushArchive(String attribute, Throwable error) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public void pushUser(String attribute, Object value) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public void pushUser(String attribute, Throwable error) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public void pushDataReady(String attribute, int counter) {
            throw new IllegalStateException("there are no events");
        }

        @Override
        public Lane lane() {
            return lane("a/b/c");
        }

        @Override
        public Lane lane(String name) {
            return new Lane(name, loop, Limits.DEFAULT);
        }
    }
}
