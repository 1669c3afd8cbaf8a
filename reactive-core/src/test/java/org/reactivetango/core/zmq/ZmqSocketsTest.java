package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.event.EventCounter;
import org.reactivetango.core.event.EventCounter.Arrival;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.testkit.ProofSize;

/** Over loopback TCP. */
final class ZmqSocketsTest extends MessageSocketsContract {
    private static final String TOPIC = "tango://h:1/a/b/c/d.change";

    @Override
    MessageSockets open(LoopScheduler loop) {
        return ZmqSockets.open("contract", loop);
    }

    @Test
    void noConnectionIsForgotten() throws Exception {
        SubscriberOptions patient = new SubscriberOptions(
                1000, 1000, 1000, 1000, 100_000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        try (Rig server = new Rig("remembers")) {
            Told told = new Told();
            ZmqPublisher publisher = server.sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
            String endpoint = publisher.endpoint().get();
            for (int i = 0; i < 100; i++) {
                try (Rig client = new Rig("forgets")) {
                    ZmqSubscriber subscriber = client.sockets.subscriber(patient, new Received());
                    subscriber.connect(endpoint);
                    // At the same time as the connection: one in 40 was forgotten.
                    subscriber.subscribe("topic " + i);
                    assertThat(told.topics.take()).isEqualTo("topic " + i);
                }
            }
        }
    }

    @Test
    void thousandsOfFiltersSurviveARestartOfThePublisher() throws Exception {
        int count = 5000;
        try (Rig client = new Rig("filters")) {
            Received received = new Received();
            ZmqSubscriber subscriber = client.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            List<String> topics = IntStream.range(0, count)
                    .mapToObj(i -> "tango://h:1/test/device/" + i + "/value.idl5_change")
                    .toList();
            topics.forEach(subscriber::subscribe);
            String endpoint = Rig.ANY_PORT;
            for (int life = 0; life < 3; life++) {
                Told told = new Told();
                try (Rig server = new Rig("filters-server")) {
                    PublisherOptions roomy = PublisherOptions.DEFAULT.withSendHighWaterMark(count);
                    ZmqPublisher publisher = server.sockets.publisher(endpoint, roomy, told);
                    endpoint = publisher.endpoint().get();
                    long up = System.nanoTime();
                    subscriber.connect(endpoint);
                    assertThat(told.await(count)).hasSize(count).containsAll(topics);
                    System.out.printf(
                            "%,d filters active %d ms after the publisher was there (life %d)%n",
                            count, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - up), life);
                    assertThat(received.connections.take()).isEqualTo("connected " + endpoint);
                    for (int i = 0; i < count; i++) {
                        assertThat(publisher.publish(Rig.numbered(topics.get(i), i)))
                                .isTrue();
                    }
                    Set<Integer> numbers = new HashSet<>();
                    while (numbers.size() < count) {
                        assertThat(numbers.add(Rig.number(received.messages.take())))
                                .isTrue();
                    }
                }
                assertThat(received.connections.take()).isEqualTo("disconnected " + endpoint);
            }
            assertThat(subscriber.refusedFilters()).isZero();
        }
    }

