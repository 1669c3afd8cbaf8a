package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.EventLog;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.TangoTestOfDatabase;
import reactor.core.Disposable;

/**
 * The program of PyTango's how-to on threads, written with our client, against the TangoTest in C++: it polls an attribute
 * every second, subscribes its periodic events on a thread of the user's own, and says there every second how many have been
 * stored. No thread of ours needs to be told of that one.
 */
final class ThreadingHowToTest {
    /** The initial reading, and one per second. */
    private static final int WANTED = 4;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void periodicEventsAreStoredOnAThreadOfTheUsersOwn() throws Exception {
        TangoTestOfDatabase server = PEERS.started(TangoTestOfDatabase.start());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        EventLog cb = EventLog.printing(EventLog.FORMAT, new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<Integer> stored = new CopyOnWriteArrayList<>();
        CountDownLatch stop = new CountDownLatch(1);
        TangoClient tango = TangoClient.builder().build();
        DeviceProxy dp = tango.device(server.url());
        tango.device(server.url("dserver/TangoTest/peer"))
                .command(
                        "AddObjPolling",
                        new DevVarLongStringArray(
                                new int[] {1000}, new String[] {"sys/tg_test/1", "attribute", "double_scalar"}),
                        Void.class)
                .block(Heard.PATIENCE);

        Thread thread = new Thread(() -> {
            Disposable subscription = cb.follow(
                            dp.attribute("double_scalar", Double.class).events(Events.periodic()))
                    .subscribe();
            do {
                stored.add(cb.events().size());
            } while (!isOver(stop));
            subscription.dispose();
        });
        thread.start();
        Heard.eventually().untilAsserted(() -> assertThat(stored).anyMatch(count -> count >= WANTED));
        stop.countDown();
        thread.join(Duration.ofSeconds(10).toMillis());

        assertThat(thread.isAlive()).isFalse();
        assertThat(stored).isSorted();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("PERIODIC")))
                .hasSizeGreaterThanOrEqualTo(WANTED)
                .allMatch(line -> line.contains("sys/tg_test/1") && line.contains("double_scalar"));
        tango.closeLater().block(Heard.PATIENCE);
    }

    /** In a second, or at once when it is. */
    private static boolean isOver(CountDownLatch stop) {
        try {
            return stop.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
