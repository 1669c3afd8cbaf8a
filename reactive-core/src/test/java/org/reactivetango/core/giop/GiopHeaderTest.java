package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused is in {@link GiopAssemblerTest}. */
final class GiopHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "47494f5001000000 0000004b, V1_0, REQUEST,          false, false, 75",
        "47494f5001000100 4b000000, V1_0, REQUEST,          true,  false, 75",
        "47494f5001010001 0000000c, V1_1, REPLY,            false, false, 12",
        "47494f5001020301 f41f0000, V1_2, REPLY,            true,  true,  8180",
        "47494f5001020207 00000004, V1_2, FRAGMENT,         false, true,  4",
        "47494f5001020102 04000000, V1_2, CANCEL_REQUEST,   true,  false, 4",
        "47494f5001020103 04000000, V1_2, LOCATE_REQUEST,   true,  false, 4",
        "47494f5001020104 04000000, V1_2, LOCATE_REPLY,     true,  false, 4",
        "47494f5001000105 00000000, V1_0, CLOSE_CONNECTION, true,  false, 0",
        "47494f5001020106 00000000, V1_2, MESSAGE_ERROR,    true,  false, 0",
        // Reserved flags are nobody's business.
        "47494f500102fd00 ffffffff, V1_2, REQUEST,          true,  false, 4294967295",
    })
    void theTwelveBytes(
            String hex, GiopVersion version, GiopMessageType type, boolean little, boolean more, long bodyBytes) {
        GiopHeader header = new GiopHeader();
        byte[] bytes = HexFormat.of().parseHex("00" + hex.replace(" ", ""));
        header.read(Unpooled.wrappedBuffer(bytes), 1);
        assertThat(header.version()).isEqualTo(version);
        assertThat(header.type()).isEqualTo(type);
        assertThat(header.littleEndian()).isEqualTo(little);
        assertThat(header.moreFragments()).isEqualTo(more);
        assertThat(header.bodyBytes()).isEqualTo(bodyBytes);
        assertThat(header.messageBytes()).isEqualTo(bodyBytes + 12);
    }

    @Test
    void theHighestVersionToSpeakToAServer() {
        assertThat(GiopVersion.upTo(0)).isEqualTo(GiopVersion.V1_0);
        assertThat(GiopVersion.upTo(1)).isEqualTo(GiopVersion.V1_1);
        assertThat(GiopVersion.upTo(2)).isEqualTo(GiopVersion.V1_2);
        assertThat(GiopVersion.upTo(200)).isEqualTo(GiopVersion.V1_2);
    }
}
