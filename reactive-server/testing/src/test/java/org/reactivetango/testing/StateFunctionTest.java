package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Mono;

/** State and Status are what was last set, and then they need no lane; or they are found out, and then they do. */
class StateFunctionTest {
    private static final String MOTOR = "test/motor/1";

    private final List<String> log = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    private TestContext motor(UnaryOperator<DeviceDefinition.Builder<DeviceContext>> more) {
        DeviceDefinition.Builder<DeviceContext> motor = DeviceDefinition.named("Motor")
                .initialState(DevState.ON)
                .command(
                        "Move",
                        Void.class,
                        Void.class,
                        c -> c.run((context, none) -> Mono.delay(
                                        Duration.ofSeconds(1), context.loop().asScheduler())
                                .then()))
                .command(
                        "WhenMoving",
                        Void.class,
                        Void.class,
                        c -> c.allowedIn(DevState.MOVING).accept((context, none) -> log.add("allowed")));
        return TestContext.virtual().device(MOTOR, more.apply(motor).build()).start();
    }

    private static Stream<Function<DeviceProxy, Mono<?>>> waysToAsk() {
        return Stream.of(
                DeviceProxy::state,
                DeviceProxy::status,
                device -> device.command("State", DevState.class),
                device -> device.command("Status", String.class),
                device -> device.attribute("State", DevState.class).value(),
                device -> device.attribute("Status", String.class).value());
    }

    @ParameterizedTest
    @MethodSource("waysToAsk")
    void whatWasSetOvertakesACommand(Function<DeviceProxy, Mono<?>> ask) {
        try (TestContext context = motor(m -> m)) {
            askWhileMoving(context, ask);
            assertThat(log).first().isIn("ON", "The device is in ON state.");
            assertThat(log).hasSize(2).endsWith("moved");
        }
    }

    @ParameterizedTest
    @MethodSource("waysToAsk")
    void whatIsFoundOutWaitsForTheLane(Function<DeviceProxy, Mono<?>> ask) {
        try (TestContext context =
                motor(m -> m.state(device -> Mono.just(DevState.MOVING)).status(device -> Mono.just("on its way")))) {
            askWhileMoving(context, ask);
            assertThat(log).first().isEqualTo("moved");
            assertThat(log).hasSize(2).last().isIn("MOVING", "on its way");
        }
    }

    private void askWhileMoving(TestContext context, Function<DeviceProxy, Mono<?>> ask) {
        DeviceProxy motor = context.device(MOTOR);
        motor.command("Move").subscribe(none -> {}, e -> log.add(e.toString()), () -> log.add("moved"));
        ask.apply(motor).subscribe(found -> log.add(found.toString()), e -> log.add(e.toString()));
        context.advance(Duration.ofSeconds(2));
    }

    @Test
    void whatIsFoundIsSet() {
        try (TestContext context = motor(m -> m.state(device -> {
            asked.incrementAndGet();
            return Mono.just(DevState.MOVING);
        }))) {
            DeviceProxy motor = context.device(MOTOR);
            motor.command("WhenMoving").subscribe(none -> {}, e -> log.add("refused"));
            motor.state().subscribe(found -> log.add(found.name()));
            motor.command("WhenMoving").subscribe(none -> {}, e -> log.add("refused"));
            assertThat(log).containsExactly("refused", "MOVING", "allowed");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void whatCannotBeFoundOutIsAnErrorAndChangesNothing() {
        try (TestContext context = motor(m -> m.state(device -> Mono.error(new IllegalStateException("no encoder"))))) {
            DeviceProxy motor = context.device(MOTOR);
            motor.state().subscribe(found -> log.add(found.name()), e -> log.add("failed: " + e.getMessage()));
            motor.status().subscribe(log::add);
            assertThat(log).hasSize(2);
            assertThat(log.get(0)).startsWith("failed").contains("no encoder");
            assertThat(log.get(1)).isEqualTo("The device is in ON state.");
        }
    }
}
