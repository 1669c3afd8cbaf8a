package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.server.TangoServer;

class CliCommandTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EchoBoolean | true | true | true",
                "EchoShort | -1 | -1 | -1",
                "EchoLong | -1 | -1 | -1",
                "EchoLong64 | -1 | -1 | -1",
                "EchoFloat | 0.1 | 0.1 | 0.1",
                "EchoDouble | -inf | -Infinity | \"-Infinity\"",
                "EchoUChar | 255 | 255 | 255",
                "EchoUShort | 65535 | 65535 | 65535",
                "EchoULong | 4294967295 | 4294967295 | 4294967295",
                "EchoULong64 | 0xffffffffffffffff | 18446744073709551615 | 18446744073709551615",
                "EchoState | fault | FAULT | \"FAULT\"",
                "EchoBooleans | 1 0 | [true, false] | [true,false]",
                "EchoShorts | 1 -2 | [1, -2] | [1,-2]",
                "EchoLongs | 1,-2 | [1, -2] | [1,-2]",
                "EchoLong64s | 1 -2 | [1, -2] | [1,-2]",
                "EchoFloats | 1 nan | [1.0, NaN] | [1.0,\"NaN\"]",
                "EchoDoubles | --empty | [] | []",
                "EchoUChars | 1 255 | [1, 255] | [1,255]",
                "EchoUShorts | 1 65535 | [1, 65535] | [1,65535]",
                "EchoULongs | 1 4294967295 | [1, 4294967295] | [1,4294967295]",
                "EchoULong64s | 18446744073709551615 | [18446744073709551615] | [18446744073709551615]",
                "EchoEncoded | RAW 00ff | RAW 00ff | {\"format\":\"RAW\",\"data\":\"AP8=\"}"
            })
    void anArgumentIsUnderstoodByTheCommandsType(String command, String words, String text, String json) {
        String[] args = Stream.concat(Stream.of("command", "DEVICE", command), Stream.of(words.split(" ")))
                .toArray(String[]::new);
        String[] jsonArgs = Stream.concat(Stream.of(args), Stream.of("--json")).toArray(String[]::new);

        assertThat(run(args)).isEqualTo(new CliRun(0, text + "\n", ""));
        assertThat(run(jsonArgs).document().get("result")).hasToString(json);
    }

    @Test
    void numbersAndStringsGoTogether() {
        assertThat(run("command", "DEVICE", "EchoLongStrings", "1", "-2", "--", "a", "-b", "--")
                        .out())
                .isEqualTo("numbers [1, -2]\nstrings [\"a\", \"-b\", \"--\"]\n");
        assertThat(run("command", "DEVICE", "--json", "EchoDoubleStrings", "1.5", "--", "a")
                        .document()
                        .get("result"))
                .hasToString("{\"dvalue\":[1.5],\"svalue\":[\"a\"]}");
    }

    @Test
    void stringsAreShownOneByOne() {
        assertThat(run("command", "DEVICE", "EchoString", "two words").out()).isEqualTo("two words\n");
        assertThat(run("command", "DEVICE", "EchoStrings", "a\u001b[1m", "b").out())
                .isEqualTo("a\\u001b[1m\nb\n");
    }

    @Test
    void aCommandWithoutResultSaysThatItIsDone() {
        assertThat(run("command", "DEVICE", "nothing")).isEqualTo(new CliRun(0, "Nothing done\n", ""));
        assertThat(run("command", "DEVICE", "nothing", "--json").out())
                .isEqualTo("{\"device\":\"DEVICE\",\"command\":\"Nothing\",\"type\":\"DevVoid\",\"result\":null}\n");
    }

    @Test
    void aCommandThatIsNotAllowedSaysHowToFindOutWhy() {
        CliRun run = run("command", "DEVICE", "OnlyWhenOff");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("error: command OnlyWhenOff of DEVICE: the device refused\n  API_CommandNotAllowed: ")
                .endsWith("  The device has to be in another state. Its state: read 'DEVICE' State\n");
    }

    @Test
    void aCommandThatDoesNotAnswerMayHaveBeenCarriedOut() {
        CliRun run = run("command", "DEVICE", "Slow", "--timeout", "1s", "--json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("error: command Slow of DEVICE: no answer in time\n"
                        + "  API_DeviceTimedOut: Timeout (1000 ms) exceeded on device test/cli/1 at SERVER,"
                        + " command_inout Slow: ")
                .contains("\n  Nobody can tell whether it was carried out: look before repeating it.\n")
                .endsWith("  To wait longer: --timeout 10s\n");
        assertThat(run.document().get("error").get("completion").textValue()).isEqualTo("MAYBE");
        assertThat(run.document().get("command").textValue()).isEqualTo("Slow");
    }

    @Test
    void anUnknownCommandSaysWhatThereIs() {
        assertThat(run("command", "DEVICE", "Nosuch").err()).isEqualTo("""
                        error: command Nosuch of DEVICE: the device refused
                          API_CommandNotFound: Command Nosuch not found
                            from Device_2Impl::command_query_2
                          API_CommandFailed: Failed to execute command_query Nosuch on device test/cli/1 at SERVER
                            from DeviceProxy::command_query()
                          What there is: commands 'DEVICE'
                        """);
    }
}
