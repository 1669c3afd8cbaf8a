package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.EventCounts;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What cannot be done with other servers: one thread pushes an attribute of an asynchronous device as fast as it can, eight
 * more push beside it, and so do the handlers that 20 clients call all the time for the same attribute. No call fails, no
 * value is torn or mixed, the events of each pusher keep their order, and all that were pushed are accounted for.
 */
final class PushesAmongReadsTest {
    private static final int CLIENTS = 20;
    private static final int FOREIGN = 8;
    private static final int READS = ProofSize.of(50, 5000);
    private static final int ROW_READS = ProofSize.of(5, 100);
    private static final int FOREIGN_PUSHES = ProofSize.of(500, 50_000);
    private static final int FOREIGN_ROWS = ProofSize.of(5, 200);
    private static final Duration PATIENCE = Duration.ofMinutes(9);

    /** Events, at each place on their way: a thousand rows would be a gigabyte. */
    private static final int WAITING = 100;

    /** The defaults, but for the lane: nine threads that make rows leave the one that answers 20 clients little time. */
    private static final Limits PATIENT = new Limits(
            16 << 20,
            32,
            1024,
            128,
            1000,
            10_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            PATIENCE,
            Duration.ofSeconds(180),
            Duration.ofSeconds(120));

    // ---- who pushes

    private static final int FASTEST = 0;
    private static final int READ_HANDLER = 1 + FOREIGN;
    private static final int WRITE_HANDLER = READ_HANDLER + 1;
    private static final int PUSHERS = WRITE_HANDLER + 1;

    /** One of the two attributes: how it is made, pushed and checked. */
    private static final class Kind<T> {
        private final String name;
        private final AttributeDefinition<Machine, T> definition;
        private final Class<T> type;
        private final Maker<T> maker;
        private final ToLongFunction<T> check;

        /** Makes the value of a number. */
        private interface Maker<T> {
            T make(int who, int number);
        }

        private Kind(
                String name,
                Class<T> type,
                AttributeDefinition<Machine, T> definition,
                Maker<T> maker,
                ToLongFunction<T> check) {
            this.name = name;
            this.type = type;
            this.definition = definition;
            this.maker = maker;
            this.check = check;
        }

        static Kind<Long> scalar() {
            return new Kind<>(
                    "value",
                    Long.class,
                    AttributeDefinition.scalar("value", Long.class),
                    Signed::value,
                    value -> Signed.checked(value.longValue()));
        }

        static Kind<long[]> row() {
            return new Kind<>(
                    "row",
                    long[].class,
                    AttributeDefinition.spectrum("row", long[].class, Signed.ELEMENTS),
                    Signed::row,
                    Signed::checked);
        }
    }

    /** An asynchronous device whose handlers push, too. */
    private static final class Machine {
        private final DeviceContext context;
        private final AtomicIntegerArray pushed;
        private int reads;

        Machine(DeviceContext context, AtomicIntegerArray pushed) {
            this.context = context;
            this.pushed = pushed;
        }

        private <T> Mono<T> read(Kind<T> kind) {
            push(kind, READ_HANDLER);
            return later().map(tick -> kind.maker.make(READ_HANDLER, ++reads));
        }

        private <T> Mono<Void> write(Kind<T> kind, T value) {
            var unused = kind.check.applyAsLong(value);
            push(kind, WRITE_HANDLER);
            return later().then();
        }

        private Mono<Long> later() {
            return Mono.delay(Duration.ofNanos(1), context.loop().asScheduler());
        }

        /** Each pusher is one thread. */
        private <T> void push(Kind<T> kind, int who) {
            context.pushChange(kind.name, kind.maker.make(who, pushed.incrementAndGet(who)));
        }
    }

    private final AtomicIntegerArray pushed = new AtomicIntegerArray(PUSHERS);
    private final AtomicIntegerArray latest = new AtomicIntegerArray(PUSHERS);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final CountDownLatch connected = new CountDownLatch(1);

    @Test
    void scalars() throws Exception {
        prove(Kind.scalar(), READS, FOREIGN_PUSHES);
    }

    @Test
    void rowsOfOneMegabyte() throws Exception {
        prove(Kind.row(), ROW_READS, FOREIGN_ROWS);
    }

