package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.ErrSeverity;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.error.TangoTimeoutException;

class CliFailureTest {
    @Test
    void everyFamilyOfErrorsHasAVerdict() {
        assertThat(lines("read", DevFailedException.of("R", "text", "A::b")))
                .containsExactly("error: read x of a/b/c: the device refused", "  R: text", "    from A::b");
        assertThat(lines("write", new TangoTimeoutException("late", Completion.MAYBE)))
                .containsExactly(
                        "error: write x of a/b/c: no answer in time",
                        "  API_DeviceTimedOut: late",
                        "  Nobody can tell whether it was carried out: look before repeating it.",
                        "  To wait longer: --timeout 10s");
        assertThat(lines("read", new TangoTimeoutException("late", Completion.MAYBE)))
                .as("a read may be repeated")
                .hasSize(3);
        assertThat(lines("read", new TangoConnectionException("R", "gone", Completion.NO, null)))
                .containsExactly("error: read x of a/b/c: not reached", "  R: gone");
        assertThat(lines("read", new LaneRejectedException("API_CommandTimedOut", "full")))
                .containsExactly(
                        "error: read x of a/b/c: not let in",
                        "  API_CommandTimedOut: full",
                        "  Others keep the device busy. Try again later");
        assertThat(lines("read", new TangoProtocolException.Remote("nonsense")))
                .containsExactly("error: read x of a/b/c: not understood", "  protocol error of the server: nonsense");
        assertThat(lines("read", new TangoProtocolException.Local("NUL")))
                .containsExactly("error: read x of a/b/c: not understood", "  cannot be sent: NUL");
    }

    @Test
    void aStackWithoutErrorsIsStillAnError() {
        assertThat(lines("read", new DevFailedException(List.of())))
                .containsExactly(
                        "error: read x of a/b/c: the device refused",
                        "  DevFailed: DevFailed with an empty error stack");
    }

    @Test
    void whatIsWorseThanAnErrorSaysSo() {
        assertThat(lines("read", new DevFailedException(List.of(new DevError("R", ErrSeverity.PANIC, "", " ")))))
                .containsExactly("error: read x of a/b/c: the device refused", "  R (PANIC): ");
    }

    @ParameterizedTest
    @CsvSource({
        "API_AttrNotFound, What there is: attributes 'a/b/c'",
        "API_CommandNotFound, What there is: commands 'a/b/c'",
        "API_AttrNotWritable, Which can be written: attributes 'a/b/c'",
        "API_WAttrOutsideLimit, What is allowed: attributes 'a/b/c'",
        "API_CommandNotAllowed, The device has to be in another state. Its state: read 'a/b/c' State",
        "API_CmdNotPolled, 'Nothing polls it, so there is nothing in the cache: use --source dev'"
    })
    void aReasonThatCanBeCuredSaysHow(String reason, String cure) {
        assertThat(lines("read", DevFailedException.of(reason, "text", "A::b")))
                .last()
                .isEqualTo("  " + cure);
    }

    private static List<String> lines(String operation, TangoException cause) {
        return new Failure(operation, "a/b/c", "x", cause).lines();
    }
}
