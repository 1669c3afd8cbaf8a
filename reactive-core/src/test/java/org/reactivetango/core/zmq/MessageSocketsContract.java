package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.event.EventCounter;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What those who publish and those who subscribe rely on, each on a loop of its own. */
abstract class MessageSocketsContract {
    private static final String TOPIC = "tango://h:1/a/b/c/d.change";

    private final Scheduler publishers = single("contract-publishers");
    private final Scheduler subscribers = single("contract-subscribers");
    private final List<MessageSockets> opened = new ArrayList<>();

    abstract MessageSockets open(LoopScheduler loop);

    // Its thread may be blocked by a test that wants a loop to be slow.
    private static Scheduler single(String name) {
        return Schedulers.fromExecutorService(
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name)));
    }

    private MessageSockets on(Scheduler scheduler) {
        MessageSockets sockets = open(LoopScheduler.virtual(scheduler));
        opened.add(sockets);
        return sockets;
    }

    @AfterEach
    void end() {
        opened.forEach(sockets -> sockets.close().join());
        publishers.dispose();
        subscribers.dispose();
    }

    @Test
    void messagesArriveWholeAndInOrder() throws Exception {
        Told told = new Told();
        Received received = new Received();
        MessagePublisher publisher = on(publishers).publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
        MessageSubscriber subscriber = on(subscribers).subscriber(SubscriberOptions.DEFAULT, received);
        String endpoint = publisher.endpoint().get();
        subscriber.connect(endpoint);
        subscriber.subscribe(TOPIC);
        assertThat(told.topics.take()).isEqualTo(TOPIC);
        assertThat(received.connections.take()).isEqualTo("connected " + endpoint);

        for (int i = 0; i < 5000; i++) {
            assertThat(publisher.publish(List.of(Rig.bytes("tango://h:1/another"), new byte[1])))
                    .isTrue();
            assertThat(publisher.publish(
                            List.of(Rig.bytes(TOPIC), new byte[] {1}, Rig.bytes("" + i), new byte[i % 100])))
                    .isTrue();
            List<byte[]> parts = received.messages.take();
            assertThat(parts).hasSize(4);
            assertThat(Rig.text(parts.get(0))).isEqualTo(TOPIC);
            assertThat(Rig.text(parts.get(2))).isEqualTo("" + i);
            assertThat(parts.get(3)).hasSize(i % 100);
        }
        assertThat(received.messages).isEmpty();
    }

    @Test
    void everySubscriberIsTold() throws Exception {
        Told told = new Told();
        MessagePublisher publisher = on(publishers).publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
        String endpoint = publisher.endpoint().get();
        MessageSockets sockets = on(subscribers);
        for (int i = 0; i < 3; i++) {
            Received received = new Received();
            MessageSubscriber subscriber = sockets.subscriber(SubscriberOptions.DEFAULT, received);
            subscriber.subscribe(TOPIC);
            subscriber.connect(endpoint);
            assertThat(told.topics.take()).isEqualTo(TOPIC);
            // So what is published now reaches this one, too, which wants all topics that begin so.
            publisher.publish(Rig.numbered(TOPIC + "#more", i));
            assertThat(Rig.number(received.messages.take())).isEqualTo(i);
        }
    }

    @Test
    void whatIsUnsubscribedComesNoMore() throws Exception {
        Told told = new Told();
        Received received = new Received();
        MessagePublisher publisher = on(publishers).publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
        MessageSubscriber subscriber = on(subscribers).subscriber(SubscriberOptions.DEFAULT, received);
        subscriber.connect(publisher.endpoint().get());
        subscriber.subscribe("a");
        subscriber.subscribe("b");
        told.await(2);
        subscriber.unsubscribe("a");
        subscriber.subscribe("c");
        told.await(1);
        publisher.publish(Rig.numbered("a", 1));
        publisher.publish(Rig.numbered("c", 2));
        assertThat(Rig.number(received.messages.take())).isEqualTo(2);
    }

    @Test
    void aPublisherThatComesAgainIsFoundAgainWithAllTopics() throws Exception {
        Received received = new Received();
        MessageSubscriber subscriber = on(subscribers).subscriber(SubscriberOptions.DEFAULT, received);
        subscriber.subscribe("a");
        subscriber.subscribe("b");
        String endpoint = Rig.ANY_PORT;
        for (int life = 0; life < 3; life++) {
            Told told = new Told();
            MessageSockets sockets = on(publishers);
            MessagePublisher publisher = sockets.publisher(endpoint, PublisherOptions.DEFAULT, told);
            endpoint = publisher.endpoint().get();
            subscriber.connect(endpoint);
            assertThat(told.await(2)).containsExactlyInAnyOrder("a", "b");
            assertThat(received.connections.take()).isEqualTo("connected " + endpoint);
            publisher.publish(Rig.numbered("b", life));
            assertThat(Rig.number(received.messages.take())).isEqualTo(life);
            sockets.close().join();
            assertThat(received.connections.take()).isEqualTo("disconnected " + endpoint);
        }
    }

    @Test
    void aSlowSubscriberLosesMessagesAndKeepsTheirOrder() throws Exception {
        Told told = new Told();
        Received received = new Received();
        SubscriberOptions narrow = new SubscriberOptions(
                10, 10, 10_000, 10, 100_000, Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(1));
        MessagePublisher publisher =
                on(publishers).publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT.withSendHighWaterMark(10), told);
        MessageSubscriber subscriber = on(subscribers).subscriber(narrow, received);
        subscriber.connect(publisher.endpoint().get());
        subscriber.subscribe(TOPIC);
        told.await(1);

        CountDownLatch frozen = new CountDownLatch(1);
        subscribers.schedule(() -> await(frozen));
        byte[] payload = new byte[4096];
        int sent = 5000;
        for (int i = 1; i <= sent; i++) {
            while (!publisher.publish(with(i, payload))) {
                Thread.onSpinWait();
            }
        }
        frozen.countDown();
        EventCounter counter = new EventCounter();
        counter.arrive(0);
        int delivered = 0;
        long missed = 0;
        for (int latest = 0; latest < sent; ) {
            List<byte[]> message = received.messages.poll(20, TimeUnit.MILLISECONDS);
            if (message == null) {
                // A gap at the end shows only when something comes behind it.
                publisher.publish(with(++sent, payload));
            } else {
                latest = Rig.number(message);
                assertThat(counter.arrive(latest)).isIn(EventCounter.Arrival.NEXT, EventCounter.Arrival.AFTER_GAP);
                missed += counter.missed();
                delivered++;
            }
        }
        assertThat(missed).isPositive();
        assertThat(delivered + missed).isEqualTo(sent);
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
    void anEndpointThatIsTakenIsSaid() throws Exception {
        MessageSockets sockets = on(publishers);
        MessagePublisher first = sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, new Told());
        String endpoint = first.endpoint().get();
        MessagePublisher second = sockets.publisher(endpoint, PublisherOptions.DEFAULT, new Told());
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> second.endpoint().get())
                .withMessageContaining("cannot publish at " + endpoint + ": Address already in use");
    }

    @Test
    void onAllAddressesItIsFoundAtEach() throws Exception {
        Received received = new Received();
        MessagePublisher publisher = on(publishers).publisher("tcp://*:*", PublisherOptions.DEFAULT, new Told());
        String bound = publisher.endpoint().get();
        String endpoint = "tcp://127.0.0.1" + bound.substring(bound.lastIndexOf(':'));
        on(subscribers).subscriber(SubscriberOptions.DEFAULT, received).connect(endpoint);
        assertThat(received.connections.take()).isEqualTo("connected " + endpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epgm://239.1.1.1:1", "tcp://1.1.1.1", "tcp://[::1]:1", "", "ipc:///x"})
    void endpointsOfOtherKindsAreRefused(String endpoint) {
        MessageSubscriber subscriber = on(subscribers).subscriber(SubscriberOptions.DEFAULT, new Received());
        assertThatIllegalArgumentException().isThrownBy(() -> subscriber.connect(endpoint));
    }
}
