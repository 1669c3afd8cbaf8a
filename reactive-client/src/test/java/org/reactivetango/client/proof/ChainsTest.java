package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Devices of a server that call each other, each request over the wire. Waiting for a lane is limited to an hour: whatever
 * is refused here is refused for its cycle, not for its time.
 */
class ChainsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DEPTH = 100;

    private final Scheduler[] schedulers = {
        Schedulers.newSingle("one"), Schedulers.newSingle("two"), Schedulers.newSingle("three")
    };
    final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Map<String, DeviceContext> contexts = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> gate = Sinks.empty();
    private final DeviceDefinition<Link> definition = definition();
    private final TangoServer server = TangoServer.named("Link/chains")
            .eventLoops(eventLoops())
            .limits(Limits.DEFAULT.withLaneWait(Duration.ofHours(1)))
            .device("test/link/1", definition)
            .device("test/link/2", definition)
            .device("test/link/3", definition)
            .bindNow();
    private final TangoClient tango = TangoClient.create();
    private List<MonoSink<Void>> arrived = new ArrayList<>();
    private int expected;

    /** On how many loops the server runs. */
    int eventLoops() {
        return 1;
    }

    @BeforeEach
    void knowAllDevices() {
        Flux.range(1, 3).flatMap(i -> device(i).state()).blockLast(PATIENCE);
    }

    @AfterEach
    void nothingIsHeld() {
        for (DeviceContext context : contexts.values()) {
            await().until(() -> !context.lane().held());
            assertThat(context.lane().depth()).as(context.name()).isZero();
        }
        tango.closeLater().then(server.closeLater()).block(PATIENCE);
        for (Scheduler scheduler : schedulers) {
            scheduler.dispose();
        }
    }

    private static String name(int number) {
        return "test/link/" + number;
    }

    private DeviceProxy device(int number) {
        return tango.device(server.deviceUrl(name(number))).with(o -> o.timeout(PATIENCE));
    }

    private DeviceDefinition<Link> definition() {
        return DeviceDefinition.named("Link", context -> Mono.fromSupplier(() -> new Link(context)))
                .command("Nest", Integer.class, Integer.class, c -> c.run(Link::nest))
                .command("Hold", Void.class, Void.class, c -> c.run((link, none) -> gate.asMono()))
                .command("Touch", Void.class, Void.class, c -> c.accept((link, none) -> link.touch()))
                .command("Cross", String.class, Void.class, c -> c.run(Link::cross))
                .command("Siblings", Void.class, Void.class, c -> c.run((link, none) -> link.siblings()))
                .build();
    }

    /** All wait here until as many have arrived as are expected. */
    private Mono<Void> meet() {
        return Mono.create(sink -> arrive(sink).forEach(MonoSink::success));
    }

    /** Who can go on now. */
    private synchronized List<MonoSink<Void>> arrive(MonoSink<Void> sink) {
        arrived.add(sink);
        if (arrived.size() < expected) {
            return List.of();
        }
        List<MonoSink<Void>> all = arrived;
        arrived = new ArrayList<>();
        return all;
    }

    private final class Link {
        private final DeviceContext context;

        Link(DeviceContext context) {
            this.context = context;
            contexts.put(context.name(), context);
        }

        /** Calls itself, from another thread at each level. */
        private Mono<Integer> nest(int depth) {
            log.add("level " + depth);
            if (depth == DEPTH / 2) {
                // Outside the chain, for it does not have its Context: it has to wait.
                context.device(context.name()).command("Touch").subscribe();
            }
            return depth == 0
                    ? Mono.just(0)
                    : Mono.just(depth - 1)
                            .publishOn(schedulers[depth % schedulers.length])
                            .flatMap(below -> context.device(context.name()).command("Nest", below, Integer.class))
                            .map(below -> below + 1);
        }

        private void touch() {
            log.add("touched " + context.name());
        }

        private Mono<Void> cross(String other) {
            return meet().then(context.device(other).command("Touch"));
        }

        private Mono<Void> siblings() {
            return Mono.zip(
                            context.device(name(2)).command("Touch").thenReturn(true),
                            context.device(name(3)).command("Touch").thenReturn(true),
                            context.device(name(2)).command("Touch").thenReturn(true))
                    .then();
        }
    }

    @Test
    void aDeviceCallsItselfToDepth100AcrossThreeSchedulers() {
        assertThat(device(1).command("Nest", DEPTH, Integer.class).block(PATIENCE))
                .isEqualTo(DEPTH);
        await().until(() -> log.size() == DEPTH + 2);
        assertThat(log).startsWith("level 100", "level 99").endsWith("level 1", "level 0", "touched test/link/1");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aCycleOfChainsIsRefusedAndNamed(int chains) {
        expected = chains;
        List<Throwable> refused = Flux.range(1, chains)
                .flatMap(i -> device(i)
                        .command("Cross", name(i % chains + 1), Void.class)
                        .then(Mono.<Throwable>empty())
                        .onErrorResume(Mono::just))
                .collectList()
                .block(PATIENCE);
        assertThat(refused).singleElement().isInstanceOfSatisfying(DevFailedException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reasons.DEADLOCK);
            for (int i = 1; i <= chains; i++) {
                assertThat(e)
                        .hasMessageMatching("(?s).*command Cross [^;]* holds " + name(i) + " and wants "
                                + name(i % chains + 1) + ".*");
            }
        });
        assertThat(log).as("all others went on").hasSize(chains - 1);
    }

    @Test
    void siblingsAndALongWaitAreNoCycle() {
        Disposable holder = device(2).command("Hold").subscribe();
        await().until(() -> context(2).lane().held());
        Mono<Void> siblings = device(1).command("Siblings").cache();
        siblings.subscribe();
        await().until(() -> context(2).lane().depth() == 2);
        assertThat(log).containsExactly("touched test/link/3");
        context(2).loop().execute(gate::tryEmitEmpty);
        siblings.block(PATIENCE);
        assertThat(log).containsExactly("touched test/link/3", "touched test/link/2", "touched test/link/2");
        holder.dispose();
    }

    private DeviceContext context(int number) {
        return contexts.get(name(number));
    }
}
