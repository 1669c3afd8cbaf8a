package org.reactivetango.server.iiop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.testkit.ProofSize;
import org.reactivetango.testkit.rpc.ScriptedClient;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.publisher.Mono;

/** Fifty clients on one device, in virtual time: who comes first is served first, so nobody starves. */
class FairnessTest {
    private static final long SEED = 20261120;
    private static final String HOST = "here";
    private static final String DEVICE = "a/b/c";
    private static final int CLIENTS = 50;
    private static final int REQUESTS = ProofSize.of(4_000, 1_000_000);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final VirtualLoop time = new VirtualLoop();
    private final InMemoryTransport transport = InMemoryTransport.create(time.loop());
    private final Lane lane = new Lane(DEVICE, time.loop(), Limits.DEFAULT);
    private final List<Visitor> visitors = new ArrayList<>();
    /** Numbers of requests: as they were sent, and as they were served. */
    private int sent;

    private int served;
    private int outOfTurn;

    /** A client that asks again when it has been answered, at once or after a moment. */
    private final class Visitor {
        private final ScriptedClient client = ScriptedClient.connect(transport, HOST, 1, GiopVersion.V1_0);
        private int asked;

        void askIfAnswered() {
            if (client.replies().size() == asked && sent < REQUESTS && random.nextInt(4) > 0) {
                int number = sent++;
                asked++;
                client.request(DEVICE, "command_inout", out -> {
                    out.writeString("Serve");
                    Any.encode(TangoType.DEV_LONG, number, out);
                });
            }
        }
    }

    private Mono<Integer> serve(@Nullable Object number) {
        if (!Integer.valueOf(served).equals(number)) {
            outOfTurn++;
        }
        served++;
        Mono<Integer> answer = Mono.just(served);
        // Some are answered at once, so that what enters at once and what waits take turns.
        return random.nextInt(3) == 0
                ? answer
                : answer.delayElement(
                        Duration.ofMillis(random.nextInt(3)), time.loop().asScheduler());
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void fiftyClientsAreServedInOrderOfArrival() {
        Dispatcher dispatcher = new Dispatcher();
        Device device = new Device(
                DEVICE, lane, new DeviceInfo("Server", "Server/1", HOST, 6, "", "", Map.of()), "dserver/server/1");
        CommandInfo info =
                new CommandInfo("Serve", DisplayLevel.OPERATOR, TangoType.DEV_LONG, TangoType.DEV_LONG, "", "");
        device.add(new Command(info, Set.of(), lane, false, this::serve));
        dispatcher.add(device);
        new IiopListener(transport, dispatcher, Limits.DEFAULT).listen(HOST, 1).block();
        IntStream.range(0, CLIENTS).forEach(i -> visitors.add(new Visitor()));
        while (served < REQUESTS) {
            time.run(() -> visitors.forEach(Visitor::askIfAnswered));
            time.advanceMillis(1);
        }
        time.advance(Duration.ofSeconds(10));
        IntSummaryStatistics shares =
                visitors.stream().mapToInt(visitor -> visitor.asked).summaryStatistics();
        System.out.printf(
                "%,d requests of %d clients: %d out of turn; served %,d to %,d each%n",
                served, CLIENTS, outOfTurn, shares.getMin(), shares.getMax());
        assertThat(outOfTurn).as("seed %d", SEED).isZero();
        assertThat(shares.getMax()).as("seed %d", SEED).isLessThanOrEqualTo((int) (1.2 * shares.getMin()));
        assertThat(visitors)
                .allSatisfy(visitor -> assertThat(visitor.client.replies()).hasSize(visitor.asked));
        assertThat(lane.depth()).isZero();
        assertThat(lane.held()).isFalse();
        transport.closeLater().block();
    }
}
