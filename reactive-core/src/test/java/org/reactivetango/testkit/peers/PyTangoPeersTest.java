package org.reactivetango.testkit.peers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/** The PyTango client with native TangoTest and with the kit's own server. */
class PyTangoPeersTest {
    @RegisterExtension
    static final Peers peers = new Peers();

    private static PyTangoClient py;

    @BeforeAll
    static void start() {
        py = peers.pyTangoClient();
    }

    @Nested
    class WithTangoTest {
        private static TangoTestServer server;

        @BeforeAll
        static void start() {
            server = peers.tangoTest();
        }

        @BeforeEach
        void connect() {
            py.deviceProxy(server.url());
        }

        @Test
        void theDeviceTellsWhatItIs() {
            py.ping();
            assertThat(py.info())
                    .contains(
                            entry("dev_class", "TangoTest"),
                            entry("server_id", "TangoTest/peer"),
                            entry("server_version", "5"));
            assertThat(py.name()).isEqualTo("sys/tg_test/1");
            assertThat(py.description()).isEqualTo("A TANGO device");
            assertThat(py.adminName()).isEqualTo(server.url("dserver/TangoTest/peer"));
            assertThat(py.idlVersion()).isEqualTo(5);
            assertThat(py.state()).isEqualTo(DevState.RUNNING);
            assertThat(py.status()).isEqualTo("The device is in RUNNING state.");
        }

        @Test
        void theDeviceTellsWhatItHas() {
            assertThat(py.attributeList()).hasSize(62).contains("double_scalar", "State", "Status");
            assertThat(py.commandList()).hasSize(30).contains("DevDouble", "Init", "State", "Status");
            assertThat(py.attributeConfig("double_scalar"))
                    .contains(
                            entry("name", "double_scalar"),
                            entry("data_type", "5"),
                            entry("data_format", "0"),
                            entry("writable", "3"),
                            entry("max_dim_x", "1"),
                            entry("format", "%6.2f"),
                            entry("min_value", "Not specified"));
            assertThat(py.commandInfo("DevDouble"))
                    .contains(
                            entry("cmd_name", "DevDouble"),
                            entry("in_type", "5"),
                            entry("out_type", "5"),
                            entry("in_type_desc", "Any DevDouble value"));
        }

        @Test
        void everyTypeComesBack() {
            assertThat(EchoContract.scalars(py, false)).hasSize(11);
            assertThat(EchoContract.spectra(py)).hasSize(8);
            // A long_image smaller than the one it has kills TangoTest 9.3.4.
            assertThat(EchoContract.images(py, "long_image")).hasSize(7);
            assertThat(EchoContract.commands(py)).hasSize(22);
        }

        @Test
        void aReadingIsComplete() {
            py.writeSpectrum("double_spectrum", TangoType.DEV_DOUBLE, new double[] {1.5, -2, 1e10});

            PeerValue value = py.read("double_spectrum");

            assertThat(value.name()).isEqualTo("double_spectrum");
            assertThat(value.doubles()).containsExactly(1.5, -2, 1e10);
            assertThat(value.text()).isEqualTo("1.5,-2.0,1.0E10");
            assertThat(value.errors()).isEmpty();
            assertThat(Duration.between(value.time(), Instant.now()).abs()).isLessThan(Duration.ofHours(1));
            assertThat(py.read("State"))
                    .returns(TangoType.DEV_STATE, PeerValue::type)
                    .returns(DataFormat.SCALAR, PeerValue::format)
                    .returns(List.of("RUNNING"), PeerValue::values)
                    .returns(0, PeerValue::writtenDimX);
        }

        @Test
        void severalAttributesAtOnce() {
            List<PeerValue> values = py.readAll("State", "no_such", "short_scalar");

            assertThat(values).extracting(PeerValue::name).containsExactly("State", "no_such", "short_scalar");
            assertThat(values.get(1).errors()).extracting(DevError::reason).startsWith("API_AttrNotFound");
            assertThat(values.get(2).type()).isEqualTo(TangoType.DEV_SHORT);

            Map<String, PeerData> scalars = new LinkedHashMap<>();
            scalars.put("short_scalar", PeerData.of(TangoType.DEV_SHORT, 11));
            scalars.put("double_scalar", PeerData.of(TangoType.DEV_DOUBLE, 12.5));
            py.writeAll(scalars);
            assertThat(py.read("short_scalar").written()).containsExactly("11");
            assertThat(py.read("double_scalar").written()).containsExactly("12.5");
            assertThat(py.writeRead("double_scalar", TangoType.DEV_DOUBLE, 13.5).written())
                    .containsExactly("13.5");
        }

        @Test
        void errorsAreTheDevicesOwnAndThenTheLibrarys() {
            assertThat(reasons(() -> py.read("no_such"))).containsExactly("API_AttrNotFound", "API_AttributeFailed");
            assertThat(reasons(() -> py.write("no_such", TangoType.DEV_DOUBLE, 1)))
                    .startsWith("API_AttrNotFound");
            assertThat(reasons(() -> py.writeAs("double_scalar", TangoType.DEV_LONG, 1)))
                    .startsWith("API_IncompatibleAttrDataType");
            assertThat(reasons(() -> py.writeSpectrum("double_spectrum_ro", TangoType.DEV_DOUBLE, 1.5)))
                    .startsWith("API_AttrNotWritable");
            assertThat(reasons(() -> py.command("NoSuch"))).startsWith("API_CommandNotFound");
            assertThat(reasons(() -> py.commandAs("DevDouble", TangoType.DEV_LONG, 1)))
                    .startsWith("API_IncompatibleCmdArgumentType");
            assertThat(reasons(() -> py.command("DevDouble", TangoType.DEV_STRING, "x")))
                    .containsExactly("TypeError");
        }

