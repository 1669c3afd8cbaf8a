package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.error.Completion;

final class SystemExceptionTest {
    @Test
    void descriptionsAreThoseThatPeersReport() {
        String reported = Captures.all().stream()
                .map(capture -> capture.apiError() == null ? "" : capture.apiError())
                .reduce("", String::concat);
        assertThat(reported)
                .contains("\"" + SystemException.TRANSIENT_CALL_TIMED_OUT.description() + "\"")
                .contains("\"" + SystemException.OBJECT_NOT_EXIST.description() + "\"");
    }

    @Test
    void unknownCodesAreShownAsTheyCame() {
        SystemException jacorb = SystemException.of("BAD_PARAM", 0, Completion.NO);
        assertThat(jacorb.description()).isEqualTo("BAD_PARAM CORBA system exception: minor 0x00000000");
        SystemException strange = new SystemException("IDL:x:1.0", 0xcafe0001, Completion.MAYBE);
        assertThat(strange.name()).isEqualTo("IDL:x:1.0");
        assertThat(strange.minorName()).isEqualTo("minor 0xcafe0001");
        assertThat(new SystemException("IDL:omg.org/CORBA/:1.0", 0, Completion.NO).name())
                .isEqualTo("IDL:omg.org/CORBA/:1.0");
    }
}
