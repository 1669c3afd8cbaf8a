package org.reactivetango.client.peers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.testkit.peers.EchoContract;
import org.reactivetango.testkit.peers.JTangoClient;
import org.reactivetango.testkit.peers.JTangoServer;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.PeerData;
import org.reactivetango.testkit.peers.PeerFailed;
import org.reactivetango.testkit.peers.PeerValue;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoClient;
import org.reactivetango.testkit.peers.TangoTestServer;

/** The test kit's JTango peers; they are tested here because reactive-core does not have JTango's jars. */
class JTangoPeersTest {
    @RegisterExtension
    static final Peers peers = new Peers();

    private static JTangoClient jtango;

    @BeforeAll
    static void start() {
        jtango = peers.jTangoClient();
    }

    @Nested
    class ClientWithTangoTest {
        private static TangoTestServer server;

        @BeforeAll
        static void start() {
            server = peers.tangoTest();
        }

        @BeforeEach
        void connect() {
            jtango.deviceProxy(server.url());
        }

        @Test
        void theDeviceTellsWhatItIsAndHas() {
            jtango.ping();
            assertThat(jtango.info())
                    .contains(
                            entry("dev_class", "TangoTest"),
                            entry("server_id", "TangoTest/peer"),
                            entry("server_version", "5"));
            assertThat(jtango.name()).isEqualTo("sys/tg_test/1");
            assertThat(jtango.description()).isEqualTo("A TANGO device");
            assertThat(jtango.adminName()).contains("/dserver/TangoTest/peer");
            assertThat(jtango.idlVersion()).isEqualTo(5);
            assertThat(jtango.state()).isEqualTo(DevState.RUNNING);
            assertThat(jtango.status()).isEqualTo("The device is in RUNNING state.");
            assertThat(jtango.attributeList()).hasSize(62).contains("double_scalar", "State", "Status");
            assertThat(jtango.commandList()).contains("DevDouble", "Init", "State", "Status");
            assertThat(jtango.attributeConfig("double_scalar"))
                    .contains(
                            entry("name", "double_scalar"),
                            entry("data_type", "5"),
                            entry("writable", "3"),
                            entry("format", "%6.2f"));
            assertThat(jtango.commandInfo("DevDouble")).contains(entry("in_type", "5"), entry("out_type", "5"));
        }

        @Test
        void everyTypeComesBack() {
            assertThat(EchoContract.scalars(jtango, false)).hasSize(11);
            assertThat(EchoContract.spectra(jtango)).hasSize(8);
            // A long_image smaller than the one it has kills TangoTest 9.3.4.
            assertThat(EchoContract.images(jtango, "long_image")).hasSize(7);
            assertThat(EchoContract.commands(jtango)).hasSize(22);
        }

        @Test
        void severalAttributesAtOnce() {
            List<PeerValue> values = jtango.readAll("State", "no_such", "short_scalar");
            assertThat(values).extracting(PeerValue::name).containsExactly("State", "no_such", "short_scalar");
            assertThat(values.get(1).errors()).hasSize(1);
            assertThat(jtango.writeRead("double_scalar", TangoType.DEV_DOUBLE, 13.5)
                            .written())
                    .containsExactly("13.5");

            Map<String, PeerData> scalars = new LinkedHashMap<>();
            scalars.put("short_scalar", PeerData.of(TangoType.DEV_SHORT, 11));
            scalars.put("no_such", PeerData.of(TangoType.DEV_SHORT, 12));
            scalars.put("double_scalar", PeerData.of(TangoType.DEV_SHORT, 13));
            List<NamedDevError> named =
                    PeerFailed.of(() -> jtango.writeAll(scalars)).named();

            assertThat(named).extracting(NamedDevError::name).containsExactlyInAnyOrder("no_such", "double_scalar");
            assertThat(named).extracting(NamedDevError::indexInCall).containsExactlyInAnyOrder(1, 2);
            assertThat(jtango.read("short_scalar").written()).containsExactly("11");
        }

        @Test
        void errorsComeThrough() {
            assertThat(reasons(() -> jtango.read("no_such"))).startsWith("API_AttrNotFound");
            assertThat(reasons(() -> jtango.write("no_such", TangoType.DEV_DOUBLE, 1)))
                    .startsWith("API_AttrNotFound");
            assertThat(reasons(() -> jtango.write("double_scalar", TangoType.DEV_LONG, 1)))
                    .startsWith("API_IncompatibleAttrDataType");
            assertThat(reasons(() -> jtango.writeSpectrum("double_spectrum_ro", TangoType.DEV_DOUBLE, 1.5)))
                    .startsWith("API_AttrNotWritable");
            assertThat(reasons(() -> jtango.command("NoSuch"))).startsWith("API_CommandNotFound");
            assertThat(reasons(() -> jtango.command("DevDouble", TangoType.DEV_LONG, 1)))
                    .startsWith("API_IncompatibleCmdArgumentType");
            assertThat(reasons(() -> jtango.deviceProxy("not a name"))).isNotEmpty();
        }

