package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;

class CliReadTest {
    private static TangoServer server;

    @BeforeAll
    static void serve() {
        server = CliRun.serve();
    }

    @AfterAll
    static void close() {
        server.closeLater().block();
    }

    private static CliRun run(String... args) {
        return new CliRun.Shell(server).run(args);
    }

    @Test
    void aReadingIsValueSetValueQualityAndTime() {
        CliRun run = run("read", "DEVICE", "double_scalar");

        assertThat(run).isEqualTo(new CliRun(0, """
                        double_scalar
                          value     1.5 A
                          set value 1.5 A
                          quality   VALID
                          time      2026-01-02 04:04:05.678901 +01:00
                        """, ""));
        assertThat(run("read", "DEVICE/DOUBLE_scalar"))
                .as("a name of four fields")
                .isEqualTo(run);
    }

    @Test
    void severalAttributesAreShownInTheOrderInWhichTheyWereAskedFor() {
        assertThat(run("read", "DEVICE", "enum_scalar", "string_spectrum", "ushort_image", "limits", "no_value")
                        .out())
                .isEqualTo("""
                        enum_scalar
                          value     OPEN
                          set value OPEN
                          quality   VALID
                          time      2026-01-02 04:04:05.678901 +01:00
                        string_spectrum
                          value     ["a, b", "c"]
                          set value ["a, b", "c"]
                          quality   VALID
                          time      2026-01-02 04:04:05.678901 +01:00
                        ushort_image
                          value     3 x 2
                                    [1, 2, 3]
                                    [4, 5, 6]
                          set value 3 x 2
                                    [1, 2, 3]
                                    [4, 5, 6]
                          quality   VALID
                          time      2026-01-02 04:04:05.678901 +01:00
                        limits
                          value     -Infinity
                          quality   ALARM
                          time      2026-01-02 04:04:05.678901 +01:00
                        no_value
                          quality   INVALID
                          time      2026-01-02 04:04:05.678901 +01:00
                        """);
    }

    @Test
    void aJsonReadingIsOneDocumentInOneLine() {
        assertThat(run("read", "--json", "DEVICE", "double_scalar").out())
                .isEqualTo(
                        "{\"device\":\"DEVICE\",\"attribute\":\"double_scalar\",\"type\":\"DevDouble\",\"format\":\"SCALAR\","
                                + "\"value\":1.5,\"set_value\":1.5,\"unit\":\"A\",\"quality\":\"VALID\","
                                + "\"time\":\"2026-01-02T03:04:05.678901Z\"}\n");
    }

    @Test
    void jsonKeepsEveryValue() {
        assertThat(json("boolean_scalar").get("value").booleanValue()).isTrue();
        assertThat(json("long64_scalar").get("value").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(json("float_scalar").get("value").asText()).isEqualTo("0.1");
        assertThat(json("uchar_scalar").get("value").intValue()).isEqualTo(200);
        assertThat(json("ulong_scalar").get("value").longValue()).isEqualTo(4294967295L);
        assertThat(json("ulong64_scalar").get("value").bigIntegerValue())
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(json("string_scalar").get("value").textValue()).isEqualTo("22 \u00b0C");
        assertThat(json("state_scalar").get("value").textValue()).isEqualTo("MOVING");
        assertThat(json("encoded_scalar").get("value")).hasToString("{\"format\":\"RAW\",\"data\":\"AP8=\"}");
        assertThat(json("double_spectrum").get("value")).hasToString("[1.0,\"NaN\"]");
        assertThat(json("ulong64_spectrum").get("value")).hasToString("[1,18446744073709551615]");
        assertThat(json("uchar_spectrum").get("value")).hasToString("[1,255]");
        assertThat(json("string_spectrum").get("value")).hasToString("[\"a, b\",\"c\"]");
        assertThat(json("ushort_image").get("value")).hasToString("[[1,2,3],[4,5,6]]");
        assertThat(json("limits").get("value").textValue()).isEqualTo("-Infinity");
        assertThat(json("no_value").get("value").isNull()).isTrue();
        assertThat(json("enum_scalar"))
                .hasToString(
                        "{\"device\":\"DEVICE\",\"attribute\":\"enum_scalar\",\"type\":\"DevEnum\",\"format\":\"SCALAR\","
                                + "\"value\":1,\"value_label\":\"OPEN\",\"set_value\":1,\"set_value_label\":\"OPEN\",\"unit\":\"\","
                                + "\"quality\":\"VALID\",\"time\":\"2026-01-02T03:04:05.678901Z\"}");
        assertThat(json("enum_spectrum").get("value_label")).hasToString("[\"AJAR\",\"CLOSED\"]");
    }

    private static JsonNode json(String attribute) {
        return run("read", "DEVICE", attribute, "--json").document();
    }

    @Test
    void nothingThatADeviceSaysReachesTheTerminalAsItIs() {
        CliRun text = run("read", "DEVICE", "hostile");
        CliRun json = run("read", "DEVICE", "hostile", "--json");
        CliRun error = run("read", "DEVICE", "broken", "--verbose");

        assertThat(text.out())
                .contains("value     \\u001b]0;owned\\u0007\\u001b[2J\n            forged line\\u009b1m\n")
                .matches(CliReadTest::safe);
        assertThat(json.out()).matches(CliReadTest::safe).isASCII();
        assertThat(json.document().get("value").textValue()).isEqualTo(CliDevice.HOSTILE);
        assertThat(error.err()).matches(CliReadTest::safe).contains("    forged line\\u009b1m\n");
    }

    private static boolean safe(String text) {
        return text.codePoints().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x2000));
    }

    @Test
    void oneFailureOfSeveralIsReportedAndTheOthersAreShown() {
        CliRun run = run("read", "DEVICE", "broken", "long_scalar");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).startsWith("long_scalar\n  value     -3\n");
        assertThat(run.err()).isEqualTo("""
                        error: read broken of DEVICE: the device refused
                          Psu_Fuse: the fuse is blown
                            \\u001b]0;owned\\u0007\\u001b[2J
                            forged line\\u009b1m
                            from CliDevice.broken
                          API_AttributeFailed: Failed to read_attribute on device test/cli/1 at SERVER, attribute broken
                            from DeviceProxy::read_attribute()
                        """);
    }

    @Test
    void aFailureInJsonHasTheWholeStack() {
        CliRun run = run("read", "DEVICE", "broken", "long_scalar", "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.documents()).hasSize(2);
        JsonNode error = run.documents().get(0).get("error");
        assertThat(error.get("reason").textValue()).isEqualTo("Psu_Fuse");
        assertThat(error.get("completion").textValue()).isEqualTo("YES");
        assertThat(error.get("stack").get(0).get("description").textValue())
                .isEqualTo("the fuse is blown\n" + CliDevice.HOSTILE);
        assertThat(error.get("stack").get(1).get("reason").textValue()).isEqualTo("API_AttributeFailed");
        assertThat(run.documents().get(1).get("value").intValue()).isEqualTo(-3);
    }

    @Test
    void theCacheOfADeviceThatIsNotPolledHasNothing() {
        CliRun run = run("read", "DEVICE", "double_scalar", "--source", "cache");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("  API_AttrNotPolled: ")
                .endsWith("  Nothing polls it, so there is nothing in the cache: use --source dev\n");
        assertThat(run("read", "DEVICE", "double_scalar", "--source", "DEV").code())
                .isZero();
    }
}
