package org.reactivetango.core.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.testkit.ProofSize;
import org.reactivetango.testkit.hostile.ZmtpAttack;
import org.reactivetango.testkit.hostile.ZmtpPeer;

/**
 * R06. What ends JeroMQ 0.6.0 as it comes, against a publisher as we open it. While it goes on, a subscriber that was
 * there before gets every message, and one that comes afterwards is served, too.
 */
final class HostileZmtpTest {
    private static final String TOPIC = "tango://h:1/a/b/c/d.change";
    private static final int CONNECTIONS = ProofSize.of(20, 1000);
    private static final long SEED = 20261120;

    @ParameterizedTest
    @EnumSource(ZmtpAttack.class)
    void goodSubscribersKeepReceiving(ZmtpAttack attack) throws Exception {
        try (Rig server = new Rig("attacked");
                Rig client = new Rig("good")) {
            Told told = new Told();
            Received received = new Received();
            ZmqPublisher publisher = server.sockets.publisher(Rig.ANY_PORT, PublisherOptions.DEFAULT, told);
            String endpoint = publisher.endpoint().get();
            ZmqSubscriber subscriber = client.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            subscriber.connect(endpoint);
            subscriber.subscribe(TOPIC);
            told.await(1);

            Attacker attacker = new Attacker(attack, endpoint);
            attacker.start();
            int number = 0;
            long longest = 0;
            while (attacker.isAlive() || number < 20) {
                long before = System.nanoTime();
                assertThat(publisher.publish(Rig.numbered(TOPIC, ++number))).isTrue();
                assertThat(Rig.number(received.messages.take())).isEqualTo(number);
                longest = Math.max(longest, System.nanoTime() - before);
            }
            attacker.join();
            assertThat(attacker.attacks).isEqualTo(CONNECTIONS);
            assertThat(server.sockets.failures()).as("what JeroMQ fell over").isZero();

            Received late = new Received();
            ZmqSubscriber newcomer = client.sockets.subscriber(SubscriberOptions.DEFAULT, late);
            newcomer.subscribe(TOPIC);
            newcomer.connect(endpoint);
            // A peer of ZMTP 1 is subscribed to everything, and told by an empty topic.
            while (!told.topics.take().equals(TOPIC)) {}
            publisher.publish(Rig.numbered(TOPIC, ++number));
            assertThat(Rig.number(late.messages.take())).isEqualTo(number);
            assertThat(Rig.number(received.messages.take())).isEqualTo(number);
            System.out.printf(
                    "%s, %,d connections: %,d of %,d messages delivered, longest pause %d ms, %d restarts%n",
                    attack, CONNECTIONS, number, number, TimeUnit.NANOSECONDS.toMillis(longest), publisher.restarts());
            attacker.peers.forEach(ZmtpPeer::close);
        }
    }

    private static final class Attacker extends Thread {
        private final ZmtpAttack attack;
        private final String endpoint;
        private final List<ZmtpPeer> peers = new ArrayList<>();
        private int attacks;

        Attacker(ZmtpAttack attack, String endpoint) {
            super("attacker");
            this.attack = attack;
            this.endpoint = endpoint;
        }

        @Override
        public void run() {
            SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < CONNECTIONS; i++) {
                try {
                    ZmtpPeer peer = new ZmtpPeer(endpoint);
                    peers.add(peer);
                    attack.run(peer, random);
                } catch (IOException | UncheckedIOException cutOff) {
                    // Which is what an attacker deserves.
                }
                attacks++;
            }
        }
    }

    @Test
    void aFloodOfSubscriptionsIsBounded() throws Exception {
        int flood = ProofSize.of(400_000);
        int most = 500;
        try (Rig server = new Rig("flooded");
                Rig client = new Rig("good")) {
            Told told = new Told();
            Received received = new Received();
            PublisherOptions options =
                    new PublisherOptions(1000, 10_000, 64 << 20, 1024, most, 1 << 20, Duration.ofMillis(500), 3);
            ZmqPublisher publisher = server.sockets.publisher(Rig.ANY_PORT, options, told);
            String endpoint = publisher.endpoint().get();
            ZmqSubscriber subscriber = client.sockets.subscriber(SubscriberOptions.DEFAULT, received);
            subscriber.connect(endpoint);
            subscriber.subscribe(TOPIC);
            told.await(1);

            SplittableRandom random = new SplittableRandom(SEED);
            int number = 0;
            try (ZmtpPeer flooder = new ZmtpPeer(endpoint).greet().ready()) {
                for (int i = 0; i < flood; i++) {
                    byte[] subscription = new byte[200];
                    random.nextBytes(subscription);
                    subscription[0] = SubscriptionGate.SUBSCRIBE;
                    assertThat(flooder.message(subscription)).isTrue();
                    if (i % 100 == 0) {
                        publisher.publish(Rig.numbered(TOPIC, ++number));
                        assertThat(Rig.number(received.messages.take())).isEqualTo(number);
                    }
                }
                // Behind everything else on that connection: seen means that all have been.
                flooder.message(Rig.bytes("\1" + TOPIC));
                int known = 2; // the good one's and the canary's
                assertThat(told.await(most - known + 1)).contains(TOPIC);
                System.out.printf(
                        "%,d subscriptions of 199 bytes: %,d taken, %,d refused; %,d messages delivered meanwhile%n",
                        flood, most - known, publisher.refusedSubscriptions(), number);
                assertThat(publisher.refusedSubscriptions()).isEqualTo(flood - (most - known));
            }
            // When the flooder has gone there is room again, in time.
            String another = "tango://h:1/a/b/c/e.change";
            do {
                subscriber.unsubscribe(another);
                subscriber.subscribe(another);
            } while (told.topics.poll(50, TimeUnit.MILLISECONDS) == null);
            publisher.publish(Rig.numbered(another, ++number));
            assertThat(Rig.number(received.messages.take())).isEqualTo(number);
        }
    }
}
