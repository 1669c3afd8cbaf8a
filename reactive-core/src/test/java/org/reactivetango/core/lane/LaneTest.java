package org.reactivetango.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class LaneTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LoopScheduler loop = LoopScheduler.virtual(time);
    private final Lanes lanes = new Lanes(Limits.DEFAULT);
    private final Lane a = lanes.lane("test/a/1", loop);
    private final Lane b = lanes.lane("test/b/1", loop);
    private final Lane c = lanes.lane("test/c/1", loop);
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void nothingIsHeldOrWaitedFor() {
        time.advanceTimeBy(Duration.ofHours(1));
        for (Lane lane : List.of(a, b, c)) {
            assertThat(lane.held()).as(lane.name()).isFalse();
            assertThat(lane.depth()).as(lane.name()).isZero();
        }
        assertThat(lanes.nestedWaits()).isZero();
    }

    /** Begins, takes that long, ends. */
    private Mono<String> step(String name, Duration takes) {
        return Mono.defer(() -> {
            log.add("+" + name);
            return Mono.delay(takes, time).map(tick -> {
                log.add("-" + name);
                return name;
            });
        });
    }

    private Mono<String> step(String name) {
        return step(name, Duration.ofMillis(10));
    }

    private static Duration millis(long n) {
        return Duration.ofMillis(n);
    }

    @Test
    void operationsRunOneAfterTheOtherInOrderOfArrival() {
        for (int i = 0; i < 5; i++) {
            String name = Integer.toString(i);
            a.call(name, () -> step(name)).subscribe();
        }
        time.advanceTimeBy(millis(50));
        assertThat(log).containsExactly("+0", "-0", "+1", "-1", "+2", "-2", "+3", "-3", "+4", "-4");
    }

    @Test
    void withoutSynchronizationTheyInterleave() {
        Lane none = lanes.of(SerialModel.NO_SYNC, "test/none/1", "Test", loop);
        none.call("0", () -> step("0")).subscribe();
        none.call("1", () -> step("1")).subscribe();
        time.advanceTimeBy(millis(10));
        assertThat(log).containsExactly("+0", "+1", "-0", "-1");
    }

    @Test
    void modelsShareLanesAsTheySay() {
        assertThat(lanes.of(SerialModel.BY_DEVICE, "x/y/1", "Motor", loop))
                .isNotSameAs(lanes.of(SerialModel.BY_DEVICE, "x/y/2", "Motor", loop));
        assertThat(lanes.of(SerialModel.BY_CLASS, "x/y/1", "Motor", loop))
                .isSameAs(lanes.of(SerialModel.BY_CLASS, "x/y/2", "Motor", loop))
                .isNotSameAs(lanes.of(SerialModel.BY_CLASS, "x/y/3", "Gauge", loop));
        assertThat(lanes.of(SerialModel.BY_PROCESS, "x/y/1", "Motor", loop))
                .isSameAs(lanes.of(SerialModel.BY_PROCESS, "x/y/3", "Gauge", loop));
    }

    @Test
    void waitingHasALimitAndTheErrorNamesTheHolder() {
        a.call("a long move for 10.0.0.1:5", () -> Mono.delay(Duration.ofSeconds(10), time))
                .subscribe();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        a.call("a read", () -> step("never")).subscribe(v -> {}, failure::set);
        time.advanceTimeBy(millis(3199));
        assertThat(failure.get()).isNull();
        time.advanceTimeBy(millis(1));
        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        LaneRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.COMMAND_TIMED_OUT))
                .hasMessageContainingAll(
                        "Not able to acquire serialization",
                        "3200 ms",
                        "test/a/1",
                        "a long move for 10.0.0.1:5",
                        "for 3200 ms");
        assertThat(log).isEmpty();
    }

    @Test
    void aFullQueueRefuses() {
        Disposable holder = a.call("holder", () -> Mono.never()).subscribe();
        AtomicInteger refused = new AtomicInteger();
        List<Disposable> waiting = new ArrayList<>();
        for (int i = 0; i < Limits.DEFAULT.maxQueuedPerLane() + 3; i++) {
            waiting.add(a.call("w" + i, () -> step("never")).subscribe(v -> {}, e -> {
                assertThat(e).isInstanceOf(LaneRejectedException.class).hasMessageContaining("full");
                refused.incrementAndGet();
            }));
        }
        assertThat(refused).hasValue(3);
        assertThat(a.depth()).isEqualTo(Limits.DEFAULT.maxQueuedPerLane());
        waiting.forEach(Disposable::dispose);
        assertThat(a.depth()).isZero();
        holder.dispose();
        assertThat(log).isEmpty();
    }

    @Test
    void aWaitingOperationThatIsCancelledNeverBegins() {
        a.call("first", () -> step("first")).subscribe();
        Disposable second = a.call("second", () -> step("second")).subscribe();
        a.call("third", () -> step("third")).subscribe();
        second.dispose();
        time.advanceTimeBy(millis(20));
        assertThat(log).containsExactly("+first", "-first", "+third", "-third");
    }

    @Test
    void aCancelledOperationKeepsTheLaneUntilWhatItStartedHasEnded() {
        Sinks.Empty<Void> cleaned = Sinks.empty();
        Mono<String> withCleanUp = Mono.usingWhen(
                Mono.just("driver"),
                driver -> Mono.<String>never(),
                driver -> Mono.empty(),
                (driver, error) -> Mono.empty(),
                driver -> a.call("clean up", () -> cleaned.asMono().doOnTerminate(() -> log.add("cleaned"))));
        Disposable running = a.call("running", () -> withCleanUp).subscribe();
        a.call("next", () -> step("next")).subscribe();
        running.dispose();
        time.advanceTimeBy(millis(100));
        assertThat(log).isEmpty();
        assertThat(a.held()).isTrue();
        cleaned.tryEmitEmpty();
        time.advanceTimeBy(millis(10));
        assertThat(log).containsExactly("cleaned", "+next", "-next");
    }

    @Test
    void aLongQueueOfImmediateOperationsDoesNotBecomeADeepStack() {
        AtomicInteger done = new AtomicInteger();
        Sinks.Empty<Void> gate = Sinks.empty();
        Lane deep = new Lane(
                "test/deep/1",
                loop,
                new Limits(
                        1 << 20,
                        32,
                        1024,
                        128,
                        100_000,
                        10,
                        millis(1),
                        millis(1),
                        Duration.ofHours(1),
                        millis(1),
                        millis(1)));
        deep.call("gate", () -> gate.asMono()).subscribe();
        for (int i = 0; i < 100_000; i++) {
            deep.call("immediate", () -> Mono.fromRunnable(done::incrementAndGet))
                    .subscribe();
        }
        gate.tryEmitEmpty();
        time.advanceTimeBy(millis(1));
        assertThat(done).hasValue(100_000);
    }

    // ---- the same chain

    @Test
    void aCallToItselfRunsAtOnceToAnyDepth() {
        StepVerifier.create(nested(100)).expectNext(100).verifyComplete();
        assertThat(log).isEmpty();
    }

    private Mono<Integer> nested(int depth) {
        return a.call(
                "level " + depth,
                () -> depth == 0 ? Mono.just(0) : nested(depth - 1).map(below -> below + 1));
    }

    @Test
    void aChainThatComesBackRunsAtOnce() {
        Mono<String> chain = a.call("a", () -> b.call("b", () -> a.call("a again", () -> step("inner"))));
        StepVerifier.withVirtualTime(() -> chain, () -> time, Long.MAX_VALUE)
                .thenAwait(millis(10))
                .expectNext("inner")
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void acrossThreeLoopsToo(int rounds) {
        Scheduler[] threads = {Schedulers.newSingle("one"), Schedulers.newSingle("two"), Schedulers.newSingle("three")};
        try {
            Lane one = lanes.lane("test/one/1", LoopScheduler.virtual(threads[0]));
            Lane two = lanes.lane("test/two/1", LoopScheduler.virtual(threads[1]));
            Lane three = lanes.lane("test/three/1", LoopScheduler.virtual(threads[2]));
            Integer depth = round(rounds, one, two, three).block(Duration.ofSeconds(30));
            assertThat(depth).isEqualTo(3 * rounds);
        } finally {
            for (Scheduler thread : threads) {
                thread.dispose();
            }
        }
    }

    private static Mono<Integer> round(int left, Lane one, Lane two, Lane three) {
        if (left == 0) {
            return Mono.just(0);
        }
        return one.call("one", () -> two.call("two", () -> three.call("three", () -> round(left - 1, one, two, three))))
                .map(depth -> depth + 3);
    }

    @Test
    void siblingsAreSerialized() {
        Mono<String> both = a.call(
                "parent",
                () -> Mono.zip(a.call("left", () -> step("left")), a.call("right", () -> step("right")))
                        .map(pair -> pair.getT1() + pair.getT2()));
        AtomicReference<String> result = new AtomicReference<>();
        both.subscribe(result::set);
        time.advanceTimeBy(millis(20));
        assertThat(log).containsExactly("+left", "-left", "+right", "-right");
        assertThat(result).hasValue("leftright");
    }

    @Test
    void aChildThatStillRunsKeepsTheLane() {
        a.call(
                        "parent",
                        () -> Mono.deferContextual(context -> {
                            // Detached, but with the token: it is a child all the same.
                            a.call("child", () -> step("child", millis(50)))
                                    .contextWrite(context)
                                    .subscribe();
                            return Mono.just("parent");
                        }))
                .subscribe(log::add);
        a.call("next", () -> step("next")).subscribe();
        time.advanceTimeBy(millis(100));
        assertThat(log).containsExactly("+child", "parent", "-child", "+next", "-next");
    }

    @Test
    void aTokenOfAnOperationThatHasEndedIsWorthNothing() {
        AtomicReference<Mono<String>> kept = new AtomicReference<>();
        a.call(
                        "first",
                        () -> Mono.deferContextual(context -> {
                            kept.set(a.call("stale", () -> step("stale")).contextWrite(context));
                            return Mono.just(1);
                        }))
                .subscribe();
        a.call("second", () -> step("second")).subscribe();
        kept.get().subscribe();
        time.advanceTimeBy(millis(30));
        assertThat(log).containsExactly("+second", "-second", "+stale", "-stale");
    }

    @Test
    void aCachedMonoCarriesNobodysToken() {
        Mono<String> cached = a.call("cached", () -> step("cached")).cache();
        a.call("first", () -> Mono.delay(millis(5), time).then(Mono.fromRunnable(cached::subscribe)))
                .subscribe();
        a.call("second", () -> step("second")).subscribe();
        time.advanceTimeBy(millis(50));
        assertThat(log).containsExactly("+second", "-second", "+cached", "-cached");
    }

    static Stream<Named<UnaryOperator<Mono<String>>>> waysToShare() {
        return Stream.of(Named.of("cache", Mono::cache), Named.of("share", Mono::share));
    }

    // What is shared keeps the Context of whoever came first, also when that operation has ended.
    @ParameterizedTest
    @MethodSource("waysToShare")
    void aSharedMonoCarriesATokenThatIsWorthNothingOnceItsOperationHasEnded(UnaryOperator<Mono<String>> share) {
        Sinks.Empty<String> gate = Sinks.empty();
        Mono<String> shared = share.apply(gate.asMono().then(a.call("shared", () -> step("shared"))));
        a.call(
                        "first",
                        () -> Mono.deferContextual(context -> {
                            shared.contextWrite(context).subscribe();
                            return Mono.just("first");
                        }))
                .subscribe(log::add);
        a.call("second", () -> step("second")).subscribe();
        time.advanceTimeBy(millis(5));
        gate.tryEmitEmpty();
        time.advanceTimeBy(millis(50));
        assertThat(log).containsExactly("first", "+second", "-second", "+shared", "-shared");
    }

    @Test
    void aDetachedSubscribeIsOutsideTheChain() {
        a.call("first", () -> {
                    a.call("detached", () -> step("detached")).subscribe();
                    return step("first");
                })
                .subscribe();
        a.call("second", () -> step("second")).subscribe();
        time.advanceTimeBy(millis(50));
        assertThat(log).containsExactly("+first", "-first", "+detached", "-detached", "+second", "-second");
    }

    // ---- deadlocks

    @Test
    void twoChainsThatWantEachOthersLaneAreRefusedBeforeTimeMoves() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        a.call("chain 1", () -> Mono.delay(millis(1), time).then(b.call("1 wants b", () -> step("b"))))
                .subscribe(v -> log.add("chain 1"), failure::set);
        b.call("chain 2", () -> Mono.delay(millis(1), time).then(a.call("2 wants a", () -> step("a"))))
                .subscribe(v -> log.add("chain 2"), failure::set);
        time.advanceTimeBy(millis(1));
        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        LaneRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.DEADLOCK))
                .hasMessageContainingAll(
                        "chain 1 holds test/a/1 and wants test/b/1", "chain 2 holds test/b/1 and wants test/a/1");
        time.advanceTimeBy(millis(20));
        assertThat(log).as("the other chain goes on").containsExactly("+b", "-b", "chain 1");
    }

    @Test
    void aCycleOfThreeIsRefused() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        chain("chain 1", a, b, 1, failure);
        chain("chain 2", b, c, 2, failure);
        chain("chain 3", c, a, 3, failure);
        time.advanceTimeBy(millis(2));
        assertThat(failure.get()).isNull();
        time.advanceTimeBy(millis(1));
        assertThat(failure.get()).hasMessageContainingAll("chain 1", "chain 2", "chain 3");
    }

    private void chain(String name, Lane first, Lane second, long wantsAtMillis, AtomicReference<Throwable> failure) {
        first.call(name, () -> Mono.delay(millis(wantsAtMillis), time).then(second.call("inner", () -> step(name))))
                .subscribe(v -> {}, failure::set);
    }

    @Test
    void aCycleWithinOneChainIsRefused() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Mono<String> left = b.call(
                "left on b", () -> Mono.delay(millis(1), time).then(a.call("left back on a", () -> step("left"))));
        Mono<String> right = a.call(
                "right on a", () -> Mono.delay(millis(2), time).then(b.call("right wants b", () -> step("right"))));
        a.call("parent", () -> Mono.zip(left, right).map(pair -> "both")).subscribe(v -> {}, failure::set);
        time.advanceTimeBy(millis(2));
        assertThat(failure.get()).isInstanceOf(LaneRejectedException.class).hasMessageContaining("never end");
    }

    @Test
    void aLongWaitWithoutACycleIsNotADeadlock() {
        b.call("busy", () -> step("busy", Duration.ofSeconds(3))).subscribe();
        a.call("waits", () -> b.call("inner", () -> step("inner"))).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(4));
        assertThat(log).containsExactly("+busy", "-busy", "+inner", "-inner");
    }

    @Test
    void siblingsThatWaitForTheSameLaneAreNotADeadlock() {
        b.call("busy", () -> step("busy")).subscribe();
        a.call(
                        "parent",
                        () -> Mono.zip(
                                b.call("left", () -> step("left")),
                                c.call("middle", () -> step("middle")),
                                b.call("right", () -> step("right"))))
                .subscribe(all -> log.add("parent"));
        time.advanceTimeBy(millis(30));
        assertThat(log)
                .containsExactly(
                        "+busy", "+middle", "-busy", "+left", "-middle", "-left", "+right", "-right", "parent");
    }

    // ---- yielding

    @Test
    void aYieldLetsOthersInAndTakesTheLaneBackFirst() {
        a.call(
                        "move",
                        () -> step("start")
                                .then(a.yieldDuring(Mono.delay(millis(100), time)))
                                .then(step("stop")))
                .subscribe();
        a.call("read 1", () -> step("read 1", millis(200))).subscribe();
        a.call("read 2", () -> step("read 2")).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(log)
                .containsExactly("+start", "-start", "+read 1", "-read 1", "+stop", "-stop", "+read 2", "-read 2");
    }

    @Test
    void outsideAnOperationAYieldIsJustAWait() {
        StepVerifier.withVirtualTime(() -> a.yieldDuring(Mono.delay(millis(5), time)), () -> time, Long.MAX_VALUE)
                .thenAwait(millis(5))
                .expectNext(0L)
                .verifyComplete();
    }

    @Test
    void anOperationCancelledWhileItHasGivenTheLaneUpLeavesNothingBehind() {
        Disposable move = a.call("move", () -> a.yieldDuring(Mono.never())).subscribe();
        a.call("holder", () -> step("holder", millis(50))).subscribe();
        move.dispose();
        time.advanceTimeBy(millis(50));
        assertThat(log).containsExactly("+holder", "-holder");
    }
}
