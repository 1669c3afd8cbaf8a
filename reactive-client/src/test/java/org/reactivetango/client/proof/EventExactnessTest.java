package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.Overflow;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * R17. However fast events are pushed, and whoever is frozen meanwhile: what each subscriber was given, what it was told was
 * dropped and what it was told was missed are all events that were pushed, to the last one, in order and none twice.
 */
final class EventExactnessTest {
    private static final int EVENTS = ProofSize.of(200_000, 1_000_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicBoolean frozen = new AtomicBoolean();

    @Test
    void deliveredAndDroppedAndMissedAreAllThatWasPushed() {
        Pushers pushers = new Pushers(1);
        TangoServer server = pushers.server(1).bindNow();
        TangoClient quick =
                TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
        // Whose loop is held is not to be told for as long.
        TangoClient freezing = TangoClient.builder()
                .options(o -> o.timeout(PATIENCE))
                .guard(guard -> guard.off())
                .build();
        Scheduler elsewhere = Schedulers.newBoundedElastic(4, 1000, "slow");
        Map<String, Account> accounts = new LinkedHashMap<>();
        try {
            AttributeProxy<Long> x = attribute(quick, server);
            subscribe(accounts, "quick, buffer", x, Events.change());
            subscribe(accounts, "quick, latest", x, Events.change().overflow(Overflow.latest()));
            subscribe(
                    accounts,
                    "slow elsewhere, latest",
                    x,
                    Events.change().overflow(Overflow.latest()).deliverOn(elsewhere));
            subscribe(
                    accounts,
                    "slow elsewhere, oldest dropped",
                    x,
                    Events.change().overflow(Overflow.dropOldest(100)).deliverOn(elsewhere));
            subscribe(
                    accounts,
                    "slow elsewhere, newest dropped",
                    x,
                    Events.change().overflow(Overflow.dropNewest(100)).deliverOn(elsewhere));
            subscribe(
                    accounts,
                    "slow elsewhere, buffer",
                    x,
                    Events.change().overflow(Overflow.buffer(100)).deliverOn(elsewhere));
            subscribe(accounts, "loop frozen, buffer", attribute(freezing, server), Events.change());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> accounts.values().stream().allMatch(Account::connected));

            long pushed = push(pushers, accounts);

            accounts.forEach((who, account) -> {
                System.out.printf("%s: %s of %,d pushed%n", who, account, pushed);
                account.check(who, pushed);
            });
            assertThat(accounts.get("loop frozen, buffer").missed())
                    .as("the proof proves something")
                    .isPositive();
            assertThat(server.eventCounts().pushed()).isEqualTo(pushed);
        } finally {
            frozen.set(false);
            elsewhere.dispose();
            quick.closeLater().block(PATIENCE);
            freezing.closeLater().block(PATIENCE);
            server.closeLater().block(PATIENCE);
        }
    }

    private static AttributeProxy<Long> attribute(TangoClient client, TangoServer server) {
        return client.device(server.deviceUrl(Pushers.DEVICE + 0)).attribute("x0", Long.class);
    }

    private void subscribe(Map<String, Account> accounts, String who, AttributeProxy<Long> attribute, Events events) {
        Account account = new Account();
        accounts.put(who, account);
        boolean slow = events.scheduler().isPresent();
        boolean freezes = who.contains("frozen");
        attribute.events(events).subscribe(event -> {
            if (freezes) {
                freeze();
            } else if (slow && event instanceof Event.Value) {
                LockSupport.parkNanos(1000);
            }
            account.accept(event);
        });
    }

    /** Holds its loop as long as it is meant to, without a call that is known to block. */
    private void freeze() {
        while (frozen.get()) {
            // BlockHound takes Thread.onSpinWait for blocking.
        }
    }

    /** The middle half of them while one loop is frozen; then one after the other until the last is there. */
    private long push(Pushers pushers, Map<String, Account> accounts) {
        long number = 0;
        while (number < EVENTS) {
            if (number == EVENTS / 4) {
                frozen.set(true);
            } else if (number == EVENTS / 4 * 3) {
                frozen.set(false);
            }
            pushers.push(0, 0, number++);
            if (number % 100 == 0) {
                // So that those who can keep up do.
                LockSupport.parkNanos(100_000);
            }
        }
        long[] next = {number};
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
            long last = next[0] - 1;
            if (accounts.values().stream().allMatch(account -> account.last() == last)) {
                return true;
            }
            pushers.push(0, 0, next[0]++);
            return false;
        });
        return next[0];
    }
}
