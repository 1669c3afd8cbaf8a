package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.testkit.rpc.VirtualLoop;

/** In memory: over two threads as the contract says, and in virtual time where it is exact. */
final class InMemorySocketsTest extends MessageSocketsContract {
    private static final PublisherOptions SMALL =
            new PublisherOptions(4, 10, 1000, 10, 3, 12, Duration.ofSeconds(1), 3);

    private final InMemoryMessages network = new InMemoryMessages();
    private final VirtualLoop time = new VirtualLoop();
    private final InMemorySockets sockets = network.open(time.loop());
    private final Told told = new Told();
    private final Received received = new Received();

    @Override
    MessageSockets open(LoopScheduler loop) {
        return network.open(loop);
    }

    private MessageSubscriber subscribed(MessagePublisher publisher, SubscriberOptions options, String... topics) {
        MessageSubscriber subscriber = sockets.subscriber(options, received);
        subscriber.connect(publisher.endpoint().join());
        List.of(topics).forEach(subscriber::subscribe);
        return subscriber;
    }

    private List<Integer> numbers() {
        List<Integer> numbers = received.messages.stream().map(Rig::number).toList();
        received.messages.clear();
        return numbers;
    }

    @Test
    void whatNeedsNoTimeHasHappenedWhenTheCallReturns() {
        MessagePublisher publisher = sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
        subscribed(publisher, SubscriberOptions.DEFAULT, "t");
        assertThat(told.topics).containsExactly("t");
        publisher.publish(Rig.numbered("t", 1));
        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void whatIsAboveTheMarksIsNotSent() {
        MessagePublisher publisher = sockets.publisher(Rig.ANY_PORT, SMALL, told);
        subscribed(publisher, SubscriberOptions.DEFAULT.withReceiveHighWaterMark(2), "t");
        time.run(() -> IntStream.range(0, 10).forEach(i -> publisher.publish(Rig.numbered("t", i))));
        assertThat(numbers()).containsExactly(0, 1, 2, 3, 4, 5);
        publisher.publish(Rig.numbered("t", 10));
        assertThat(numbers()).containsExactly(10);
        assertThat(publisher.refusedMessages()).isZero();
    }

    @Test
    void aFullQueueRefusesAndCounts() {
        MessagePublisher publisher = sockets.publisher(Rig.ANY_PORT, SMALL, told);
        subscribed(publisher, SubscriberOptions.DEFAULT, "t");
        time.run(() -> IntStream.range(0, 15)
                .forEach(
                        i -> assertThat(publisher.publish(Rig.numbered("t", i))).isEqualTo(i < 10)));
        assertThat(numbers()).hasSize(10);
        assertThat(publisher.refusedMessages()).isEqualTo(5);
        assertThat(publisher.publish(List.of(Rig.bytes("t"), new byte[1000])))
                .as("bytes")
                .isFalse();
    }

    @Test
    void subscriptionsAreBoundedAtBothEnds() {
        MessagePublisher publisher = sockets.publisher(Rig.ANY_PORT, SMALL, told);
        MessageSubscriber subscriber = subscribed(publisher, SubscriberOptions.DEFAULT, "12345678901", "a", "b", "c");
        subscriber.subscribe("d");
        assertThat(publisher.refusedSubscriptions())
                .as("too long, and too many")
                .isEqualTo(2);
        subscriber.unsubscribe("a");
        subscriber.subscribe("12345678901");
        subscriber.subscribe("1234567890");
        assertThat(publisher.refusedSubscriptions()).isEqualTo(2);
        subscriber.unsubscribe("b");
        subscriber.subscribe("12");
        assertThat(publisher.refusedSubscriptions()).as("too many bytes").isEqualTo(3);
        assertThat(told.topics).containsExactly("a", "b", "c", "1234567890");

        SubscriberOptions few = new SubscriberOptions(
                1, 2, 1000, 1, 1000, Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(10));
        MessageSubscriber other = sockets.subscriber(few, new Received());
        List.of("a", "b", "b", "c").forEach(other::subscribe);
        assertThat(other.refusedFilters()).isEqualTo(1);
    }

    @Test
    void aPublisherIsLookedForLessAndLess() {
        MessageSubscriber subscriber = sockets.subscriber(SubscriberOptions.DEFAULT, received);
        subscriber.connect("tcp://127.0.0.1:7");
        // Looked for after 100, 300, 700, 1500 and then every 1000 ms.
        time.advanceMillis(1501);
        sockets.publisher("tcp://127.0.0.1:7", PublisherOptions.DEFAULT, told);
        time.advanceMillis(998);
        assertThat(received.connections).isEmpty();
        time.advanceMillis(1);
        assertThat(received.connections).containsExactly("connected tcp://127.0.0.1:7");
    }

    @Test
    void aCutLosesWhatIsOnItsWay() {
        MessagePublisher publisher = sockets.publisher("tcp://127.0.0.1:7", PublisherOptions.DEFAULT, told);
        subscribed(publisher, SubscriberOptions.DEFAULT, "t");
        received.connections.clear();
        time.run(() -> {
            publisher.publish(Rig.numbered("t", 0));
            sockets.cut();
            publisher.publish(Rig.numbered("t", 1));
        });
        assertThat(received.messages).isEmpty();
        assertThat(received.connections).containsExactly("disconnected tcp://127.0.0.1:7");
        time.advanceMillis(99);
        publisher.publish(Rig.numbered("t", 2));
        time.advanceMillis(1);
        publisher.publish(Rig.numbered("t", 3));
        assertThat(received.connections).hasSize(2).contains("connected tcp://127.0.0.1:7");
        assertThat(numbers()).containsExactly(3);
    }

    @Test
    void aMessageThatIsTooLargeBreaksTheConnection() {
        SubscriberOptions small = new SubscriberOptions(
                10, 10, 100, 10, 1000, Duration.ofSeconds(1), Duration.ofMillis(10), Duration.ofMillis(10));
        MessagePublisher publisher = sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
        subscribed(publisher, small, "t");
        publisher.publish(List.of(Rig.bytes("t"), new byte[101]));
        assertThat(received.connections).last().asString().startsWith("disconnected");
        time.advanceMillis(10);
        publisher.publish(Rig.numbered("t", 1));
        assertThat(numbers()).containsExactly(1);
    }

    @Test
    void theReceiversPartsAreItsOwn() {
        MessagePublisher publisher = sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
        subscribed(publisher, SubscriberOptions.DEFAULT, "t");
        List<byte[]> sent = Rig.numbered("t", 1);
        publisher.publish(sent);
        received.messages.element().get(1)[3] = 99;
        assertThat(Rig.number(sent)).isEqualTo(1);
    }

    @Test
    void whatIsClosedIsSilentAndLeavesNothingBehind() {
        MessagePublisher publisher = sockets.publisher("tcp://127.0.0.1:7", PublisherOptions.DEFAULT, told);
        MessageSubscriber subscriber = subscribed(publisher, SubscriberOptions.DEFAULT, "t");
        subscriber.close();
        publisher.publish(Rig.numbered("t", 1));
        assertThat(received.messages).isEmpty();
        assertThat(received.connections).hasSize(1);
        assertThat(sockets.close()).isCompleted();
        assertThat(network.find("tcp://127.0.0.1:7")).isNull();
        subscriber.connect("tcp://127.0.0.1:7");
        network.open(time.loop()).publisher("tcp://127.0.0.1:7", PublisherOptions.DEFAULT, told);
        time.advanceMillis(10_000);
        assertThat(received.connections).hasSize(1);
    }
}
