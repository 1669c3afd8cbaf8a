package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.function.Consumer;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.testing.TestContext;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A servo that goes through its angles, half a second each, until it is stopped. The loop that nobody could end is a
 * subscription; the driver, which blocks, is behind a bridge; and whoever wants to know asks the device meanwhile.
 *
 * <pre>
 * duty cycle 3
 * duty cycle 4
 * duty cycle 5
 * the client reads 5.0
 * duty cycle 6
 * duty cycle 7
 * stopped in state ON
 * </pre>
 */
public final class Servo {
    static final String NAME = "test/servo/1";
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int LEAST = 3;
    private static final int MOST = 12;

    private final DeviceContext context;
    private final BlockingBridge<Pwm> pwm;
    private final Disposable.Swap sweep = Disposables.swap();
    private volatile double dutyCycle;

    private Servo(DeviceContext context, Consumer<String> out) {
        this.context = context;
        this.pwm = context.bridge("pwm", () -> new Pwm(out));
    }

    public static void main(String[] args) {
        Consumer<String> out = System.out::println;
        try (TestContext context = begin(TestContext.loopback(), out)) {
            run(context, out).block();
        }
    }

    static TestContext begin(TestContext.Builder builder, Consumer<String> out) {
        return builder.device(NAME, definition(out)).start();
    }

    static Mono<Void> run(TestContext context, Consumer<String> out) {
        DeviceProxy servo = context.device(NAME);
        Mono<Long> while2Steps = Mono.delay(STEP.multipliedBy(2).plus(STEP.dividedBy(2)), context.scheduler());
        return servo.command("Start")
                .then(while2Steps)
                .then(servo.attribute("dutyCycle", Double.class).value())
                .doOnNext(percent -> out.accept("the client reads " + percent))
                .then(while2Steps)
                .then(servo.command("Stop"))
                .then(servo.state())
                .doOnNext(state -> out.accept("stopped in state " + state))
                .then();
    }

    private static DeviceDefinition<Servo> definition(Consumer<String> out) {
        return DeviceDefinition.named(
                        "Servo", context -> context.state(DevState.ON).thenReturn(new Servo(context, out)))
                .scalar("dutyCycle", Double.class, a -> a.unit("%").get(servo -> servo.dutyCycle))
                .command("Start", Void.class, Void.class, c -> c.run((servo, none) -> servo.start()))
                .command("Stop", Void.class, Void.class, c -> c.run((servo, none) -> servo.stop()))
                .delete(Servo::stop)
                .build();
    }

    private Mono<Void> start() {
        sweep.update(Flux.range(LEAST, MOST - LEAST)
                .concatMap(percent ->
                        turn(percent).then(Mono.delay(STEP, context.loop().asScheduler())))
                .repeat()
                .subscribe());
        return context.state(DevState.MOVING);
    }

    private Mono<Void> turn(double percent) {
        return pwm.run(driver -> driver.changeDutyCycle(percent)).doOnSuccess(done -> dutyCycle = percent);
    }

    private Mono<Void> stop() {
        sweep.update(Disposables.disposed());
        return context.state(DevState.ON);
    }

    /** What drives the pin; a real one blocks. */
    private record Pwm(Consumer<String> out) {
        void changeDutyCycle(double percent) {
            out.accept("duty cycle " + Math.round(percent));
        }
    }
}
