package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.cdr.ByteNameTable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.ior.IiopAddress;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.ior.TaggedProfile;

/** That it reads what peers send is in {@link CapturedConversationsTest}. */
final class RequestViewTest {
    private static final String KEY = "0d000000 7379732f74675f746573742f31 000000";
    private static final String PING = "05000000 70696e6700 000000";

    private final RequestView view = new RequestView();

    @ParameterizedTest
    @CsvSource({
        // version, body of a little-endian Request, what is wrong
        "V1_2, 02000000,                                                        0 bytes are left",
        "V1_2, 02000000 03000000 0000 0000 ffffff7f 61,                         length 2147483647",
        "V1_2, 02000000 03000000 0000 0000 ffffffff 61,                         length 4294967295",
        "V1_2, 02000000 03000000 0300 0000,                                     target address of kind 3",
        "V1_2, 02000000 03000000 0000 0000 01000000 61 000000 00000000,         string of length 0",
        "V1_2, 02000000 03000000 0000 0000 01000000 61 000000 01000000 00,      without an operation",
        "V1_2, 02000000 03000000 0000 0000 01000000 61 000000 02000000 6161,    without its NUL",
        "V1_2, 02000000 03000000 0000 0000 01000000 61 000000 ffffffff 6161,    length 4294967295",
        "V1_2, 02000000 03000000 0000 0000 01000000 61 000000 02000000 6100 0000 ffffffff, bytes are left",
        "V1_2, 02000000 03000000 0000 0000 01000000 61 000000 02000000 6100 0000 01000000 09000000 ffffffff, length",
        "V1_2, 02000000 03000000 0100 0000 05000000 00000000,                   target profile with tag 5",
        "V1_2, 02000000 03000000 0100 0000 00000000 00000000,                   without a byte order",
        "V1_2, 02000000 03000000 0200 0000 05000000 01000000 00 000000 01000000 00000000 00000000, profile 5 of a reference with 1",
        "V1_0, ffffffff,                                                        length 34359738360",
        "V1_0, 00000000 02000000 02000000,                                      boolean of value 2",
        "V1_0, 00000000 02000000 01000000 01000000 61 000000 02000000 6100 0000 ffffffff, length 4294967295",
    })
    void malformedRequestsAreRefused(GiopVersion version, String hex, String complaint) {
        CdrReader in = reader(hex);
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> view.read(in, version))
                .withMessageContaining(complaint);
        CdrReader again = reader(hex);
        assertThatExceptionOfType(Remote.class).isThrownBy(() -> RequestCodec.decode(again, version));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000,                                     code-set context of 0 bytes",
        "0b000000 01000000 01000100 090101,            code-set context of 11 bytes",
        "0c000000 02000000 01000100 09010100,          byte order 2",
        "ff000000 01000000 01000100 09010100,          length 255 claimed",
    })
    void malformedCodeSetsAreRefused(String octets, String complaint) {
        CdrReader in = reader("02000000 03000000 0000 0000" + KEY + PING + "01000000 01000000" + octets);
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> view.read(in, GiopVersion.V1_2))
                .withMessageContaining(complaint);
    }

    @Test
    void paddingUpToEightAfterAnEndIsNoArgument() {
        for (int padding = 0; padding <= 8; padding++) {
            CdrReader in = reader("02000000 03000000 0000 0000" + KEY + PING + "00000000" + "00".repeat(padding));
            view.read(in, GiopVersion.V1_2);
            assertThat(in.remaining())
                    .as("%d bytes behind the header", padding)
                    .isEqualTo(padding <= 4 ? 0 : padding - 4);
        }
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "03, true", "02, false"})
    void responseFlags(String flags, boolean expected) {
        view.read(reader("02000000" + flags + "000000 0000 0000" + KEY + PING + "00000000"), GiopVersion.V1_2);
        assertThat(view.responseExpected()).isEqualTo(expected);
    }

    @Test
    void anAnnouncedCodeSetHoldsForTheArguments() {
        String utf8 = "01000000 01000000 0c000000 00000000 05010001 00010109";
        CdrReader in = reader("02000000 03000000 0000 0000" + KEY + PING + utf8 + "04000000 63c3a900");
        view.read(in, GiopVersion.V1_2);
        assertThat(view.codeSetAnnounced()).isTrue();
        assertThat(view.codeSet()).isEqualTo(CodeSet.UTF_8);
        assertThat(in.readString()).isEqualTo("c\u00e9");
        view.read(reader("02000000 03000000 0000 0000" + KEY + PING + "00000000"), GiopVersion.V1_2);
        assertThat(view.codeSetAnnounced()).isFalse();
        assertThat(view.codeSet()).isEqualTo(CodeSet.LATIN_1);
    }

    @Test
    void theKeyIsFoundInProfilesAndReferences() {
        TaggedProfile profile = IiopProfile.published(new IiopAddress("h", 1), Octets.ofLatin1("a/b/c"))
                .toTagged();
        Ior ior = new Ior("IDL:Tango/Device_6:1.0", List.of(new TaggedProfile(7, Octets.EMPTY), profile));
        for (TargetAddress target :
                List.of(new TargetAddress.ProfileAddr(profile), new TargetAddress.ReferenceAddr(1, ior))) {
            Request request = new Request(2, true, target, "ping", List.of());
            ByteBuf buffer = Unpooled.buffer();
            RequestCodec.encode(request, CdrWriter.over(buffer, true), GiopVersion.V1_2);
            GiopAssemblerRun.whole(buffer, (header, in) -> {
                int at = in.position();
                view.read(in, header.version());
                assertThat(view.objectKey()).isEqualTo("a/b/c");
                assertThat(view.operation()).isEqualTo("ping");
                in.wrap(in.buffer(), at - GiopHeader.BYTES, at, buffer.writerIndex(), true, CodeSet.LATIN_1);
                assertThat(RequestCodec.decode(in, header.version())).isEqualTo(request);
            });
        }
    }

    @Test
    void readingARequestAllocatesNothing() {
        CapturedMessage message = Captures.ofSet("py9-tt9-nodb")
                .findFirst()
                .orElseThrow()
                .requestMessages()
                .get(0);
        ByteBuf buffer = Unpooled.wrappedBuffer(message.bytes());
        CdrReader in = new CdrReader(32);
        GiopVersion version = GiopVersion.of(1, message.minorVersion());
        ByteNameTable<String> keys = ByteNameTable.<String>exact().with(message.objectKey(), "device");
        ByteNameTable<String> operations = ByteNameTable.<String>exact().with(message.operation(), "operation");
        Runnable one = () -> {
            in.wrap(buffer, 0, GiopHeader.BYTES, buffer.writerIndex(), message.littleEndian(), CodeSet.LATIN_1);
            view.read(in, version);
            if (keys.get(buffer, view.objectKeyIndex(), view.objectKeyLength()) == null
                    || operations.get(buffer, view.operationIndex(), view.operationLength()) == null) {
                throw new AssertionError("not found");
            }
        };
        assertThat(bytesAllocatedBy(one)).isLessThan(1.0);
    }

    /** Per run, on average, after a warm-up. */
    private static double bytesAllocatedBy(Runnable one) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int runs = 10_000;
        for (int i = 0; i < runs; i++) {
            one.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < runs; i++) {
            one.run();
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / runs;
    }

    private static CdrReader reader(String hex) {
        byte[] body = HexFormat.of().parseHex("00".repeat(GiopHeader.BYTES) + hex.replace(" ", ""));
        CdrReader in = CdrReader.over(Unpooled.wrappedBuffer(body), true, 32);
        in.skip(GiopHeader.BYTES);
        return in;
    }
}
