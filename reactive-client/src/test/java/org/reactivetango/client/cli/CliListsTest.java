package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;

class CliListsTest {
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
    void attributesAreATable() {
        CliRun run = run("attributes", "DEVICE");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "NAME              TYPE        FORMAT      WRITABLE    UNIT  LIMITS"
                                + "                                               DESCRIPTION",
                        "double_scalar     DevDouble   scalar      read_write  A     -10..10, warning outside -8..8, alarm"
                                + " outside -9..9  Current of the coil",
                        "enum_scalar       DevEnum     scalar      read_write        CLOSED|OPEN|AJAR",
                        "double_spectrum   DevDouble   spectrum 8  read_write",
                        "ushort_image      DevUShort   image 8x8   read_write",
                        "limits            DevDouble   scalar      read",
                        "State             DevState    scalar      read")
                .anyMatch(line -> line.startsWith("hostile ") && line.endsWith("\\u001b[2J\\r\\nforged line\\u009b1m"));
    }

    @Test
    void oneAttributeIsAllThatIsSaidIfItIsNamed() {
        assertThat(run("attributes", "DEVICE/limits").out()).isEqualTo("""
                        NAME    TYPE       FORMAT  WRITABLE  UNIT  LIMITS  DESCRIPTION
                        limits  DevDouble  scalar  read
                        """);
    }

    @Test
    void attributesInJsonAreTheirWholeConfiguration() {
        JsonNode attribute = run("attributes", "DEVICE/double_scalar", "--json")
                .document()
                .get("attributes")
                .get(0);

        assertThat(attribute)
                .hasToString("{\"name\":\"double_scalar\",\"type\":\"DevDouble\",\"format\":\"SCALAR\","
                        + "\"writable\":\"READ_WRITE\",\"level\":\"OPERATOR\",\"label\":\"double_scalar\","
                        + "\"description\":\"Current of the coil\",\"unit\":\"A\","
                        + "\"standard_unit\":\"No standard unit\",\"display_unit\":\"No display unit\","
                        + "\"display_format\":\"%6.2f\",\"min_value\":\"-10\",\"max_value\":\"10\","
                        + "\"writable_attribute\":\"double_scalar\",\"memorized\":false,"
                        + "\"alarms\":{\"min_alarm\":\"-9\",\"max_alarm\":\"9\",\"min_warning\":\"-8\",\"max_warning\":\"8\","
                        + "\"delta_t\":\"Not specified\",\"delta_val\":\"Not specified\"},"
                        + "\"events\":{\"rel_change\":\"Not specified\",\"abs_change\":\"Not specified\",\"period\":\"1000\","
                        + "\"archive_rel_change\":\"Not specified\",\"archive_abs_change\":\"Not specified\","
                        + "\"archive_period\":\"Not specified\"}}");
    }

    @Test
    void commandsAreATable() {
        CliRun run = run("commands", "DEVICE");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "NAME               ARGUMENT                 RESULT                   LEVEL     ARGUMENT IS"
                                + "          RESULT IS",
                        "EchoDoubleStrings  DevVarDoubleStringArray  DevVarDoubleStringArray  operator  numbers and strings"
                                + "  the same",
                        "Nothing            DevVoid                  DevVoid                  operator");
        assertThat(run("commands", "DEVICE", "--json").document().get("commands"))
                .anySatisfy(command -> assertThat(command)
                        .hasToString("{\"name\":\"EchoDoubleStrings\",\"level\":\"OPERATOR\","
                                + "\"in_type\":\"DevVarDoubleStringArray\",\"in_description\":\"numbers and strings\","
                                + "\"out_type\":\"DevVarDoubleStringArray\",\"out_description\":\"the same\"}"));
    }

    @Test
    void infoIsAboutDeviceAndServer() {
        assertThat(run("info", "DEVICE")).isEqualTo(new CliRun(0, """
                        DEVICE
                          class                    CliDevice
                          type                     Uninitialised
                          server                   CliTest/test
                          host                     127.0.0.1
                          admin device             dserver/CliTest/test
                          interface                Device_6
                          documentation            http://www.tango-controls.org
                          version of idl           6.0
                          version of reactive-tango development
                        """, ""));
        JsonNode info = run("info", "DEVICE", "--json").document();
        assertThat(info.get("class").textValue()).isEqualTo("CliDevice");
        assertThat(info.get("idl_version").intValue()).isEqualTo(6);
        assertThat(info.get("versions").get("idl").textValue()).isEqualTo("6.0");
    }

    @Test
    void pingSaysHowLongAnAnswerTakes() {
        assertThat(run("ping", "DEVICE").out())
                .matches("DEVICE answers in [0-9.]+ ms \\(the first time, with connecting, in [0-9.]+ ms\\)\n");
        JsonNode ping = run("ping", "DEVICE", "--json").document();
        assertThat(ping.get("alive").booleanValue()).isTrue();
        assertThat(ping.get("ping_ms").doubleValue()).isPositive();
    }
}