        @Test
        void theBlackBoxRemembersTheClient() {
            py.ping();

            assertThat(py.blackBox(2)).hasSize(2).first().asString().contains("ping");
        }

        @Test
        void aDeviceThatIsNotThereIsAnError() {
            assertThat(reasons(() -> py.deviceProxy(server.url("no/such/device"))))
                    .contains("API_DeviceNotDefined");
        }
    }

    @Nested
    class WithAPyTangoServer {
        private static PyTangoServer server;

        @BeforeAll
        static void start() {
            server = peers.pyTangoServer();
        }

        @BeforeEach
        void connect() {
            py.deviceProxy(server.url());
        }

        @Test
        void everyTypeComesBack() {
            checkEveryType();
        }

        @Test
        void aLimitIsALimit() {
            assertThat(py.attributeConfig("limited"))
                    .contains(
                            entry("label", "Limited"),
                            entry("max_value", "10"),
                            entry("min_warning", "-8"),
                            entry("abs_change", "0.5"));
            assertThat(py.attributeConfig("enum_scalar")).containsEntry("enum_labels", "LOW,MIDDLE,HIGH");
            assertThat(reasons(() -> py.write("limited", TangoType.DEV_DOUBLE, 11)))
                    .startsWith("API_WAttrOutsideLimit");
        }

        @Test
        void qualitiesComeThrough() {
            assertThat(py.read("changing").quality()).isEqualTo(Quality.CHANGING);
            assertThat(py.read("invalid"))
                    .returns(Quality.INVALID, PeerValue::quality)
                    .returns(List.of(), PeerValue::values);
        }

        @Test
        void errorsOfTheDeviceComeThrough() {
            assertThat(reasons(() -> py.read("throw_exception"))).startsWith("Peer_Read");
            assertThat(reasons(() -> py.command("Throw")))
                    .containsExactly("Peer_Inner", "Peer_Outer", "API_CommandFailed");
        }

        @Test
        void theDeviceCanBeSentToAState() {
            py.command("GoTo", TangoType.DEV_STATE, DevState.FAULT);
            assertThat(py.state()).isEqualTo(DevState.FAULT);
            py.command("Init");
            assertThat(py.state()).isEqualTo(DevState.ON);
        }

        @Test
        void theSourceIsTheClientsChoice() {
            py.source(DevSource.CACHE);
            assertThat(reasons(() -> py.read("counter"))).startsWith("API_AttrNotPolled");
            py.source(DevSource.DEV);
            long first = py.read("counter").longs()[0];
            assertThat(py.read("counter").longs()).containsExactly(first + 1);
        }

        @Test
        void aSlowCommandOutlastsAnImpatientClient() {
            PyTangoServer busy = peers.pyTangoServer();
            py.deviceProxy(busy.url());
            py.timeout(100);

            assertThat(reasons(() -> py.command("Sleep", TangoType.DEV_DOUBLE, 1000)))
                    .contains("API_DeviceTimedOut");
            busy.process().awaitLine("sleeping");
        }

        @Test
        void aScriptRunsToItsEnd() {
            assertThat(PyTangoScript.run(PyTangoPeersTest.class, "read_once.py", server.url(), "double_scalar"))
                    .containsExactly("double_scalar DevDouble");
            assertThatThrownBy(() -> PyTangoScript.run(PyTangoPeersTest.class, "read_once.py", server.url(), "no_such"))
                    .isInstanceOf(PeerProcessException.class)
                    .hasMessageContainingAll("read_once.py", "exit code 1", "API_AttrNotFound");
        }
    }

    @Nested
    class WithAnAsyncioServer {
        @Test
        void everyTypeComesBack() {
            PyTangoServer server = peers.asyncioServer();
            py.deviceProxy(server.url());

            checkEveryType();
            py.command("Sleep", TangoType.DEV_DOUBLE, 0.01);
            server.process().awaitLine("sleeping");
        }
    }

    private static void checkEveryType() {
        assertThat(EchoContract.scalars(py, true)).hasSize(12);
        assertThat(EchoContract.spectra(py)).hasSize(12);
        assertThat(EchoContract.images(py)).hasSize(12);
        assertThat(EchoContract.commands(py)).hasSize(25);
        py.write("enum_scalar", TangoType.DEV_ENUM, 2);
        assertThat(py.read("enum_scalar").values()).containsExactly("2");
        DevEncoded encoded = new DevEncoded("raw", new byte[] {0, -1});
        py.write("encoded_scalar", TangoType.DEV_ENCODED, encoded);
        assertThat(py.read("encoded_scalar").values()).containsExactly("raw", "00ff");
    }

    @Test
    void aClientThatDiesSaysSo() {
        PyTangoClient mortal = peers.pyTangoClient();
        TangoTestServer server = peers.tangoTest();
        mortal.deviceProxy(server.url());

        // PyTango 9.3 cannot send what is not Latin-1.
        assertThatThrownBy(() -> mortal.write("string_scalar", TangoType.DEV_STRING, "\u20ac"))
                .isInstanceOf(PeerProcessException.class)
                .hasMessageContainingAll("PyTango client", "signal 11");
    }

    @Test
    void aServerThatDiesIsAnErrorOfTheClient() {
        TangoTestServer server = peers.tangoTest();
        py.deviceProxy(server.url());
        py.ping();
        server.close();

        assertThat(reasons(py::ping)).startsWith("API_CorbaException");
    }

    private static List<String> reasons(Runnable call) {
        return PeerFailed.of(call).reasons();
    }
}
