package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.peers.EchoContract;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.PeerData;
import org.reactivetango.testkit.peers.Peers;

/** PyTango and JTango, with other byte orders and other code sets, at the same server at the same time. */
final class TwoClientsTest {
    private static final String CAFE = "caf\u00e9 \u00ff";
    private static final String EURO = "\u20ac5";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static TangoServer server;
    private static PeerClient py;
    private static PeerClient jtango;

    @BeforeAll
    static void start() {
        server = TangoServer.named("Matrix/two")
                .device("test/peer/1", PeerDevice.definition())
                .device("test/peer/2", PeerDevice.definition())
                .bindNow();
        py = PEERS.pyTangoClient();
        jtango = PEERS.jTangoClient();
    }

    @AfterAll
    static void end() {
        server.closeLater().block();
    }

    private static void connect(String pyDevice, String jtangoDevice) {
        py.deviceProxy(server.deviceUrl(pyDevice));
        jtango.deviceProxy(server.deviceUrl(jtangoDevice));
    }

    @Test
    void neitherDisturbsTheOther() throws Exception {
        connect("test/peer/1", "test/peer/2");
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> ofPy = both.submit(() -> everything(py));
            Future<Integer> ofJtango = both.submit(() -> everything(jtango));
            assertThat(ofPy.get(60, TimeUnit.SECONDS)).isEqualTo(12 + 12 + 12 + 25);
            assertThat(ofJtango.get(60, TimeUnit.SECONDS)).isEqualTo(12 + 12 + 12 + 25);
        } finally {
            both.shutdownNow();
        }
    }

    private static int everything(PeerClient client) {
        return EchoContract.scalars(client, true).size()
                + EchoContract.spectra(client).size()
                + EchoContract.images(client).size()
                + EchoContract.commands(client, TangoType.DEV_UCHAR).size();
    }

    @Test
    void bothSeeOneDevice() {
        connect("test/peer/1", "test/peer/1");
        py.write("long_scalar", TangoType.DEV_LONG, 0x01020304);
        assertThat(jtango.read("long_scalar").values()).containsExactly("16909060");
        jtango.writeSpectrum("double_spectrum", TangoType.DEV_DOUBLE, 0.1, -1e300);
        assertThat(py.read("double_spectrum").values()).containsExactly("0.1", "-1.0E300");
        py.command("GoTo", TangoType.DEV_STATE, DevState.MOVING);
        assertThat(jtango.state()).isEqualTo(DevState.MOVING);
        jtango.command("Init");
        assertThat(py.state()).isEqualTo(DevState.ON);
    }

    /** Each connection has the code set that its client has announced: none for PyTango, UTF-8 for JTango. */
    @Test
    void textsOfLatin1AreTheSameForBoth() {
        connect("test/peer/1", "test/peer/1");
        List<PeerClient> clients = List.of(py, jtango);
        for (PeerClient client : clients) {
            assertThat(client.command("DevString", TangoType.DEV_STRING, CAFE).values())
                    .containsExactly(CAFE);
            client.write("string_scalar", TangoType.DEV_STRING, CAFE);
            client.writeSpectrum("string_spectrum", TangoType.DEV_STRING, CAFE, "", EchoContract.LATIN_1);
            for (PeerClient reader : clients) {
                assertThat(reader.read("string_scalar").values()).containsExactly(CAFE);
                assertThat(reader.read("string_scalar").written()).containsExactly(CAFE);
                assertThat(reader.read("string_spectrum").values()).containsExactly(CAFE, "", EchoContract.LATIN_1);
            }
        }
    }

    /** What Latin-1 has no character for goes from one client in UTF-8 to another and is a question mark for the rest. */
    @Test
    void otherTextsAreOnlyForClientsWithUtf8() {
        connect("test/peer/1", "test/peer/1");
        jtango.write("string_scalar", TangoType.DEV_STRING, EURO);
        assertThat(jtango.read("string_scalar").values()).containsExactly(EURO);
        assertThat(py.read("string_scalar").values()).containsExactly("?5");
        assertThat(jtango.command("DevString", TangoType.DEV_STRING, EURO))
                .isEqualTo(PeerData.of(TangoType.DEV_STRING, EURO));
    }
}
