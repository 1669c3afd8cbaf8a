package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;
import org.reactivetango.testkit.hostile.ZmtpAttack;
import org.reactivetango.testkit.hostile.ZmtpPeer;

/**
 * R06. Both sockets of a server are attacked in every way at once, subscriptions in floods among them, while it sends a
 * thousand events per second: good subscribers lose nothing that they are not told of, and events go on.
 */
final class HostileSubscribersTest {
    private static final int ROUNDS = ProofSize.of(5, 200);
    private static final int FLOOD = ProofSize.of(500, 50_000);
    private static final long SEED = 20261128;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private volatile long lastNanos;
    private volatile long longestNanos;

    @Test
    void goodSubscribersLoseNothingInSilence() throws Exception {
        Pushers pushers = new Pushers(1);
        TangoServer server = pushers.server(1).bindNow();
        TangoClient tango =
                TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
        Account account = new Account();
        try {
            AttributeProxy<Long> x =
                    tango.device(server.deviceUrl(Pushers.DEVICE + 0)).attribute("x0", Long.class);
            x.events(Events.change()).subscribe(event -> {
                account.accept(event);
                if (event instanceof Event.Value) {
                    long now = System.nanoTime();
                    longestNanos = Math.max(longestNanos, lastNanos == 0 ? 0 : now - lastNanos);
                    lastNanos = now;
                }
            });
            Awaitility.await().atMost(PATIENCE).until(account::connected);
            String[] lines = tango.device(server.deviceUrl(server.adminName()))
                    .command("ZmqEventSubscriptionChange", new String[] {"info"}, DevVarLongStringArray.class)
                    .map(DevVarLongStringArray::svalue)
                    .block(PATIENCE);
            List<Thread> attackers = new ArrayList<>();
            for (String line : lines) {
                attackers.add(new Thread(() -> attack(line.substring(line.indexOf("tcp://")))));
            }

            attackers.forEach(Thread::start);
            long number = 0;
            while (attackers.stream().anyMatch(Thread::isAlive) || number < 1000) {
                pushers.push(0, 0, number++);
                LockSupport.parkNanos(1_000_000);
            }
            long pushed = number;
            Awaitility.await().atMost(PATIENCE).until(() -> account.last() == pushed - 1);
            account.check("good subscriber", pushed);
            assertThat(server.eventCounts().dropped()).isZero();
            System.out.printf(
                    "%,d connections of attackers, %,d subscriptions of one: %s of %,d pushed, longest pause %d ms%n",
                    2L * ROUNDS * ZmtpAttack.values().length,
                    FLOOD,
                    account,
                    pushed,
                    Duration.ofNanos(longestNanos).toMillis());

            // Who comes after them is served as well.
            Account late = new Account();
            x.events(Events.change()).subscribe(late);
            Awaitility.await().atMost(PATIENCE).until(late::connected);
            pushers.push(0, 0, 0);
            Awaitility.await().atMost(PATIENCE).until(() -> late.last() == 0);
        } finally {
            tango.closeLater().block(PATIENCE);
            server.closeLater().block(PATIENCE);
        }
    }

    private static void attack(String endpoint) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ZmtpPeer> peers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (ZmtpAttack attack : ZmtpAttack.values()) {
                try {
                    ZmtpPeer peer = new ZmtpPeer(endpoint);
                    peers.add(peer);
                    attack.run(peer, random);
                } catch (IOException | UncheckedIOException cutOff) {
                    // Which is what an attacker deserves.
                }
            }
        }
        try (ZmtpPeer flooder = new ZmtpPeer(endpoint).greet().ready()) {
            byte[] subscription = new byte[200];
            for (int i = 0; i < FLOOD; i++) {
                random.nextBytes(subscription);
                subscription[0] = 1;
                flooder.message(subscription);
            }
        } catch (IOException cutOff) {
            // Likewise.
        }
        peers.forEach(ZmtpPeer::close);
    }
}