    private <T> void prove(Kind<T> kind, int reads, int foreignPushes) throws Exception {
        List<Machine> machines = new ArrayList<>();
        TangoServer server = TangoServer.named("Machine/proof")
                .device("test/machine/1", definition(kind, machines))
                .guard(guard -> guard.off())
                .limits(PATIENT)
                .events(e -> e.bufferHwm(WAITING))
                .bindNow();
        List<TangoClient> clients = IntStream.rangeClosed(0, CLIENTS)
                .mapToObj(i -> TangoClient.builder()
                        // Threads that push as fast as they can leave little for others on a machine with few
                        // processors.
                        .options(o -> o.timeout(PATIENCE))
                        .guard(guard -> guard.off())
                        .eventBufferHwm(WAITING)
                        .build())
                .toList();
        try {
            DeviceProxy subscriber = clients.get(CLIENTS).device(server.deviceUrl("test/machine/1"));
            subscriber
                    .attribute(kind.name, kind.type)
                    .events(Events.change().overflow(Overflow.buffer(WAITING)))
                    .subscribe(e -> account(kind, e));
            connected.await();
            Machine machine = machines.get(0);
            List<Thread> pushers = new ArrayList<>();
            pushers.add(thread(() -> {
                while (!done.get()) {
                    machine.push(kind, FASTEST);
                }
            }));
            for (int i = 1; i <= FOREIGN; i++) {
                int who = i;
                pushers.add(thread(() -> {
                    for (int k = 0; k < foreignPushes; k++) {
                        machine.push(kind, who);
                    }
                }));
            }
            Flux.range(0, CLIENTS)
                    .flatMap(
                            i -> calls(kind, clients.get(i).device(server.deviceUrl("test/machine/1")), i, reads),
                            CLIENTS)
                    .blockLast(PATIENCE);
            done.set(true);
            for (Thread pusher : pushers) {
                pusher.join();
            }
            // Nobody else pushes now: the last value that comes tells how many were missed before it.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                boolean all =
                        delivered.sum() + missed.sum() == server.eventCounts().pushed();
                if (!all) {
                    machine.push(kind, FASTEST);
                }
                return all;
            });
            EventCounts counts = server.eventCounts();
            System.out.printf(
                    "%s: %,d reads by %d clients; %,d pushed by %d pushers, %,d of them by one thread: "
                            + "%,d delivered, %,d missed, of these %,d refused by the server%n",
                    kind.name,
                    read.sum(),
                    CLIENTS,
                    counts.pushed(),
                    PUSHERS,
                    pushed.get(FASTEST),
                    delivered.sum(),
                    missed.sum(),
                    counts.dropped());
            assertThat(failures).isEmpty();
            assertThat(IntStream.range(0, PUSHERS).mapToLong(pushed::get).sum()).isEqualTo(counts.pushed());
            assertThat(pushed.get(READ_HANDLER)).isGreaterThanOrEqualTo(reads * CLIENTS);
        } finally {
            done.set(true);
            clients.forEach(client -> client.closeLater().block(PATIENCE));
            server.closeLater().block(PATIENCE);
        }
    }

    private <T> DeviceDefinition<Machine> definition(Kind<T> kind, List<Machine> machines) {
        return DeviceDefinition.named(
                        "Machine",
                        context -> Mono.fromSupplier(() -> {
                            Machine machine = new Machine(context, pushed);
                            machines.add(machine);
                            return machine;
                        }))
                .attribute(kind.definition
                        .read(machine -> machine.read(kind))
                        .write((machine, value) -> machine.write(kind, value))
                        .pushes(EventType.CHANGE))
                .build();
    }

    /** Reads, and writes once in ten reads. */
    private <T> Mono<Void> calls(Kind<T> kind, DeviceProxy device, int client, int reads) {
        AttributeProxy<T> attribute = device.attribute(kind.name, kind.type);
        return Flux.range(0, reads)
                .concatMap(k -> {
                    Mono<Long> reading = attribute.value().map(kind.check::applyAsLong);
                    return k % 10 == 9
                            ? attribute.write(kind.maker.make(client, k)).then(reading)
                            : reading;
                })
                .doOnNext(value -> read.increment())
                .then();
    }

    private <T> void account(Kind<T> kind, Event<T> event) {
        try {
            if (event instanceof Event.Connected) {
                connected.countDown();
            } else if (event instanceof Event.Gap<T> gap) {
                missed.add(gap.missed());
            } else if (!(event instanceof Event.Value<T> value)) {
                throw new AssertionError("unexpected: " + event);
            } else if (!value.initial()) {
                arrived(kind.check.applyAsLong(value.reading().value()));
            }
        } catch (AssertionError | RuntimeException failed) {
            failures.add(failed);
        }
    }

    private void arrived(long value) {
        delivered.increment();
        int who = Signed.who(value);
        int before = latest.getAndSet(who, Signed.number(value));
        if (Signed.number(value) <= before) {
            throw new AssertionError(Signed.number(value) + " of " + who + " came after " + before);
        }
    }

    private Thread thread(Runnable body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (RuntimeException | Error failed) {
                failures.add(failed);
            }
        });
        thread.start();
        return thread;
    }
}
