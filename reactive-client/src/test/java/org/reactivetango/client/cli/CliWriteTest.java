package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.server.TangoServer;

class CliWriteTest {
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
                "boolean_scalar | 0 | false",
                "short_scalar | -32768 | -32768",
                "long_scalar | 0x10 | 16",
                "long64_scalar | 9223372036854775807 | 9223372036854775807",
                "float_scalar | -0.25 | -0.25",
                "double_scalar | -1.5e0 | -1.5",
                "uchar_scalar | 255 | 255",
                "ushort_scalar | 65535 | 65535",
                "ulong_scalar | 4294967295 | 4294967295",
                "ulong64_scalar | 18446744073709551615 | 18446744073709551615",
                "string_scalar | \u00fcber | \"\u00fcber\"",
                "state_scalar | fault | \"FAULT\"",
                "enum_scalar | AJAR | 2",
                "enum_scalar | 0 | 0",
                "double_spectrum | 1,-2,3e9 | [1.0,-2.0,3.0E9]",
                "uchar_spectrum | 0,255 | [0,255]",
                "string_spectrum | a,b | [\"a,b\"]",
                "enum_spectrum | ajar,1 | [2,1]",
                "ushort_image | 1,2;3,65535 | [[1,2],[3,65535]]",
            })
    void whatIsWrittenIsWhatIsReadBack(String attribute, String word, String value) {
        CliRun run = run("write", "DEVICE", attribute, word, "--read-back", "--json");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.document().get("value")).hasToString(value);
        assertThat(run.document().get("set_value")).hasToString(value);
    }

    @Test
    void severalWordsAreElements() {
        assertThat(readBack("double_spectrum", "-1", "2.5", "-.5").out()).contains("value     [-1.0, 2.5, -0.5]\n");
        assertThat(readBack("string_spectrum", "one", "two words").out())
                .contains("value     [\"one\", \"two words\"]\n");
        assertThat(readBack("ushort_image", "1", "2", "3", "4", "--width", "2").out())
                .contains("value     2 x 2\n            [1, 2]\n            [3, 4]\n");
        assertThat(readBack("string_image", "a", "b;", ";", "c", "d").out())
                .contains("value     2 x 2\n            [\"a\", \"b;\"]\n            [\"c\", \"d\"]\n");
        assertThat(readBack("double_spectrum", "--empty").out()).contains("value     []\n");
    }

    @Test
    void encodedComesAsHexadecimalOrFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("picture"), new byte[] {1, 2, 3});

        assertThat(readBack("encoded_scalar", "JPEG", "00ff").out()).contains("value     JPEG 00ff\n");
        assertThat(readBack("encoded_scalar", "PNG", "@" + file).out()).contains("value     PNG 010203\n");
    }

    private static CliRun readBack(String attribute, String... words) {
        return run(Stream.of(List.of("write", "DEVICE", attribute, "--read-back"), List.of(words))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @Test
    void aWriteSaysWhatWasWritten() {
        assertThat(run("write", "DEVICE/double_scalar", "2"))
                .isEqualTo(new CliRun(0, "double_scalar set to 2.0\n", ""));
        assertThat(run("write", "DEVICE", "enum_scalar", "OPEN", "--json").out())
                .isEqualTo(
                        "{\"device\":\"DEVICE\",\"attribute\":\"enum_scalar\",\"written\":1,\"written_label\":\"OPEN\"}\n");
    }

    @Test
    void behindTheSeparatorEverythingIsAValue() {
        assertThat(run("write", "DEVICE", "string_scalar", "--", "--json").out())
                .isEqualTo("string_scalar set to --json\n");
        assertThat(run("write", "DEVICE", "string_scalar", "--jsn")).isEqualTo(new CliRun(2, "", """
                        error: there is no option "--jsn"; if it is a value, put -- in front of the values
                          How it is used: tango write --help
                        """));
        assertThat(run("write", "DEVICE", "string_scalar", "-").out()).isEqualTo("string_scalar set to -\n");
    }

    @Test
    void aWordThatIsNoValueIsNotSent() {
        assertThat(run("write", "DEVICE", "ushort_scalar", "70000")).isEqualTo(new CliRun(2, "", """
                        error: "70000" is no DevUShort: expected an integer from 0 to 65535
                          How it is used: tango write --help
                        """));
    }

    @Test
    void theDeviceHasTheLastWord() {
        assertThat(run("write", "DEVICE", "double_scalar", "11").err())
                .startsWith("error: write double_scalar of DEVICE: the device refused\n  API_WAttrOutsideLimit: ")
                .endsWith("  What is allowed: attributes 'DEVICE'\n");
        assertThat(run("write", "DEVICE", "counter", "11").err())
                .contains("  API_AttrNotWritable: ")
                .endsWith("  Which can be written: attributes 'DEVICE'\n");
        assertThat(run("write", "DEVICE", "nosuch", "11").err())
                .contains("  API_AttrNotFound: ")
                .endsWith("  What there is: attributes 'DEVICE'\n");
        assertThat(run("write", "DEVICE", "nosuch", "11").code()).isEqualTo(1);
    }
}
