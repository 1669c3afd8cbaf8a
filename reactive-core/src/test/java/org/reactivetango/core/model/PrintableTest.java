package org.reactivetango.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "27   | \\u001b", // escape: cursor, colours, titles
                "10   | \\n",
                "13   | \\r", // would draw over the line
                "9    | \\t",
                "8    | \\u0008",
                "127  | \\u007f",
                "155  | \\u009b", // escape [ in one character
                "8238 | \\u202e", // right-to-left override
                "8232 | \\u2028",
                "917569 | \\U000e0041"
            })
    void whatCouldMoveATerminalIsShownAsAnEscape(int character, String shown) {
        String text = "a" + Character.toString(character) + "b";

        assertThat(Printable.line(text)).isEqualTo("a" + shown + "b");
        assertThat(Printable.quoted(text)).isEqualTo("\"a" + shown + "b\"");
    }

    @Test
    void everyCharacterOfTangoIsSafeOnceShown() {
        for (int c = 0; c <= 0xff; c++) {
            assertThat(Printable.line(Character.toString(c)).codePoints())
                    .as("character %d", c)
                    .allMatch(shown -> shown >= ' ' && shown != 0x7f && !(shown >= 0x80 && shown < 0xa0));
        }
    }

    @Test
    void lettersStayWhatTheyAre() {
        assertThat(Printable.line("22 \u00b0C \u00fcber \\n")).isEqualTo("22 \u00b0C \u00fcber \\n");
        assertThat(Printable.quoted("a \"b\" \\")).isEqualTo("\"a \\\"b\\\" \\\\\"");
    }

    @Test
    void linesOfATextStayLines() {
        assertThat(Printable.lines("one\r\ntwo\u001b[2J\n")).containsExactly("one", "two\\u001b[2J");
    }
}