        @Test
        void theSourceAndTheTimeoutAreTheClientsChoice() {
            jtango.source(DevSource.CACHE);
            assertThat(reasons(() -> jtango.read("short_scalar"))).startsWith("API_AttrNotPolled");
            jtango.source(DevSource.DEV);
            jtango.timeout(2000);
            assertThat(jtango.read("short_scalar").values()).hasSize(1);
            assertThat(jtango.blackBox(1)).hasSize(1);
        }
    }

    @Nested
    class ClientWithAPyTangoServer {
        @Test
        void everyTypeComesBack() {
            jtango.deviceProxy(peers.pyTangoServer().url());

            assertThat(EchoContract.scalars(jtango, true)).hasSize(12);
            assertThat(EchoContract.spectra(jtango)).hasSize(12);
            assertThat(EchoContract.images(jtango)).hasSize(12);
            assertThat(EchoContract.commands(jtango)).hasSize(25);
        }
    }

    @Nested
    class Server {
        private static JTangoServer server;

        @BeforeAll
        static void start() {
            server = peers.jTangoServer();
        }

        @Test
        void everyTypeComesBackThroughPyTango() {
            PyTangoClient py = peers.pyTangoClient();
            py.deviceProxy(server.url());

            checkEveryType(py);
            // PyTango sends nothing in the place of a DevUChar.
            assertThat(EchoContract.commands(py, TangoType.DEV_UCHAR)).hasSize(24);
            checkBehaviour(py);
        }

        @Test
        void everyTypeComesBackThroughJTango() {
            jtango.deviceProxy(server.url());

            checkEveryType(jtango);
            assertThat(EchoContract.commands(jtango)).hasSize(25);
            checkBehaviour(jtango);
        }

        private static void checkEveryType(PeerClient client) {
            assertThat(EchoContract.scalars(client, true)).hasSize(12);
            assertThat(EchoContract.spectra(client)).hasSize(12);
            assertThat(EchoContract.images(client)).hasSize(12);
            client.write("enum_scalar", TangoType.DEV_ENUM, 2);
            assertThat(client.read("enum_scalar").values()).containsExactly("2");
            assertThat(client.attributeConfig("enum_scalar")).containsEntry("enum_labels", "LOW,MIDDLE,HIGH");
            DevEncoded encoded = new DevEncoded("raw", new byte[] {0, -1});
            client.write("encoded_scalar", TangoType.DEV_ENCODED, encoded);
            assertThat(client.read("encoded_scalar").values()).containsExactly("raw", "00ff");
        }

        private static void checkBehaviour(PeerClient client) {
            assertThat(client.info()).containsEntry("dev_class", "JTangoServer");
            assertThat(client.status()).isEqualTo("All is well");
            assertThat(client.attributeConfig("limited"))
                    .contains(entry("label", "Limited"), entry("max_value", "10"), entry("abs_change", "0.5"));
            assertThat(reasons(() -> client.write("limited", TangoType.DEV_DOUBLE, 11)))
                    .startsWith("API_WAttrOutsideLimit");
            assertThat(client.read("changing").quality()).isEqualTo(Quality.CHANGING);
            assertThat(client.read("invalid").quality()).isEqualTo(Quality.INVALID);
            assertThat(reasons(() -> client.read("throw_exception"))).startsWith("Peer_Read");
            assertThat(reasons(() -> client.command("Throw"))).startsWith("Peer_Inner", "Peer_Outer");
            client.command("GoTo", TangoType.DEV_STATE, DevState.FAULT);
            assertThat(client.state()).isEqualTo(DevState.FAULT);
            client.command("Push", TangoType.DEV_DOUBLE, 7.5);
            assertThat(client.read("pushed").values()).containsExactly("7.5");
            long count = client.read("counter").longs()[0];
            assertThat(client.read("counter").longs()).containsExactly(count + 1);
            client.command("Sleep", TangoType.DEV_DOUBLE, 0.01);
            server.process().awaitLine("sleeping");
            client.command("Init");
            assertThat(client.state()).isEqualTo(DevState.ON);
        }
    }

    private static List<String> reasons(Runnable call) {
        return PeerFailed.of(call).reasons();
    }
}
