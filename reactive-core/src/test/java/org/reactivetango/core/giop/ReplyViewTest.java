package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** That it reads what peers send is in {@link CapturedConversationsTest}. */
final class ReplyViewTest {
    private final ReplyView view = new ReplyView();

    @ParameterizedTest
    @CsvSource({
        "V1_2, 02000000,                            0 bytes are left",
        "V1_2, 02000000 06000000 00000000,          reply status 6",
        "V1_2, 02000000 ffffffff 00000000,          reply status 4294967295",
        "V1_0, 00000000 02000000 04000000,          reply status 4 in GIOP 1.0",
        "V1_2, 02000000 00000000 01000000 0e000000, bytes are left",
        "V1_2, 02000000 00000000 ffffffff,          bytes are left",
    })
    void malformedRepliesAreRefused(GiopVersion version, String hex, String complaint) {
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> view.read(reader(hex), version))
                .withMessageContaining(complaint);
        assertThatExceptionOfType(Remote.class).isThrownBy(() -> ReplyCodec.decode(reader(hex), version));
    }

    @Test
    void theBodyStartsAtAMultipleOfEightInGiop12() {
        // One context of 9 octets: the header data ends at 41.
        String hex = "02000000 00000000 01000000 0e000000 09000000 000000000000000000";
        CdrReader in = reader(hex + "00000000000000" + "2a");
        view.read(in, GiopVersion.V1_2);
        assertThat(in.position()).isEqualTo(48);
        assertThat(in.readOctet()).isEqualTo(42);
        CdrReader isVoid = reader(hex);
        view.read(isVoid, GiopVersion.V1_2);
        assertThat(isVoid.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, NO_EXCEPTION",
        "1, USER_EXCEPTION",
        "2, SYSTEM_EXCEPTION",
        "3, LOCATION_FORWARD",
        "4, LOCATION_FORWARD_PERM",
        "5, NEEDS_ADDRESSING_MODE"
    })
    void statuses(int number, ReplyStatus status) {
        view.read(reader("02000000 0" + number + "000000 00000000"), GiopVersion.V1_2);
        assertThat(view.status()).isEqualTo(status);
        assertThat(view.requestId()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "V1_0, 0, UNKNOWN_OBJECT",
        "V1_0, 1, OBJECT_HERE",
        "V1_0, 2, OBJECT_FORWARD",
        "V1_2, 3, OBJECT_FORWARD_PERM",
        "V1_2, 4, LOC_SYSTEM_EXCEPTION",
        "V1_2, 5, LOC_NEEDS_ADDRESSING_MODE"
    })
    void locateStatuses(GiopVersion version, int number, LocateStatus status) {
        String hex = "02000000 0" + number + "000000";
        assertThat(LocateReplyCodec.decode(reader(hex), version)).isEqualTo(new LocateReply(2, status));
        if (number > 2) {
            assertThatExceptionOfType(Remote.class)
                    .isThrownBy(() -> LocateReplyCodec.decode(reader(hex), GiopVersion.V1_0));
        }
    }

    private static CdrReader reader(String hex) {
        byte[] body = HexFormat.of().parseHex("00".repeat(GiopHeader.BYTES) + hex.replace(" ", ""));
        CdrReader in = CdrReader.over(Unpooled.wrappedBuffer(body), true, 32);
        in.skip(GiopHeader.BYTES);
        return in;
    }
}