    @Test
    void whatASlowSubscriberLosesIsCounted() throws Exception {
        int count = ProofSize.of(1_000_000);
        try (Rig server = new Rig("fast");
                Rig client = new Rig("slow")) {
            Told told = new Told();
            Received received = new Received();
            ZmqPublisher publisher = server.sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
            ZmqSubscriber subscriber = client.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            subscriber.connect(publisher.endpoint().get());
            subscriber.subscribe(TOPIC);
            told.await(1);

            CountDownLatch frozen = new CountDownLatch(1);
            client.loop.execute(() -> await(frozen));
            byte[] payload = new byte[4096];
            int refused = 0;
            for (int i = 1; i <= count; i++) {
                refused += publisher.publish(with(i, payload)) ? 0 : 1;
            }
            frozen.countDown();
            EventCounter counter = new EventCounter();
            counter.arrive(0);
            long delivered = 0;
            long missed = 0;
            int sent = count;
            int latest = 0;
            while (true) {
                List<byte[]> message = received.messages.poll(50, TimeUnit.MILLISECONDS);
                if (message != null) {
                    latest = Rig.number(message);
                    assertThat(counter.arrive(latest)).isIn(Arrival.NEXT, Arrival.AFTER_GAP);
                    delivered++;
                    missed += counter.missed();
                } else if (latest == sent) {
                    break;
                } else {
                    // A gap at the end shows only when something comes behind it.
                    refused += publisher.publish(with(++sent, payload)) ? 0 : 1;
                }
            }
            System.out.printf(
                    "%,d sent, %,d delivered, %,d missed and counted, of these %,d refused by the publisher itself%n",
                    sent, delivered, missed, refused);
            assertThat(delivered + missed).isEqualTo(sent);
            assertThat(publisher.refusedMessages()).isEqualTo(refused);
            assertThat(missed).as("lost, or nothing was shown").isPositive();
        }
    }

    private static List<byte[]> with(int number, byte[] payload) {
        return List.of(Rig.bytes(TOPIC), Rig.numbered(TOPIC, number).get(1), payload);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFullQueueRefusesAndCounts() throws Exception {
        try (Rig rig = new Rig("full")) {
            Told told = new Told();
            Received received = new Received();
            PublisherOptions small = new PublisherOptions(1000, 10, 1000, 100, 100, 10_000, Duration.ofSeconds(100), 3);
            ZmqPublisher publisher = rig.sockets.publisher(Rig.ANY_PORT, small, told);
            ZmqSubscriber subscriber = rig.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            subscriber.connect(publisher.endpoint().get());
            subscriber.subscribe("t");
            told.await(1);

            CountDownLatch stopped = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            rig.sockets.execute(() -> {
                stopped.countDown();
                await(release);
            });
            stopped.await();
            int taken = 0;
            for (int i = 0; i < 15; i++) {
                taken += publisher.publish(Rig.numbered("t", i)) ? 1 : 0;
            }
            assertThat(taken).isEqualTo(10);
            assertThat(publisher.refusedMessages()).isEqualTo(5);
            release.countDown();
            for (int i = 0; i < 10; i++) {
                assertThat(Rig.number(received.messages.take())).isEqualTo(i);
            }
            assertThat(publisher.publish(List.of(Rig.bytes("t"), new byte[1000])))
                    .as("bytes")
                    .isFalse();
            assertThat(publisher.refusedMessages()).isEqualTo(6);
        }
    }

    @Test
    void tooManyFiltersAreRefused() throws Exception {
        try (Rig rig = new Rig("filters")) {
            SubscriberOptions few = new SubscriberOptions(
                    1, 2, 1000, 1, 1000, Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(10));
            ZmqSubscriber subscriber = rig.sockets.subscriber(few, new Received());
            for (String topic : List.of("a", "b", "b", "c")) {
                subscriber.subscribe(topic);
            }
            CountDownLatch done = new CountDownLatch(1);
            rig.sockets.execute(done::countDown);
            done.await();
            assertThat(subscriber.refusedFilters()).isEqualTo(1);
        }
    }

    @Test
    void aDeadSocketIsReplacedAtItsEndpoint() throws Exception {
        try (Rig rig = new Rig("dead")) {
            Told told = new Told();
            Received received = new Received();
            PublisherOptions eager =
                    new PublisherOptions(1000, 1000, 1000_000, 100, 100, 10_000, Duration.ofMillis(20), 3);
            ZmqPublisher publisher = rig.sockets.publisher(Rig.ANY_PORT, eager, told);
            ZmqSubscriber subscriber = rig.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            String endpoint = publisher.endpoint().get();
            subscriber.connect(endpoint);
            subscriber.subscribe("t");
            for (int death = 1; death <= 3; death++) {
                told.await(1);
                publisher.publish(Rig.numbered("t", death));
                assertThat(Rig.number(received.messages.take())).isEqualTo(death);
                rig.sockets.execute(publisher.owned()::failed);
                told.restarts.acquire();
                assertThat(publisher.restarts()).isEqualTo(death);
                assertThat(publisher.endpoint().get()).isEqualTo(endpoint);
            }
        }
    }

    @Test
    void aSubscriberBeginsAnew() throws Exception {
        try (Rig rig = new Rig("anew")) {
            Told told = new Told();
            Received received = new Received();
            ZmqPublisher publisher = rig.sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
            ZmqSubscriber subscriber = rig.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            subscriber.connect(publisher.endpoint().get());
            subscriber.subscribe("a");
            subscriber.subscribe("b");
            told.await(2);
            assertThat(received.connections.take()).startsWith("connected");
            for (int i = 0; i < 3; i++) {
                subscriber.restart();
                assertThat(told.await(2)).containsExactlyInAnyOrder("a", "b");
                assertThat(received.connections.take()).startsWith("disconnected");
                assertThat(received.connections.take()).startsWith("connected");
                publisher.publish(Rig.numbered("b", i));
                assertThat(Rig.number(received.messages.take())).isEqualTo(i);
            }
        }
    }

    @Test
    void closingEndsAllThreads() throws Exception {
        for (int i = 0; i < 5; i++) {
            String name = "ends-" + i;
            Rig rig = new Rig(name);
            ZmqPublisher publisher = rig.sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, new Told());
            ZmqSubscriber subscriber = rig.sockets.subscriber(SubscriberOptions.DEFAULT, new Received());
            subscriber.connect(publisher.endpoint().get());
            subscriber.subscribe("t");
            List<Thread> threads = threads(name);
            assertThat(threads).hasSize(3);
            if (i % 2 == 0) {
                publisher.close();
                subscriber.close();
            }
            rig.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(threads(name)).isEmpty();
        }
    }

