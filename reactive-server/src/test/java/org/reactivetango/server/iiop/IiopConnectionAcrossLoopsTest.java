package org.reactivetango.server.iiop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.testkit.rpc.ScriptedClient;
import org.reactivetango.testkit.rpc.VirtualLoop;

/** The same of a device that lives on another loop than the connections. */
class IiopConnectionAcrossLoopsTest extends IiopConnectionTest {
    @Override
    LoopScheduler laneLoop() {
        return new VirtualLoop().loop();
    }

    /** The device's loop hears of the cancel when its turn is over; here, after it has looked who is next. */
    @Test
    void aCancelThatIsOnItsWayWhenTheRequestWouldEnterLeavesNothingBehind() {
        ScriptedClient client = connect();
        int first = run(client, "Hold", 1);
        int second = run(client, "Hold", 2);
        lane.loop().execute(() -> {
            time.run(() -> client.cancel(second));
            held.remove(0).success(1);
        });
        while (!held.isEmpty()) {
            letGo();
        }
        assertThat(client.replies()).containsOnlyKeys(first).containsEntry(first, ReplyStatus.NO_EXCEPTION);
        assertThat(iiop.inFlight(time.loop())).isZero();
        assertThat(lane.held()).isFalse();
    }

    @Test
    void whatIsCancelledBeforeItArrivesIsNotBegun() {
        ScriptedClient client = connect();
        int[] id = new int[1];
        lane.loop().execute(() -> {
            id[0] = run(client, "Hold", 1);
            time.run(() -> client.cancel(id[0]));
        });
        assertThat(begun).isEmpty();
        assertThat(client.replies()).isEmpty();
        assertThat(iiop.inFlight(time.loop())).isZero();
    }

    @Test
    void whatIsAnsweredWhileTheCancelIsOnItsWayIsNotSent() {
        ScriptedClient client = connect();
        int id = run(client, "Hold", 1);
        lane.loop().execute(() -> {
            time.run(() -> client.cancel(id));
            held.remove(0).success(1);
        });
        assertThat(client.replies()).isEmpty();
        assertThat(iiop.inFlight(time.loop())).isZero();
    }
}
