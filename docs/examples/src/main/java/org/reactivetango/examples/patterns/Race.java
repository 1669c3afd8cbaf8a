package org.reactivetango.examples.patterns;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.testing.TestContext;
import reactor.core.publisher.Mono;

/**
 * Two updates of one value, each of which reads, waits and writes. Two threads lose one of them; so does a single thread, if
 * the operations of the device may interleave. On a lane neither is lost, and nobody had to write a lock.
 *
 * <pre>
 * Two threads: ending value is 1
 * NO_SYNC: starting value is 0
 * Update 0: starting
 * Update 1: starting
 * Update 0: finishing
 * Update 1: finishing
 * NO_SYNC: ending value is 1
 * BY_DEVICE: starting value is 0
 * Update 0: starting
 * Update 0: finishing
 * Update 1: starting
 * Update 1: finishing
 * BY_DEVICE: ending value is 2
 * </pre>
 */
public final class Race {
    private static final Duration WORK = Duration.ofMillis(100);

    private final Consumer<String> out;

    Race(Consumer<String> out) {
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException {
        Race race = new Race(System.out::println);
        race.inTwoThreads();
        for (SerialModel model : List.of(SerialModel.NO_SYNC, SerialModel.BY_DEVICE)) {
            try (TestContext context = race.begin(TestContext.loopback(), model)) {
                race.run(model, context.device("test/database/1")).block();
            }
        }
    }

    TestContext begin(TestContext.Builder builder, SerialModel model) {
        return builder.server(s -> s.serial(model))
                .device("test/database/1", definition())
                .start();
    }

    Mono<Void> run(SerialModel model, DeviceProxy database) {
        Mono<Integer> value = database.attribute("value", Integer.class).value();
        return value.doOnNext(start -> out.accept(model + ": starting value is " + start))
                .then(Mono.when(database.command("Update", 0, Void.class), database.command("Update", 1, Void.class)))
                .then(value)
                .doOnNext(end -> out.accept(model + ": ending value is " + end))
                .then();
    }

    private DeviceDefinition<FakeDatabase> definition() {
        return DeviceDefinition.named("FakeDatabase", context -> Mono.just(new FakeDatabase(context, out)))
                .scalar("value", Integer.class, a -> a.get(database -> database.value))
                .command("Update", Integer.class, Void.class, c -> c.run(FakeDatabase::update))
                .build();
    }

    private static final class FakeDatabase {
        private final DeviceContext context;
        private final Consumer<String> out;
        private int value;

        FakeDatabase(DeviceContext context, Consumer<String> out) {
            this.context = context;
            this.out = out;
        }

        private Mono<Void> update(int number) {
            out.accept("Update " + number + ": starting");
            int localCopy = value;
            return Mono.delay(WORK, context.loop().asScheduler())
                    .doOnNext(end -> {
                        value = localCopy + 1;
                        out.accept("Update " + number + ": finishing");
                    })
                    .then();
        }
    }

    /** The same without a device. That both have read before one writes is not left to chance. */
    void inTwoThreads() throws InterruptedException {
        int[] value = {0};
        CountDownLatch bothHaveRead = new CountDownLatch(2);
        Runnable update = () -> {
            int localCopy = value[0];
            bothHaveRead.countDown();
            awaitQuietly(bothHaveRead);
            value[0] = localCopy + 1;
        };
        List<Thread> threads = List.of(new Thread(update), new Thread(update));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        out.accept("Two threads: ending value is " + value[0]);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