    private static List<Thread> threads(String name) {
        List<Thread> found = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(name)) {
                found.add(thread);
            }
        }
        return found;
    }

    @Test
    void whatWouldEndAThreadIsCountedAndTheThreadGoesOn() throws Exception {
        LastingThreads threads = new LastingThreads("lasting", System::nanoTime);
        int[] runs = {0};
        Thread thread = threads.apply(
                () -> {
                    if (++runs[0] < 4) {
                        throw new AssertionError("run " + runs[0]);
                    }
                },
                "x");
        assertThat(thread.getName()).isEqualTo("lasting-x");
        thread.start();
        thread.join();
        assertThat(runs[0]).isEqualTo(4);
        assertThat(threads.failures()).isEqualTo(3);
    }

    /** What comes back: {@code +} the latest, {@code -} nothing, {@code o} an older one; at which tick the socket is dead. */
    @ParameterizedTest
    @CsvSource({
        "+++++++++, 0",
        "+----, 5",
        "+--+--+--+, 0",
        "+--o--, 5",
        "------------------------------, 0",
        "-------------------------------, 31"
    })
    void canaries(String heard, int dead) {
        Canary canary = new Canary(3);
        int tick = 1;
        for (; tick <= heard.length() && !canary.tick(); tick++) {
            switch (heard.charAt(tick - 1)) {
                case '+' -> canary.heard(canary.sent());
                case 'o' -> canary.heard(canary.sent() - 1);
                default -> {}
            }
        }
        assertThat(tick <= heard.length() ? tick : 0).isEqualTo(dead);
    }

    @Test
    void nothingIsToldAfterwards() {
        Rig rig = new Rig("afterwards");
        ZmqPublisher publisher = rig.sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, new Told());
        rig.close();
        assertThat(rig.sockets.close()).isCompleted();
        // Into the queue of a thread that is no more, up to its bound.
        for (int i = 0; i < 20_000; i++) {
            publisher.publish(Rig.numbered("t", i));
        }
        assertThat(publisher.refusedMessages()).isEqualTo(10_000);
    }
}
