package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.lane.Stall;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.BlockOnPurpose;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Handlers and subscribers that block a loop are named while they block, by the guard of a real server and client. */
class StallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "test/blocker/1";

    private final VirtualTimeScheduler guardsTime = VirtualTimeScheduler.create();
    private final List<Stall> stalls = new CopyOnWriteArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final TangoClient tango = TangoClient.builder()
            .guard(g -> g.off())
            .options(o -> o.timeout(PATIENCE))
            .build();

    @AfterEach
    void end() {
        release.countDown();
        tango.closeLater().block(PATIENCE);
    }

    /** Blocks its loop in every kind of handler. */
    private final class Blocker {
        private final DeviceContext context;

        Blocker(DeviceContext context) {
            this.context = context;
        }

        private double block() {
            entered.countDown();
            BlockOnPurpose.until(release);
            return 1.5;
        }
    }

    private DeviceDefinition<Blocker> definition() {
        return DeviceDefinition.named("Blocker", this::start)
                .scalar("current", Double.class, a -> a.get(Blocker::block).set((b, v) -> b.block()))
                .scalar("atHand", Double.class, a -> a.read(b -> Mono.fromCallable(b::block)))
                .scalar(
                        "subscribed",
                        Double.class,
                        a -> a.read(b -> Mono.fromCallable(b::block).hide()))
                .scalar("written", Double.class, a -> a.write((b, v) -> Mono.fromRunnable(b::block)))
                .scalar(
                        "delayed",
                        Double.class,
                        a -> a.read(b -> soon(b.context).map(tick -> b.block())))
                .command("Run", Void.class, Double.class, c -> c.call((b, none) -> b.block()))
                .command("RunLater", Void.class, Double.class, c -> c.run((b, none) -> Mono.fromCallable(b::block)))
                .build();
    }

    private static Mono<Long> soon(DeviceContext context) {
        return Mono.delay(Duration.ofMillis(1), context.loop().asScheduler());
    }

    private Mono<Blocker> start(DeviceContext context) {
        return context.state(DevState.ON).thenReturn(new Blocker(context));
    }

    private TangoServer.Builder server() {
        return TangoServer.named("Blocker/test")
                .guard(g -> g.watcher(name -> guardsTime).onStall(stalls::add));
    }

    static Stream<Arguments> handlers() {
        return Stream.of(
                handler(
                        "reading current",
                        device -> device.attribute("current", Double.class).value()),
                handler(
                        "reading atHand",
                        device -> device.attribute("atHand", Double.class).value()),
                handler(
                        "reading subscribed",
                        device -> device.attribute("subscribed", Double.class).value()),
                handler(
                        "writing current",
                        device -> device.attribute("current", Double.class).write(2.5)),
                handler(
                        "writing written",
                        device -> device.attribute("written", Double.class).write(2.5)),
                handler("command Run", device -> device.command("Run", Double.class)),
                handler("command RunLater", device -> device.command("RunLater", Double.class)));
    }

    private static Arguments handler(String what, Function<DeviceProxy, Mono<?>> call) {
        return Arguments.argumentSet(what, what, call);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void aHandlerThatBlocksIsNamedWhileItBlocks(String what, Function<DeviceProxy, Mono<?>> call) throws Exception {
        TangoServer server = server().device(NAME, definition()).bindNow();
        try {
            CountDownLatch answered = new CountDownLatch(1);
            call.apply(tango.device(server.deviceUrl(NAME))).subscribe(v -> {}, e -> {}, answered::countDown);
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            guardsTime.advanceTimeBy(Duration.ofMillis(20));
            assertThat(stalls).isEmpty();
            guardsTime.advanceTimeBy(Duration.ofMillis(5));
            assertNamed(what + " of " + NAME + " for 127.0.0.1:");
            assertThat(answered.getCount()).isEqualTo(1);
            release.countDown();
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            release.countDown();
            server.closeLater().block(PATIENCE);
        }
    }

    private void assertNamed(String holder) {
        assertThat(stalls).singleElement().satisfies(stall -> {
            assertThat(stall.holder()).startsWith(holder);
            assertThat(stall.loop()).startsWith("tango-");
            assertThat(stall.stack()).anySatisfy(at -> {
                assertThat(at.getClassName()).isEqualTo(Blocker.class.getName());
                assertThat(at.getMethodName()).isEqualTo("block");
            });
        });
    }

    @Test
    void anInitThatBlocksIsNamedThoughTheServerIsNotUpYet() throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        TangoServer[] server = new TangoServer[1];
        server().device(
                        NAME,
                        DeviceDefinition.named("Blocker", context -> Mono.just(new Blocker(context).block()))
                                .build())
                .bind()
                .subscribe(bound -> {
                    server[0] = bound;
                    up.countDown();
                });
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        guardsTime.advanceTimeBy(Duration.ofMillis(25));
        assertNamed("init of " + NAME);
        release.countDown();
        assertThat(up.await(30, TimeUnit.SECONDS)).isTrue();
        server[0].closeLater().block(PATIENCE);
    }

    /** Behind a delay nobody says whose code runs: found a little later, and the operations under way are named. */
    @Test
    void whatGoesOnBehindADelayIsNamedByWhatIsUnderWay() throws Exception {
        TangoServer server = server().device(NAME, definition()).bindNow();
        try {
            CountDownLatch answered = new CountDownLatch(1);
            tango.device(server.deviceUrl(NAME))
                    .attribute("delayed", Double.class)
                    .value()
                    .subscribe(v -> {}, e -> {}, answered::countDown);
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            guardsTime.advanceTimeBy(Duration.ofMillis(45));
            assertNamed("code that one of these began: reading delayed of " + NAME + " for 127.0.0.1:");
            release.countDown();
            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            release.countDown();
            server.closeLater().block(PATIENCE);
        }
    }

    @Test
    void aSubscriberThatBlocksTheClientIsNamed() throws Exception {
        TangoServer server = TangoServer.named("Echo/stall")
                .device("test/echo/1", EchoDevice.CLASS)
                .bindNow();
        TangoClient guarded = TangoClient.builder()
                .guard(g -> g.watcher(name -> guardsTime).onStall(stalls::add))
                .build();
        try {
            String url = server.deviceUrl("test/echo/1");
            guarded.device(url).attribute("number", Double.class).value().subscribe(reading -> {
                entered.countDown();
                BlockOnPurpose.until(release);
            });
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
            guardsTime.advanceTimeBy(Duration.ofMillis(25));
            assertThat(stalls)
                    .singleElement()
                    .satisfies(stall -> assertThat(stall.holder())
                            .startsWith("whoever wanted the result of read_attribute number of ")
                            .endsWith("test/echo/1#dbase=no"));
        } finally {
            release.countDown();
            guarded.closeLater().then(server.closeLater()).block(PATIENCE);
        }
    }
}
