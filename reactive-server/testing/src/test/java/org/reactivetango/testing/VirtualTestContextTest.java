package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class VirtualTestContextTest extends TestContextContract {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    TestContext.Builder begin() {
        return TestContext.virtual();
    }

    private static TestContext oven() {
        return TestContext.virtual()
                .device("test/oven/1", Oven.CLASS)
                .options(o -> o.timeout(HOUR))
                .start();
    }

    @Test
    void aTimeoutOfAnHourEndsAtTheHour() {
        try (TestContext context = oven()) {
            DeviceProxy oven = context.device("test/oven/1");
            StepVerifier.create(oven.command("Wait", 4000.0, Void.class))
                    .expectSubscription()
                    .then(() -> context.advance(HOUR.minus(MOMENT)))
                    .expectNoEvent(Duration.ZERO)
                    .then(() -> context.advance(MOMENT))
                    .expectErrorSatisfies(e -> assertThat(e)
                            .isInstanceOf(TangoTimeoutException.class)
                            .hasMessageContaining("3600000 ms"))
                    .verify();
        }
    }

    @Test
    void whoWaitsForTheLaneIsRefusedAfterTangosTime() {
        try (TestContext context = oven()) {
            DeviceProxy oven = context.device("test/oven/1");
            List<String> refused = new ArrayList<>();
            oven.command("Wait", 60.0, Void.class).onErrorComplete().subscribe();
            oven.attribute("setPoint", Double.class).value().subscribe(v -> {}, e -> refused.add(e.getMessage()));
            context.advance(Duration.ofMillis(3199));
            assertThat(refused).isEmpty();
            context.advance(MOMENT);
            assertThat(refused).singleElement().asString().contains("3200 ms", "Wait");
        }
    }

    @Test
    void whatGivesTheLaneUpForAnHourKeepsNobodyOut() {
        try (TestContext context = TestContext.virtual()
                .device("test/oven/1", Oven.CLASS)
                .options(o -> o.timeout(HOUR.multipliedBy(2)))
                .start()) {
            DeviceProxy oven = context.device("test/oven/1");
            StepVerifier.create(oven.command("WaitOutside", 3600.0, Void.class))
                    .then(() -> context.advance(HOUR.minus(MOMENT)))
                    .then(() -> StepVerifier.create(
                                    oven.attribute("cakes", Integer.class).value())
                            .expectNext(0)
                            .verifyComplete())
                    .then(() -> context.advance(MOMENT))
                    .verifyComplete();
        }
    }

    @Test
    void readingsCarryTheVirtualTime() {
        try (TestContext context = oven()) {
            DeviceProxy oven = context.device("test/oven/1");
            context.advance(HOUR.minus(Oven.WARM_UP));
            StepVerifier.create(oven.attribute("cakes", Integer.class).read().map(reading -> reading.time()))
                    .expectNext(Instant.EPOCH.plus(HOUR))
                    .verifyComplete();
        }
    }

    @Test
    void aQuietConnectionIsClosedAndOpenedAgain() {
        try (TestContext context = oven()) {
            DeviceProxy oven = context.device("test/oven/1");
            StepVerifier.create(oven.state()).expectNext(DevState.ON).verifyComplete();
            assertThat(context.server().connections()).isEqualTo(1);
            context.advance(Duration.ofMinutes(4));
            assertThat(context.server().connections()).isZero();
            StepVerifier.create(oven.state()).expectNext(DevState.ON).verifyComplete();
            assertThat(context.server().connections()).isEqualTo(1);
        }
    }

    @Test
    void aDriverThatFailsIsOpenedAgainLater() {
        List<Integer> attempts = new ArrayList<>();
        DeviceDefinition<Oven> unplugged = Oven.definition(() -> {
            attempts.add(attempts.size());
            if (attempts.size() < 4) {
                throw new IOException("no cable");
            }
            return new Oven.Sensor();
        });
        try (TestContext context =
                TestContext.virtual().device("test/oven/1", unplugged).start()) {
            StepVerifier.create(context.device("test/oven/1")
                            .attribute("temperature", Double.class)
                            .value())
                    .then(() -> context.advance(Duration.ofMillis(699)))
                    .then(() -> assertThat(attempts).hasSize(3))
                    .then(() -> context.advance(MOMENT))
                    .expectNext(180.0)
                    .verifyComplete();
        }
    }

    @Test
    void startingTakesTheTimeThatInitTakes() {
        try (TestContext context = TestContext.virtual()
                .device("test/oven/1", Oven.CLASS)
                .device("test/oven/2", Oven.CLASS)
                .start()) {
            assertThat(context.scheduler().now(TimeUnit.MILLISECONDS)).isEqualTo(2 * Oven.WARM_UP.toMillis());
        }
    }

    @Test
    void aDeviceThatWaitsElsewhereIsToldSo() {
        DeviceDefinition<Long> astray = DeviceDefinition.named(
                        "Astray", context -> Mono.<Long>never().subscribeOn(Schedulers.immediate()))
                .command("Nothing", Void.class, Void.class, c -> c.accept((nothing, none) -> {}))
                .build();
        TestContext.Builder builder = TestContext.virtual().device("test/astray/1", astray);
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("context.loop()");
    }

    @Test
    void noThreadIsStartedAndNobodyElsesClockChanged() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (TestContext context = oven()) {
            DeviceProxy oven = context.device("test/oven/1");
            StepVerifier.create(oven.attribute("temperature", Double.class).value())
                    .expectNext(180.0)
                    .verifyComplete();
            Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
            started.removeAll(before);
            assertThat(started).extracting(Thread::getName).noneMatch(name -> name.matches("(tango|bridge).*"));
        }
        assertThat(VirtualTimeScheduler.isFactoryEnabled()).isFalse();
    }

    // Every context has its own devices and its own time, whatever the others do.
    @Test
    void fiftyContextsRunSideBySide() throws Exception {
        int contexts = 50;
        ExecutorService threads = Executors.newFixedThreadPool(contexts);
        try {
            CyclicBarrier together = new CyclicBarrier(contexts);
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < contexts; i++) {
                int number = i;
                results.add(threads.submit(() -> {
                    together.await();
                    return cakesAfter(number);
                }));
            }
            for (int i = 0; i < contexts; i++) {
                assertThat(results.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** In exactly the time that such a number of cakes takes. */
    private static @Nullable Integer cakesAfter(int number) {
        try (TestContext context = oven()) {
            DeviceProxy oven = context.device("test/oven/1");
            StepVerifier.create(Flux.range(0, number).concatMap(i -> oven.command("Bake")))
                    .then(() -> context.advance(Oven.BAKING.multipliedBy(number)))
                    .verifyComplete();
            return oven.attribute("cakes", Integer.class).value().block();
        }
    }
}
