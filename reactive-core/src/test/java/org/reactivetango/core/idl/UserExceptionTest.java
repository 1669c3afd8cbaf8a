package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.error.TangoProtocolException.Remote;

final class UserExceptionTest {
    private static final DevError ORIGINAL = DevError.of("API_AttrNotFound", "x attribute not found", "here");
    private static final DevError ADDED = DevError.of("API_AttributeFailed", "failed", "there");

    @Test
    void theErrorStackTravelsUnchanged() {
        DevFailedException failure = new DevFailedException(List.of(ORIGINAL, ADDED));

        DevFailedException back = travel(failure, Operations.READ_ATTRIBUTES_5);

        assertThat(back.errors()).containsExactly(ORIGINAL, ADDED);
        assertThat(back.failures()).isEmpty();
    }

    @Test
    void severalFailuresAreSeveralWhereTheOperationDeclaresThem() {
        NamedDevError first = new NamedDevError("x", 2, List.of(ORIGINAL));
        NamedDevError second = new NamedDevError("y", 0, List.of(ADDED));
        DevFailedException failure = DevFailedException.ofSeveral(List.of(first, second));

        assertThat(travel(failure, Operations.WRITE_ATTRIBUTES_4).failures()).containsExactly(first, second);
        assertThat(travel(failure, Operations.WRITE_ATTRIBUTES).failures()).isEmpty();
        assertThat(travel(failure, Operations.WRITE_ATTRIBUTES).errors()).containsExactly(ORIGINAL);
    }

    @Test
    void anEmptyStackIsAllowed() {
        assertThat(travel(new DevFailedException(List.of()), Operations.PING).errors())
                .isEmpty();
    }

    @Test
    void anExceptionThatTangoDoesNotHaveIsMalformed() {
        byte[] bytes = Wire.bytes(true, 0, out -> {
            out.writeString("IDL:Tango/Other:1.0");
            out.writeSequenceLength(0);
        });
        assertThatThrownBy(() -> Wire.read(bytes, true, 0, UserException::decode))
                .isInstanceOf(Remote.class)
                .hasMessage("user exception IDL:Tango/Other:1.0, which Tango does not have");
    }

    private static DevFailedException travel(DevFailedException failure, Operation<?, ?> operation) {
        byte[] bytes = Wire.bytes(true, 0, out -> UserException.encode(failure, operation, out));
        return Wire.read(bytes, true, 0, in -> {
            DevFailedException back = UserException.decode(in);
            assertThat(in.remaining()).isZero();
            return back;
        });
    }
}
