package org.reactivetango.server.peers;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.EchoContract;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.PeerData;
import org.reactivetango.testkit.peers.PeerFailed;
import org.reactivetango.testkit.peers.PeerValue;
import org.reactivetango.testkit.peers.Peers;

/** What a client of another implementation gets from our server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServedContract {
    static final String TANGO_TEST = "sys/tg_test/1";
    static final String PEER = "test/peer/1";

    /** The types of the attributes, in the order of their definition. */
    private static final List<TangoType> TYPES = List.of(
            TangoType.DEV_BOOLEAN,
            TangoType.DEV_UCHAR,
            TangoType.DEV_SHORT,
            TangoType.DEV_USHORT,
            TangoType.DEV_LONG,
            TangoType.DEV_ULONG,
            TangoType.DEV_LONG64,
            TangoType.DEV_ULONG64,
            TangoType.DEV_FLOAT,
            TangoType.DEV_DOUBLE,
            TangoType.DEV_STRING,
            TangoType.DEV_STATE);

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private TangoServer server;
    private PeerClient client;

    /** On how many loops the server runs. */
    int eventLoops() {
        return 1;
    }

    /** Starts the client. */
    abstract PeerClient start();

    /** What its library says of a device that is not there. */
    abstract String unknownDevice();

    /** What its library says when there was no answer in time. */
    abstract String timeout();

    /** Types that it cannot send as a command's argument. */
    abstract TangoType[] unspeakable();

    @BeforeAll
    void serve() {
        server = TangoServer.named("Matrix/peer")
                .eventLoops(eventLoops())
                .device(TANGO_TEST, TangoTest.definition(1))
                .device(PEER, PeerDevice.definition())
                .bindNow();
        client = start();
    }

    @AfterAll
    void end() {
        server.closeLater().block();
    }

    PeerClient client() {
        return client;
    }

    /** Makes the client talk to one of the server's devices. */
    PeerClient device(String name) {
        client.deviceProxy(server.deviceUrl(name));
        return client;
    }

    static List<String> reasons(Runnable call) {
        return PeerFailed.of(call).reasons();
    }

    @Test
    void tellsWhatItIs() {
        device(TANGO_TEST);
        client.ping();
        assertThat(client.info())
                .containsOnly(
                        entry("dev_class", "TangoTest"),
                        entry("server_id", "Matrix/peer"),
                        entry("server_host", "127.0.0.1"),
                        entry("server_version", "6"),
                        entry("doc_url", "Doc URL = http://www.tango-controls.org"),
                        entry("dev_type", "Uninitialised"));
        assertThat(client.name()).isEqualTo(TANGO_TEST);
        assertThat(client.description()).isEqualTo("A TANGO device");
        assertThat(client.adminName()).contains("/dserver/Matrix/peer");
        assertThat(client.idlVersion()).isEqualTo(5);
        assertThat(client.state()).isEqualTo(DevState.RUNNING);
        assertThat(client.status()).isEqualTo("The device is in RUNNING state.");

        device(PEER);
        assertThat(client.info()).containsEntry("dev_class", "PeerTest");
        assertThat(client.name()).isEqualTo(PEER);
        assertThat(client.status()).isEqualTo("All is well");
    }

    @Test
    void stateAndStatusAreAttributesAndCommands() {
        device(PEER);
        for (DevState state : DevState.values()) {
            client.command("GoTo", TangoType.DEV_STATE, state);
            String status = "The device is in " + state + " state.";
            assertThat(client.state()).isEqualTo(state);
            assertThat(client.status()).isEqualTo(status);
            assertThat(client.read("State"))
                    .returns(TangoType.DEV_STATE, PeerValue::type)
                    .returns(DataFormat.SCALAR, PeerValue::format)
                    .returns(List.of(state.name()), PeerValue::values);
            assertThat(client.read("Status")).returns(List.of(status), PeerValue::values);
            assertThat(client.command("State")).isEqualTo(PeerData.of(TangoType.DEV_STATE, state));
            assertThat(client.command("Status").values()).containsExactly(status);
        }
        client.command("Init");
        assertThat(client.state()).isEqualTo(DevState.ON);
        assertThat(client.status()).isEqualTo("All is well");
    }

    @Test
    void listsItsAttributesInTheirOrder() {
        device(PEER);
        List<String> expected = new ArrayList<>();
        for (TangoType type : TYPES) {
            String name = prefix(type);
            expected.addAll(List.of(name + "_scalar", name + "_spectrum", name + "_image"));
        }
        expected.addAll(
                List.of("enum_scalar", "encoded_scalar", "limited", "polled", "counter", "invalid", "changing"));
        expected.addAll(List.of("throw_exception", "State", "Status"));
        assertThat(client.attributeList()).isEqualTo(expected);

        device(TANGO_TEST);
        assertThat(client.attributeList()).hasSize(69).startsWith("ampli").endsWith("State", "Status");
    }

    private static String prefix(TangoType type) {
        return type.tangoName().substring("Dev".length()).toLowerCase(Locale.ROOT);
    }

    @Test
    void tellsHowEveryAttributeIsConfigured() {
        device(PEER);
        for (TangoType type : TYPES) {
            checkConfig(prefix(type) + "_scalar", type, DataFormat.SCALAR, 1, 0);
            checkConfig(prefix(type) + "_spectrum", type, DataFormat.SPECTRUM, PeerDevice.MAX_LENGTH, 0);
            checkConfig(prefix(type) + "_image", type, DataFormat.IMAGE, PeerDevice.MAX_SIDE, PeerDevice.MAX_SIDE);
        }
        checkConfig("encoded_scalar", TangoType.DEV_ENCODED, DataFormat.SCALAR, 1, 0);
        assertThat(client.attributeConfig("State"))
                .contains(entry("data_type", "19"), entry("writable", "0"), entry("writable_attr_name", "None"));
    }

    private void checkConfig(String name, TangoType type, DataFormat format, int x, int y) {
        assertThat(client.attributeConfig(name))
                .contains(
                        entry("name", name),
                        entry("label", name),
                        entry("description", "No description"),
                        entry("unit", ""),
                        entry("standard_unit", "No standard unit"),
                        entry("display_unit", "No display unit"),
                        entry("data_type", Integer.toString(type.code())),
                        entry("data_format", Integer.toString(format.ordinal())),
                        entry("writable", "3"),
                        entry("disp_level", "0"),
                        entry("writable_attr_name", name),
                        entry("max_dim_x", Integer.toString(x)),
                        entry("max_dim_y", Integer.toString(y)),
                        entry("min_value", "Not specified"),
                        entry("max_value", "Not specified"),
                        entry("min_alarm", "Not specified"),
                        entry("delta_val", "Not specified"),
                        entry("rel_change", "Not specified"),
                        entry("period", "1000"),
                        entry("archive_abs_change", "Not specified"),
                        entry("archive_period", "Not specified"));
    }

    @Test
    void tellsOfLimitsAndLabels() {
        device(PEER);
        assertThat(client.attributeConfig("limited"))
                .contains(
                        entry("label", "Limited"),
                        entry("description", "A value with limits"),
                        entry("unit", "mm"),
                        entry("display_unit", "1000"),
                        entry("standard_unit", "0.001"),
                        entry("format", "%6.3f"),
                        entry("min_value", "-10"),
                        entry("max_value", "10"),
                        entry("min_alarm", "-9"),
                        entry("max_alarm", "9"),
                        entry("min_warning", "-8"),
                        entry("max_warning", "8"));
        assertThat(client.attributeConfig("ENUM_Scalar"))
                .contains(
                        entry("name", "enum_scalar"),
                        entry("data_type", "29"),
                        entry("enum_labels", "LOW,MIDDLE,HIGH"));
        device(TANGO_TEST);
        assertThat(client.attributeConfig("double_scalar_rww"))
                .contains(entry("writable", "1"), entry("writable_attr_name", "double_scalar_w"));
        assertThat(client.attributeConfig("double_scalar_w"))
                .contains(entry("writable", "2"), entry("writable_attr_name", "None"));
    }

    @Test
    void tellsOfEveryCommand() {
        device(PEER);
        List<String> commands = client.commandList();
        assertThat(commands)
                .hasSize(35)
                .contains("DevVoid", "Init", "State", "Status")
                .isSorted();
        List<TangoType> echoed = Stream.of(TangoType.values())
                .filter(type -> commands.contains(type.tangoName()))
                .toList();
        assertThat(echoed).hasSize(27);
        for (TangoType type : echoed) {
            assertThat(client.commandInfo(type.tangoName()))
                    .contains(
                            entry("cmd_name", type.tangoName()),
                            entry("in_type", Integer.toString(type.code())),
                            entry("out_type", Integer.toString(type.code())),
                            entry("in_type_desc", "Uninitialised"),
                            entry("out_type_desc", "Uninitialised"),
                            entry("disp_level", "0"));
        }
        assertThat(client.commandInfo("State"))
                .contains(entry("in_type", "0"), entry("out_type", "19"), entry("out_type_desc", "Device state"));
        device(TANGO_TEST);
        assertThat(client.commandInfo("crashfromomnithread"))
                .contains(entry("cmd_name", "CrashFromOmniThread"), entry("disp_level", "1"));
    }

    @Test
    void keepsScalarsOfEveryType() {
        device(PEER);
        assertThat(EchoContract.scalars(client, true)).hasSize(12);
        for (int label = 0; label < 3; label++) {
            client.write("enum_scalar", TangoType.DEV_ENUM, label);
            assertThat(client.read("enum_scalar").values()).containsExactly(Integer.toString(label));
        }
        for (String format : new String[] {"", "raw"}) {
            DevEncoded encoded = new DevEncoded(format, new byte[] {0, 127, -128, -1});
            client.write("encoded_scalar", TangoType.DEV_ENCODED, encoded);
            assertThat(client.read("encoded_scalar"))
                    .returns(List.of(format, "007f80ff"), PeerValue::values)
                    .returns(List.of(format, "007f80ff"), PeerValue::written);
        }
        for (String text : new String[] {"", EchoContract.LATIN_1, "\u00e9".repeat(20_000)}) {
            client.write("string_scalar", TangoType.DEV_STRING, text);
            assertThat(client.read("string_scalar"))
                    .returns(List.of(text), PeerValue::values)
                    .returns(List.of(text), PeerValue::written);
        }
    }

    @Test
    void keepsSpectraOfEveryType() {
        device(PEER);
        assertThat(EchoContract.spectra(client)).hasSize(12);
        assertThat(EchoContract.emptyAndFullSpectra(client, PeerDevice.MAX_LENGTH))
                .hasSize(12);
        client.writeSpectrum("string_spectrum", TangoType.DEV_STRING, "", EchoContract.LATIN_1, "");
        assertThat(client.read("string_spectrum").values()).containsExactly("", EchoContract.LATIN_1, "");
    }

    @Test
    void keepsImagesOfEveryType() {
        device(PEER);
        assertThat(EchoContract.images(client)).hasSize(12);
        assertThat(EchoContract.imagesOfEveryShape(client, PeerDevice.MAX_SIDE)).hasSize(12);
    }

    @Test
    void answersCommandsOfEveryType() {
        device(PEER);
        assertThat(EchoContract.commands(client, unspeakable())).hasSize(26 - unspeakable().length);
        assertThat(EchoContract.edges(client, unspeakable())).hasSize(52 - 2 * unspeakable().length);
    }

    @Test
    void keepsWhatIsWrittenToTangoTest() {
        device(TANGO_TEST);
        assertThat(EchoContract.scalars(client, false)).hasSize(11);
        assertThat(EchoContract.spectra(client)).hasSize(8);
        assertThat(EchoContract.images(client)).hasSize(8);
        assertThat(EchoContract.commands(client)).hasSize(22);
    }

    @Test
    void showsWhatWasNeverWritten() {
        device(TANGO_TEST);
        assertThat(client.read("ampli"))
                .returns(List.of("0.0"), PeerValue::values)
                .returns(DataFormat.SCALAR, PeerValue::format);
        assertThat(client.read("double_scalar_rww"))
                .returns(List.of("0.0"), PeerValue::written)
                .returns(1, PeerValue::writtenDimX);
        client.write("double_scalar_w", TangoType.DEV_DOUBLE, -2.5);
        assertThat(client.read("double_scalar_rww").written()).containsExactly("-2.5");
        assertThat(client.read("double_scalar_w"))
                .returns(List.of("-2.5"), PeerValue::values)
                .returns(TangoType.DEV_DOUBLE, PeerValue::type);
        assertThat(client.read("short_spectrum_ro"))
                .returns(256, PeerValue::dimX)
                .returns(0, PeerValue::writtenDimX)
                .returns(List.of(), PeerValue::written);
    }

    @Test
    void readsAndWritesSeveralAttributesInOneCall() {
        device(PEER);
        Map<String, PeerData> scalars = new LinkedHashMap<>();
        scalars.put("short_scalar", PeerData.of(TangoType.DEV_SHORT, 11));
        scalars.put("string_scalar", PeerData.of(TangoType.DEV_STRING, "caf\u00e9"));
        scalars.put("ulong64_scalar", PeerData.of(TangoType.DEV_ULONG64, -1L));
        client.writeAll(scalars);

        List<PeerValue> values = client.readAll(
                "STRING_scalar", "no_such", "short_scalar", "State", "throw_exception", "ulong64_scalar", "invalid");
        assertThat(values)
                .extracting(PeerValue::name)
                .containsExactly(
                        "string_scalar",
                        "no_such",
                        "short_scalar",
                        "State",
                        "throw_exception",
                        "ulong64_scalar",
                        "invalid");
        assertThat(values)
                .extracting(PeerValue::text)
                .containsExactly("caf\u00e9", "", "11", "ON", "", "18446744073709551615", "");
        assertThat(values.get(1).errors()).extracting(DevError::reason).startsWith("API_AttrNotFound");
        assertThat(values.get(4).errors()).extracting(DevError::reason).startsWith("Peer_Read");
        assertThat(values.get(6).quality()).isEqualTo(Quality.INVALID);

        assertThat(client.writeRead("double_scalar", TangoType.DEV_DOUBLE, 13.5))
                .returns(List.of("13.5"), PeerValue::values)
                .returns(List.of("13.5"), PeerValue::written);
    }

    @Test
    void writesTheOthersWhereSomeFail() {
        device(PEER);
        Map<String, PeerData> scalars = new LinkedHashMap<>();
        scalars.put("limited", PeerData.of(TangoType.DEV_DOUBLE, 11));
        scalars.put("short_scalar", PeerData.of(TangoType.DEV_SHORT, 21));
        scalars.put("counter", PeerData.of(TangoType.DEV_LONG, 1));
        scalars.put("double_scalar", PeerData.of(TangoType.DEV_DOUBLE, 22.5));

        PeerFailed failure = PeerFailed.of(() -> client.writeAll(scalars));

        assertThat(failure.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.description()).endsWith("object(s) counter, limited"));
        checkNamed(failure);
        assertThat(client.read("short_scalar").written()).containsExactly("21");
        assertThat(client.read("double_scalar").written()).containsExactly("22.5");
    }

    /** Which of {@code limited} (0) and {@code counter} (2) the client's library says to have failed. */
    abstract void checkNamed(PeerFailed failure);

    @Test
    void qualitiesComeThrough() {
        device(PEER);
        assertThat(client.read("changing"))
                .returns(Quality.CHANGING, PeerValue::quality)
                .returns(List.of("1.0"), PeerValue::values);
        assertThat(client.read("invalid"))
                .returns(Quality.INVALID, PeerValue::quality)
                .returns(List.of(), PeerValue::values)
                .returns(List.of(), PeerValue::errors);
        long first = client.read("counter").longs()[0];
        assertThat(client.read("counter").longs()).containsExactly(first + 1);
    }

    @Test
    void errorsHaveTangosReasons() {
        device(PEER);
        assertThat(reasons(() -> client.read("no_such"))).startsWith("API_AttrNotFound");
        assertThat(reasons(() -> client.attributeConfig("no_such"))).startsWith("API_AttrNotFound");
        assertThat(reasons(() -> client.read("throw_exception"))).startsWith("Peer_Read");
        assertThat(reasons(() -> client.write("no_such", TangoType.DEV_DOUBLE, 1)))
                .startsWith("API_AttrNotFound");
        assertThat(reasons(() -> client.write("counter", TangoType.DEV_LONG, 1)))
                .startsWith("API_AttrNotWritable");
        assertThat(reasons(() -> client.writeAs("double_scalar", TangoType.DEV_LONG, 1)))
                .startsWith("API_IncompatibleAttrDataType");
        for (double beyond : new double[] {-10.5, 10.5, 1e300}) {
            assertThat(reasons(() -> client.write("limited", TangoType.DEV_DOUBLE, beyond)))
                    .startsWith("API_WAttrOutsideLimit");
        }
        for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(reasons(() -> client.write("double_scalar", TangoType.DEV_DOUBLE, none)))
                    .startsWith("API_WAttrOutsideLimit");
            assertThat(reasons(() -> client.write("float_scalar", TangoType.DEV_FLOAT, none)))
                    .startsWith("API_WAttrOutsideLimit");
        }
        assertThat(reasons(() -> client.write("enum_scalar", TangoType.DEV_ENUM, 3)))
                .startsWith("API_WAttrOutsideLimit");
        assertThat(reasons(() -> client.writeSpectrum(
                        "uchar_spectrum", TangoType.DEV_UCHAR, new int[PeerDevice.MAX_LENGTH + 1])))
                .startsWith("API_WAttrOutsideLimit");
        assertThat(reasons(() -> client.command("NoSuch"))).startsWith("API_CommandNotFound");
        assertThat(reasons(() -> client.commandInfo("NoSuch"))).startsWith("API_CommandNotFound");
        assertThat(reasons(() -> client.commandAs("DevDouble", TangoType.DEV_LONG, 1)))
                .startsWith("API_IncompatibleCmdArgumentType");
        assertThat(reasons(() -> client.command("Throw"))).startsWith("Peer_Inner", "Peer_Outer");
        device(TANGO_TEST);
        assertThat(reasons(() -> client.read("no_value"))).startsWith("API_AttrValueNotSet");
        assertThat(reasons(() -> client.read("throw_exception"))).startsWith("exception test");
    }

    @Test
    void whatIsNotPolledIsNotInTheCache() {
        device(PEER);
        client.source(DevSource.CACHE);
        assertThat(reasons(() -> client.read("short_scalar"))).startsWith("API_AttrNotPolled");
        assertThat(reasons(() -> client.command("State"))).startsWith("API_CmdNotPolled");
        client.source(DevSource.DEV);
        assertThat(client.read("changing").values()).containsExactly("1.0");
        client.source(DevSource.CACHE_DEV);
        assertThat(client.read("changing").values()).containsExactly("1.0");
    }

    @Test
    void aDeviceThatIsNotThereIsAnErrorAndTheOthersAreNotDisturbed() {
        assertThat(reasons(() -> {
                    device("no/such/device");
                    client.ping();
                }))
                .contains(unknownDevice());
        device("SYS/TG_TEST/1");
        assertThat(client.state()).isEqualTo(DevState.RUNNING);
        assertThat(client.name()).isEqualToIgnoringCase(TANGO_TEST);
    }

    @Test
    void aClientThatGivesUpCanGoOn() {
        device(PEER);
        client.timeout(200);
        assertThat(reasons(() -> client.command("Sleep", TangoType.DEV_DOUBLE, 1)))
                .contains(timeout());
        client.timeout(10_000);
        assertThat(client.command("DevString", TangoType.DEV_STRING, "awake").values())
                .containsExactly("awake");
        assertThat(client.read("changing").values()).containsExactly("1.0");
    }

    @Test
    void theAdminDeviceKnowsTheServer() {
        device("dserver/Matrix/peer");
        client.ping();
        assertThat(client.info()).contains(entry("dev_class", "DServer"), entry("server_id", "Matrix/peer"));
        assertThat(client.name()).isEqualTo("dserver/Matrix/peer");
        assertThat(client.state()).isEqualTo(DevState.ON);
        assertThat(client.status()).isEqualTo("The device is ON\nThe polling is ON");
        assertThat(client.command("QueryClass"))
                .isEqualTo(PeerData.of(TangoType.DEVVAR_STRINGARRAY, "TangoTest", "PeerTest"));
        assertThat(client.command("QueryDevice"))
                .isEqualTo(PeerData.of(TangoType.DEVVAR_STRINGARRAY, "TangoTest::" + TANGO_TEST, "PeerTest::" + PEER));
        assertThat(client.command("QuerySubDevice")).isEqualTo(PeerData.of(TangoType.DEVVAR_STRINGARRAY));
        assertThat(client.attributeList()).containsExactly("State", "Status");
        assertThat(client.commandList()).contains("DevRestart", "Init", "Kill", "QueryClass", "QueryDevice");
        assertThat(reasons(() -> client.command("DevRestart", TangoType.DEV_STRING, "no/such/device")))
                .startsWith("API_DeviceNotFound");

        device(PEER).command("GoTo", TangoType.DEV_STATE, DevState.FAULT);
        device("dserver/matrix/PEER").command("DevRestart", TangoType.DEV_STRING, PEER);
        assertThat(device(PEER).state()).isEqualTo(DevState.ON);
    }
}
