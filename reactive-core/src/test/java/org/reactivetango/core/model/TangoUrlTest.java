package org.reactivetango.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;

final class TangoUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sys/tg_test/1                        | sys/tg_test/1",
                "Sys/Tg_Test/1/Double_Scalar          | Sys/Tg_Test/1/Double_Scalar",
                "tango://h:10000/a/b/c                | tango://h:10000/a/b/c",
                "tango:a/b/c                          | a/b/c",
                "//h:1/a/b/c/d                        | tango://h:1/a/b/c/d",
                "TANGO://[fe80::1]:45450/a/b/c#DBASE=NO | tango://[fe80::1]:45450/a/b/c#dbase=no",
                "a/b/c#dbase=yes                      | a/b/c",
                "alias                                | alias",
                "a-1/b.2/c_3                          | a-1/b.2/c_3",
            })
    void whatIsAccepted(String text, String printed) {
        TangoUrl url = TangoUrl.parse(text);
        assertThat(url).hasToString(printed);
        assertThat(TangoUrl.parse(printed)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b",
                "a/b/c/d/e",
                "a//c",
                "a/b/",
                "a b/c/d",
                "a/b/c\u2003#dbase=yes",
                "a/b\0/c",
                "a/b/c\r\nd",
                "a/b:1/c",
                // Printed without its protocol, this would be another name.
                "tango:st:10000/b/c/d",
                "tango://h/a/b/c",
                "tango://h:70000/a/b/c",
                "tango://h 1:1/a/b/c",
                "tango://h:1/alias#dbase=no",
                "a/b/c#dbase=no",
            })
    void whatIsNotForItsSyntax(String text) {
        assertRefused(text, Reasons.WRONG_DEVICE_NAME_SYNTAX);
    }

    @Test
    void whatIsNotForItsProtocolOrModifier() {
        assertRefused("taco:a/b/c", Reasons.UNSUPPORTED_PROTOCOL);
        assertRefused("a/b/c#dbase=maybe", Reasons.UNSUPPORTED_DBASE_MODIFIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a/b/c/d", "a//c", "a/b/c d", "a/b/c\0", "a/b:1/c", "a/b/c#d"})
    void aDeviceCanBeServedOnlyUnderANameThatFindsIt(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceName(name));
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> TangoUrl.parse(text))
                .isInstanceOfSatisfying(
                        DevFailedException.class,
                        refused -> assertThat(refused.errors().get(0).reason()).isEqualTo(reason));
    }
}
