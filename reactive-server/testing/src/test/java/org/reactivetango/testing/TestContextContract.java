package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.model.DevState;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What a device does is the same in virtual time and over loopback; so are the tests of it. */
abstract class TestContextContract {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(200);

    private TestContext context;

    abstract TestContext.Builder begin();

    @BeforeEach
    void start() {
        context = begin().device("test/oven/1", Oven.CLASS)
                .device("test/oven/2", Oven.CLASS)
                .start();
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void devicesAreInitialisedWhenTheContextHasStarted() {
        StepVerifier.create(context.device("test/oven/1").state())
                .expectNext(DevState.ON)
                .verifyComplete();
    }

    @Test
    void whatIsWrittenIsRead() {
        AttributeProxy<Double> setPoint = context.device("test/oven/1").attribute("setPoint", Double.class);
        StepVerifier.create(setPoint.write(200.0).then(setPoint.value()))
                .expectNext(200.0)
                .verifyComplete();
        StepVerifier.create(context.device("test/oven/2")
                        .attribute("setPoint", Double.class)
                        .value())
                .expectNext(20.0)
                .verifyComplete();
    }

    @Test
    void failuresAreThoseOfAnyServer() {
        DeviceProxy oven = context.device("test/oven/1");
        expectReason(oven.attribute("colour", String.class).value().flux(), Reasons.ATTR_NOT_FOUND);
        expectReason(oven.attribute("setPoint", Double.class).write(300.0).flux(), Reasons.WRITE_ATTR_OUTSIDE_LIMIT);
        StepVerifier.create(context.device("test/oven/3").state()).verifyError(TangoConnectionException.class);
    }

    private static void expectReason(Flux<?> failing, String reason) {
        StepVerifier.create(failing)
                .expectErrorSatisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                DevFailedException.class,
                                failed -> assertThat(failed.reason()).isEqualTo(reason)))
                .verify();
    }

    @Test
    void driversAreCalledBehindTheirBridge() {
        StepVerifier.create(context.device("test/oven/1")
                        .attribute("temperature", Double.class)
                        .value())
                .expectNext(180.0)
                .verifyComplete();
    }

    @Test
    void aCallWithoutAnAnswerTimesOut() {
        DeviceProxy impatient = context.device("test/oven/1").with(o -> o.timeout(Duration.ofMillis(50)));
        StepVerifier.create(impatient.command("Wait", 0.5, Void.class))
                .then(() -> context.advance(LONG_ENOUGH))
                .verifyError(TangoTimeoutException.class);
    }

    @Test
    void operationsOfADeviceRunOneAfterTheOther() {
        DeviceProxy oven = context.device("test/oven/1");
        StepVerifier.create(Flux.range(0, 8).flatMap(i -> oven.command("Bake")))
                .then(() -> context.advance(Oven.BAKING.multipliedBy(8)))
                .verifyComplete();
        StepVerifier.create(oven.attribute("cakes", Integer.class).value())
                .expectNext(8)
                .verifyComplete();
    }

    @Test
    void withoutSerializationTheyDoNot() {
        try (TestContext free = begin().device("test/oven/1", Oven.CLASS)
                .server(s -> s.serial(SerialModel.NO_SYNC))
                .start()) {
            DeviceProxy oven = free.device("test/oven/1");
            StepVerifier.create(Flux.range(0, 8).flatMap(i -> oven.command("Bake")))
                    .then(() -> free.advance(LONG_ENOUGH))
                    .verifyComplete();
            StepVerifier.create(oven.attribute("cakes", Integer.class).value())
                    .expectNextMatches(cakes -> cakes < 8)
                    .verifyComplete();
        }
    }

    @Test
    void devicesCallEachOther() {
        StepVerifier.create(context.device("test/oven/1").command("BakeIn", "test/oven/2", Void.class))
                .then(() -> context.advance(LONG_ENOUGH))
                .verifyComplete();
        StepVerifier.create(context.device("test/oven/2")
                        .attribute("cakes", Integer.class)
                        .value())
                .expectNext(1)
                .verifyComplete();
    }

    @Test
    void theTestsOwnDelaysFollowTheSameClock() {
        AttributeProxy<Double> setPoint = context.device("test/oven/1").attribute("setPoint", Double.class);
        Flux<Double> sampled = Flux.range(0, 3)
                .delayElements(Duration.ofMillis(20), context.scheduler())
                .concatMap(n -> setPoint.write(10.0 * n).then(setPoint.value()));
        StepVerifier.create(sampled.collectList())
                .then(() -> context.advance(LONG_ENOUGH))
                .expectNext(List.of(0.0, 10.0, 20.0))
                .verifyComplete();
    }

    @Test
    void initMakesTheDeviceAnew() {
        DeviceProxy oven = context.device("test/oven/1");
        AttributeProxy<Double> setPoint = oven.attribute("setPoint", Double.class);
        StepVerifier.create(setPoint.write(100.0).then(oven.command("Init")).then(setPoint.value()))
                .then(() -> context.advance(LONG_ENOUGH))
                .expectNext(20.0)
                .verifyComplete();
    }
}
