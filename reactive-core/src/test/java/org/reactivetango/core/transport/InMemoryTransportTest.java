package org.reactivetango.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class InMemoryTransportTest {
    /** Each end on a thread of its own. */
    @Nested
    class OnTwoLoops extends TransportContract {
        private final Scheduler one = Schedulers.newSingle("memory-server");
        private final Scheduler other = Schedulers.newSingle("memory-client");

        @Override
        Transport[] open() {
            InMemoryTransport server = InMemoryTransport.create(LoopScheduler.virtual(one));
            return new Transport[] {server, server.on(LoopScheduler.virtual(other))};
        }

        @AfterEach
        void end() {
            one.dispose();
            other.dispose();
        }
    }

    @Nested
    class OnOneLoop extends TransportContract {
        private final Scheduler loop = Schedulers.newSingle("memory");

        @Override
        Transport[] open() {
            InMemoryTransport server = InMemoryTransport.create(LoopScheduler.virtual(loop));
            return new Transport[] {server, server.on(server.loop())};
        }

        @AfterEach
        void end() {
            loop.dispose();
        }
    }

    @Test
    void networksAreStrangers() {
        VirtualLoop time = new VirtualLoop();
        InMemoryTransport one = InMemoryTransport.create(time.loop());
        InMemoryTransport other = InMemoryTransport.create(time.loop());
        ScriptedServer.listen(one, "here", 1, request -> {});
        assertThat(ScriptedServer.listen(other, "here", 1, request -> {}).port())
                .isEqualTo(1);
    }
}
