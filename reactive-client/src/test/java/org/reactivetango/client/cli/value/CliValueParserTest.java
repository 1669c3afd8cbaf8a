package org.reactivetango.client.cli.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevEncoded;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;

class CliValueParserTest {
    private static final Words EMPTY = new Words(List.of(), -1, 0, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEV_BOOLEAN | true | true",
                "DEV_BOOLEAN | FALSE | false",
                "DEV_BOOLEAN | 1 | true",
                "DEV_BOOLEAN | 0 | false",
                "DEV_SHORT | -32768 | -32768",
                "DEV_SHORT | 0x7FFF | 32767",
                "DEV_LONG | +2147483647 | 2147483647",
                "DEV_LONG | -0x80000000 | -2147483648",
                "DEV_LONG64 | -9223372036854775808 | -9223372036854775808",
                "DEV_UCHAR | 255 | -1",
                "DEV_USHORT | 65535 | 65535",
                "DEV_ULONG | 4294967295 | 4294967295",
                "DEV_ULONG64 | 18446744073709551615 | -1",
                "DEV_FLOAT | 1.5e3 | 1500.0",
                "DEV_FLOAT | -inf | -Infinity",
                "DEV_DOUBLE | -1.5 | -1.5",
                "DEV_DOUBLE | .5 | 0.5",
                "DEV_DOUBLE | 7. | 7.0",
                "DEV_DOUBLE | nan | NaN",
                "DEV_DOUBLE | Infinity | Infinity",
                "DEV_STRING | two words | two words",
                "DEV_STRING | --json | --json",
                "DEV_STATE | moving | MOVING"
            })
    void aScalarIsOneWordOfItsType(TangoType type, String word, String value) {
        TypedValue<?> parsed = ValueParser.ofAttribute(scalar(type), Words.of(word));

        assertThat(parsed.type()).isEqualTo(ValueType.ofAttribute(type, DataFormat.SCALAR));
        assertThat(parsed.value()).isInstanceOf(type.javaType()).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEV_BOOLEAN | yes | \"yes\" is no DevBoolean: expected true, false, 1 or 0",
                "DEV_SHORT | 32768 | \"32768\" is no DevShort: expected an integer from -32768 to 32767",
                "DEV_SHORT | 1.0 | \"1.0\" is no DevShort: expected an integer from -32768 to 32767, decimal or with 0x",
                "DEV_UCHAR | -1 | \"-1\" is no DevUChar: expected an integer from 0 to 255",
                "DEV_USHORT | 70000 | \"70000\" is no DevUShort: expected an integer from 0 to 65535",
                "DEV_ULONG | 0x100000000 | \"0x100000000\" is no DevULong: expected an integer from 0 to 4294967295",
                "DEV_ULONG64 | 18446744073709551616 | \"18446744073709551616\" is no DevULong64: expected an integer from 0 to"
                        + " 18446744073709551615",
                "DEV_LONG64 | 1L | \"1L\" is no DevLong64: expected an integer from -9223372036854775808 to"
                        + " 9223372036854775807, decimal or with 0x",
                "DEV_DOUBLE | 1,5 | \"1,5\" is no DevDouble: expected a number such as 1.5, -2e-3, NaN or -Infinity",
                "DEV_DOUBLE | 1d | \"1d\" is no DevDouble: expected a number such as 1.5, -2e-3, NaN or -Infinity",
                "DEV_DOUBLE | 1e400 | \"1e400\" is no DevDouble: expected a number up to 1.7976931348623157E308",
                "DEV_FLOAT | -1e39 | \"-1e39\" is no DevFloat: expected a number up to 3.4028234663852886E38",
                "DEV_STATE | BUSY | \"BUSY\" is no DevState: expected one of [ON, OFF, CLOSE, OPEN, INSERT, EXTRACT, MOVING,"
                        + " STANDBY, FAULT, INIT, RUNNING, ALARM, DISABLE, UNKNOWN]",
                "DEV_STRING | 5 \u20ac | \"5 \u20ac\" cannot be sent because of \"\u20ac\": Tango's strings are ISO-8859-1"
            })
    void anErrorSaysWhatWasExpected(TangoType type, String word, String message) {
        assertThatThrownBy(() -> ValueParser.ofAttribute(scalar(type), Words.of(word)))
                .isInstanceOf(NotUnderstood.class)
                .hasMessage(message);
    }

    @Test
    void anEnumIsALabelOrItsNumber() {
        AttributeConfig config =
                scalar(TangoType.DEV_ENUM).with(c -> c.enumLabels(List.of("Closed", "Half open", "OPEN", "3")));

        assertThat(value(config, "Half open")).isEqualTo((short) 1);
        assertThat(value(config, "open")).isEqualTo((short) 2);
        assertThat(value(config, "0")).isEqualTo((short) 0);
        assertThat(value(config, "3")).as("a label before a number").isEqualTo((short) 3);
        assertThatThrownBy(() -> value(config, "ajar"))
                .hasMessage("\"ajar\" is no DevEnum: expected a label or its number: 0 \"Closed\", 1 \"Half open\","
                        + " 2 \"OPEN\", 3 \"3\"");
        assertThatThrownBy(() -> value(config, "4")).hasMessageStartingWith("\"4\" is no DevEnum: expected a label");
    }

    @Test
    void aSpectrumIsOneWordOrOneCommaForEachElement() {
        assertThat(value(spectrum(TangoType.DEV_DOUBLE), "1", "-2.5", "nan"))
                .isEqualTo(new double[] {1, -2.5, Double.NaN});
        assertThat(value(spectrum(TangoType.DEV_UCHAR), "1,2", "255")).isEqualTo(new byte[] {1, 2, -1});
        assertThat(value(spectrum(TangoType.DEV_BOOLEAN), "1, false")).isEqualTo(new boolean[] {true, false});
        assertThat(value(spectrum(TangoType.DEV_STATE), "on", "off"))
                .isEqualTo(new DevState[] {DevState.ON, DevState.OFF});
        assertThat(value(spectrum(TangoType.DEV_STRING), "a,b", "")).isEqualTo(new String[] {"a,b", ""});
        assertThat(ValueParser.ofAttribute(spectrum(TangoType.DEV_LONG), EMPTY).value())
                .isEqualTo(new int[0]);
    }

    @Test
    void aSpectrumWithAMistakeSaysWhichElement() {
        assertThatThrownBy(() -> value(spectrum(TangoType.DEV_LONG), "1,2", "x"))
                .hasMessage("element 3: \"x\" is no DevLong: expected an integer from -2147483648 to 2147483647,"
                        + " decimal or with 0x");
        assertThatThrownBy(() -> value(spectrum(TangoType.DEV_LONG), "1,,3")).hasMessageStartingWith("element 2: \"\"");
        assertThatThrownBy(() -> value(spectrum(TangoType.DEV_LONG)))
                .hasMessage("attribute test takes spectrum of DevLong; say --empty for one without elements");
        assertThatThrownBy(() ->
                        ValueParser.ofAttribute(spectrum(TangoType.DEV_LONG), new Words(List.of("1"), -1, 3, false)))
                .hasMessage("attribute test takes spectrum of DevLong, and only images have a width");
    }

    @Test
    void anImageIsRowsOrAWidth() {
        Image<int[]> image = new Image<>(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);
        AttributeConfig config = image(TangoType.DEV_USHORT);

        assertThat(value(config, "1,2,3;4,5,6")).isEqualTo(image);
        assertThat(value(config, "1", "2", "3;", "4", "5", "6")).isEqualTo(image);
        assertThat(value(config, "1", "2", "3", ";", "4,5,6")).isEqualTo(image);
        assertThat(ValueParser.ofAttribute(config, new Words(List.of("1,2,3", "4,5,6"), -1, 3, false))
                        .value())
                .isEqualTo(image);
        assertThat(ValueParser.ofAttribute(config, EMPTY).value()).isEqualTo(new Image<>(new int[0], 0, 0));
        assertThat(value(image(TangoType.DEV_STRING), "a;b", "c", ";", "d", ""))
                .isEqualTo(new Image<>(new String[] {"a;b", "c", "d", ""}, 2, 2));
    }

    @Test
    void anImageIsARectangle() {
        AttributeConfig config = image(TangoType.DEV_USHORT);

        assertThatThrownBy(() -> value(config, "1,2,3;4,5"))
                .hasMessage("the rows of an image are of one length, but row 1 has 3 elements and row 2 has 2");
        assertThatThrownBy(() -> ValueParser.ofAttribute(config, new Words(List.of("1,2,3"), -1, 2, false)))
                .hasMessage("3 elements do not make whole rows of 2");
        assertThatThrownBy(() -> ValueParser.ofAttribute(config, new Words(List.of("1;2"), -1, 1, false)))
                .hasMessage("give attribute test either ; between rows or a width, not both");
    }

    @Test
    void encodedIsAFormatAndBytes(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("picture"), new byte[] {1, 2, 3});

        assertThat(value(scalar(TangoType.DEV_ENCODED), "RAW", "00fF10"))
                .isEqualTo(new DevEncoded("RAW", new byte[] {0, -1, 16}));
        assertThat(value(scalar(TangoType.DEV_ENCODED), "RAW", "")).isEqualTo(new DevEncoded("RAW", new byte[0]));
        assertThat(value(scalar(TangoType.DEV_ENCODED), "JPEG", "@" + file))
                .isEqualTo(new DevEncoded("JPEG", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> value(scalar(TangoType.DEV_ENCODED), "RAW"))
                .hasMessageStartingWith("attribute test takes a DevEncoded: its format and its bytes");
        assertThatThrownBy(() -> value(scalar(TangoType.DEV_ENCODED), "RAW", "0"))
                .hasMessageStartingWith("\"0\" are no bytes: expected two hexadecimal digits for each");
        assertThatThrownBy(() -> value(scalar(TangoType.DEV_ENCODED), "RAW", "@" + file + ".not"))
                .hasMessageContaining("cannot be read: java.nio.file.NoSuchFileException");
    }

    @Test
    void aScalarIsNotSeveralWords() {
        assertThatThrownBy(() -> value(scalar(TangoType.DEV_DOUBLE)))
                .hasMessage("attribute test takes one DevDouble, not 0 words");
        assertThatThrownBy(() -> value(scalar(TangoType.DEV_STRING), "two", "words"))
                .hasMessage("attribute test takes one DevString, not 2 words; put quotes around a string with spaces");
    }

    @Test
    void numbersAndStringsHaveASeparator() {
        assertThat(argument(TangoType.DEVVAR_LONGSTRINGARRAY, words(3, "1", "2", "3", "a", "b")))
                .isEqualTo(new DevVarLongStringArray(new int[] {1, 2, 3}, new String[] {"a", "b"}));
        assertThat(argument(TangoType.DEVVAR_DOUBLESTRINGARRAY, words(0, "1", "a")))
                .isEqualTo(new DevVarDoubleStringArray(new double[0], new String[] {"1", "a"}));
        assertThat(argument(TangoType.DEVVAR_DOUBLESTRINGARRAY, Words.of("1.5,2")))
                .isEqualTo(new DevVarDoubleStringArray(new double[] {1.5, 2}, new String[0]));
        assertThat(argument(TangoType.DEVVAR_LONGSTRINGARRAY, EMPTY))
                .isEqualTo(new DevVarLongStringArray(new int[0], new String[0]));
        assertThatThrownBy(() -> argument(TangoType.DEVVAR_LONGSTRINGARRAY, Words.of()))
                .hasMessageEndingWith("numbers, then --, then strings, for example 1 2 3 -- a b c");
        assertThatThrownBy(() -> argument(TangoType.DEVVAR_LONGSTRINGARRAY, Words.of("1", "a")))
                .hasMessageStartingWith("element 2: \"a\" is no DevLong");
    }

    @ParameterizedTest
    @CsvSource({
        "DEVVAR_CHARARRAY",
        "DEVVAR_SHORTARRAY",
        "DEVVAR_LONGARRAY",
        "DEVVAR_FLOATARRAY",
        "DEVVAR_DOUBLEARRAY",
        "DEVVAR_USHORTARRAY",
        "DEVVAR_ULONGARRAY",
        "DEVVAR_STRINGARRAY",
        "DEVVAR_BOOLEANARRAY",
        "DEVVAR_LONG64ARRAY",
        "DEVVAR_ULONG64ARRAY",
        "DEV_BOOLEAN",
        "DEV_SHORT",
        "DEV_LONG",
        "DEV_FLOAT",
        "DEV_DOUBLE",
        "DEV_USHORT",
        "DEV_ULONG",
        "DEV_STRING",
        "CONST_DEV_STRING",
        "DEV_UCHAR",
        "DEV_LONG64",
        "DEV_ULONG64",
        "DEV_ENUM"
    })
    void everyCommandTypeCanBeGiven(TangoType type) {
        TypedValue<?> given =
                ValueParser.ofArgument(command(type), Words.of("1")).orElseThrow();

        assertThat(given.value()).isInstanceOf(type.javaType());
        TangoType sent = given.type().commandType();
        assertThat(sent).isEqualTo(type == TangoType.CONST_DEV_STRING ? TangoType.DEV_STRING : type);
    }

    @Test
    void aCommandWithoutArgumentTakesNone() {
        CommandInfo init = command(TangoType.DEV_VOID);

        assertThat(ValueParser.ofArgument(init, Words.of())).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> ValueParser.ofArgument(init, Words.of("1")))
                .hasMessage("command Test takes no argument, but 1 word follows");
        assertThatThrownBy(() -> ValueParser.ofArgument(command(TangoType.DEV_PIPE_BLOB), Words.of("1")))
                .hasMessage("command Test is of a type that cannot be given on a command line");
    }

    private static Object value(AttributeConfig config, String... words) {
        return ValueParser.ofAttribute(config, Words.of(words)).value();
    }

    private static Object argument(TangoType type, Words words) {
        return ValueParser.ofArgument(command(type), words).orElseThrow().value();
    }

    private static Words words(int separator, String... words) {
        return new Words(List.of(words), separator, 0, false);
    }

    private static AttributeConfig scalar(TangoType type) {
        return AttributeConfig.of("test", WriteType.READ_WRITE, DataFormat.SCALAR, type);
    }

    private static AttributeConfig spectrum(TangoType type) {
        return AttributeConfig.of("test", WriteType.READ_WRITE, DataFormat.SPECTRUM, type);
    }

    private static AttributeConfig image(TangoType type) {
        return AttributeConfig.of("test", WriteType.READ_WRITE, DataFormat.IMAGE, type);
    }

    private static CommandInfo command(TangoType in) {
        return new CommandInfo("Test", DisplayLevel.OPERATOR, in, TangoType.DEV_VOID, "", "");
    }
}
