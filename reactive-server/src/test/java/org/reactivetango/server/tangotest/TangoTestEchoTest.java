package org.reactivetango.server.tangotest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.peers.EchoContract;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.Peers;

/** What other implementations' clients write and send comes back to them, in every type. */
final class TangoTestEchoTest {
    private static final String DEVICE = "sys/tg_test/1";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static TangoServer server;

    @BeforeAll
    static void start() {
        server = TangoServer.named("TangoTest/test")
                .device(DEVICE, TangoTest.definition(1))
                .bindNow();
    }

    @AfterAll
    static void end() {
        server.closeLater().block();
    }

    @Test
    void toPyTango() {
        check(PEERS.pyTangoClient());
    }

    @Test
    void toJTango() {
        check(PEERS.jTangoClient());
    }

    private static void check(PeerClient client) {
        client.deviceProxy(server.deviceUrl(DEVICE));
        assertThat(EchoContract.scalars(client, false)).hasSize(11);
        assertThat(EchoContract.spectra(client)).hasSize(8);
        assertThat(EchoContract.images(client)).hasSize(8);
        assertThat(EchoContract.commands(client)).hasSize(22);
    }
}
