package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;

/** What peers have sent, decoded and written again: the same bytes, but for those that mean nothing. */
final class CapturedLayoutTest {
    /** Hand-made requests that are legal but not as anybody writes them, with what is odd about them. */
    private static final List<String> ODD = List.of(
            "response_flags_1", // one flag where peers set two
            "void_request_aligned_to_8", // padding behind the end
            "void_request_with_4_bytes"); // the same

    @Test
    void requestsAreWrittenAsPeersWriteThem() {
        eachWhole(CapturedMessage.REQUEST, (capture, message) -> {
            if (!isOdd(capture)) {
                Request request = RequestCodec.decode(readerOf(message), version(message));
                assertSameBytes(
                        capture,
                        message,
                        rewritten(message, out -> RequestCodec.encode(request, out, version(message))));
            }
        });
    }

    @Test
    void repliesAreWrittenAsPeersWriteThem() {
        eachWhole(CapturedMessage.REPLY, (capture, message) -> {
            Reply reply = ReplyCodec.decode(readerOf(message), version(message));
            assertSameBytes(
                    capture, message, rewritten(message, out -> ReplyCodec.encode(reply, out, version(message))));
        });
    }

    @Test
    void theFastPathWritesTheSameRequests() {
        int[] seen = new int[1];
        eachWhole(CapturedMessage.REQUEST, (capture, message) -> {
            Request request = RequestCodec.decode(readerOf(message), version(message));
            if (request.target() instanceof TargetAddress.KeyAddr target
                    && request.serviceContexts().stream().allMatch(context -> isOurCodeSet(context, message))) {
                byte[] key = target.objectKey().toByteArray();
                byte[] operation = request.operation().getBytes(StandardCharsets.US_ASCII);
                @Nullable
                CodeSet announced = request.serviceContexts().isEmpty()
                        ? null
                        : CodeSetContext.of(request.serviceContexts().get(0)).charSet();
                byte[] fast = rewritten(
                        message,
                        out -> RequestCodec.begin(
                                out,
                                version(message),
                                request.requestId(),
                                request.responseExpected(),
                                key,
                                operation,
                                announced));
                byte[] slow = rewritten(message, out -> RequestCodec.encode(request, out, version(message)));
                assertThat(HexFormat.of().formatHex(fast))
                        .as("%s", capture)
                        .isEqualTo(HexFormat.of().formatHex(slow));
                seen[0]++;
            }
        });
        assertThat(seen[0]).isGreaterThan(1000);
    }

    @Test
    void theFastPathWritesTheSameReplies() {
        eachWhole(CapturedMessage.REPLY, (capture, message) -> {
            Reply reply = ReplyCodec.decode(readerOf(message), version(message));
            if (reply.serviceContexts().isEmpty()) {
                byte[] fast = rewritten(
                        message, out -> ReplyCodec.begin(out, version(message), reply.requestId(), reply.status()));
                byte[] slow = rewritten(message, out -> ReplyCodec.encode(reply, out, version(message)));
                assertThat(fast).as("%s", capture).isEqualTo(slow);
            }
        });
    }

    @Test
    void theOtherMessagesAreWrittenAsPeersWriteThem() {
        GiopHeader header = new GiopHeader();
        int seen = 0;
        for (Capture capture : Captures.all()) {
            for (CapturedMessage message : messages(capture).toList()) {
                if (message.type() > CapturedMessage.REPLY) {
                    header.read(Unpooled.wrappedBuffer(message.bytes()), 0);
                    CdrReader in = readerOf(message);
                    GiopMessage decoded = GiopMessageCodec.decode(header, in);
                    byte[] written = written(message, out -> {
                        GiopMessageCodec.encode(decoded, out, version(message));
                        out.writeRaw(rest(in));
                        GiopFraming.end(out);
                    });
                    assertThat(written).as("%s", capture).isEqualTo(message.bytes());
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    @Test
    void everySystemExceptionIsReadToItsLastByteAndWrittenAgain() {
        int[] seen = new int[1];
        eachWhole(CapturedMessage.REPLY, (capture, message) -> {
            if (message.replyStatus() == ReplyStatus.SYSTEM_EXCEPTION.ordinal()) {
                CdrReader in = message.body();
                SystemException exception = SystemException.CODEC.decode(in);
                assertThat(in.remaining()).as("%s", capture).isZero();
                assertThat(exception.name()).as("%s", capture).matches("[A-Z_]+");
                assertThat(exception.repositoryId()).isEqualTo("IDL:omg.org/CORBA/" + exception.name() + ":1.0");
                SystemException again = SystemException.CODEC.decode(CdrReader.over(
                        Unpooled.wrappedBuffer(written(message, out -> SystemException.CODEC.encode(exception, out))),
                        message.littleEndian(),
                        1));
                assertThat(again).isEqualTo(exception);
                seen[0]++;
            }
        });
        assertThat(seen[0]).isGreaterThan(20);
    }

    @Test
    void whatWeSayOfUnknownKeysAndOperationsIsWhatOmniOrbSays() {
        for (String version : List.of("1_0", "1_2")) {
            assertThat(exceptionOf(version, "unknown_key_" + version)).isEqualTo(SystemException.OBJECT_NOT_EXIST);
            assertThat(exceptionOf(version, "unknown_operation_" + version)).isEqualTo(SystemException.BAD_OPERATION);
        }
        assertThat(exceptionOf("1_2", "args_missing").withCompletion(SystemException.MARSHAL_TOO_SHORT.completion()))
                .isEqualTo(SystemException.MARSHAL_TOO_SHORT);
        assertThat(exceptionOf("1_2", "bad_enum").withCompletion(SystemException.MARSHAL_BAD_ENUM.completion()))
                .isEqualTo(SystemException.MARSHAL_BAD_ENUM);
    }

    private static SystemException exceptionOf(String version, String name) {
        Capture capture = Captures.ofSet("probe-tt9")
                .filter(candidate -> candidate.name().endsWith("-" + name))
                .findFirst()
                .orElseThrow();
        CapturedMessage reply = capture.replyMessages().get(0);
        assertThat("1_" + reply.minorVersion()).isEqualTo(version);
        return SystemException.CODEC.decode(reply.body());
    }

    private static boolean isOurCodeSet(ServiceContext context, CapturedMessage message) {
        return context.id() == ServiceContext.CODE_SETS
                && CodeSetContext.of(context).wcharCodeSet() == 0x00010109
                && (context.data().toByteArray()[0] == 1) == message.littleEndian()
                && context.data().hex().substring(2, 8).equals("000000");
    }

    private static void eachWhole(int type, BiConsumer<Capture, CapturedMessage> check) {
        for (Capture capture : Captures.all()) {
            messages(capture)
                    .filter(message -> message.type() == type)
                    .forEach(message -> check.accept(capture, message));
        }
    }

    private static Stream<CapturedMessage> messages(Capture capture) {
        return Stream.concat(capture.requestMessages().stream(), capture.replyMessages().stream());
    }

    private static boolean isOdd(Capture capture) {
        return ODD.contains(capture.name().replaceFirst("^\\d+-", ""));
    }

    private static GiopVersion version(CapturedMessage message) {
        return GiopVersion.of(1, message.minorVersion());
    }

    private static CdrReader readerOf(CapturedMessage message) {
        CdrReader in = CdrReader.over(Unpooled.wrappedBuffer(message.bytes()), message.littleEndian(), 32);
        in.skip(GiopHeader.BYTES);
        return in;
    }

    private static byte[] rest(CdrReader in) {
        return in.readOctetArray(in.remaining());
    }

    /** Header data as {@code head} writes it, then the recorded body. */
    private static byte[] rewritten(CapturedMessage message, Consumer<CdrWriter> head) {
        return written(message, out -> {
            head.accept(out);
            byte[] body = Arrays.copyOfRange(message.bytes(), message.bodyIndex(), message.bytes().length);
            if (body.length > 0) {
                GiopFraming.beginBody(out, version(message));
                out.writeRaw(body);
                GiopFraming.end(out);
            }
        });
    }

    private static byte[] written(CapturedMessage message, Consumer<CdrWriter> content) {
        ByteBuf buffer = Unpooled.buffer();
        // Something before the message: alignment must not count from there.
        buffer.writeZero(5);
        content.accept(new CdrWriter().wrap(buffer, message.littleEndian(), CodeSet.LATIN_1));
        return ByteBufUtil.getBytes(buffer, 5, buffer.writerIndex() - 5);
    }

    private static void assertSameBytes(Capture capture, CapturedMessage message, byte[] written) {
        byte[] expected = message.bytes();
        BitSet ignored = message.padding();
        if (isFragmented(message)) {
            ignored.set(6); // the flag that more follows, and the size of the first part
            ignored.set(8, 12);
        }
        assertThat(written).as("%s", capture).hasSameSizeAs(expected);
        byte[] masked = written.clone();
        ignored.stream().forEach(index -> masked[index] = expected[index]);
        assertThat(HexFormat.of().formatHex(masked))
                .as("%s, garbage at %s", capture, ignored)
                .isEqualTo(HexFormat.of().formatHex(expected));
    }

    private static boolean isFragmented(CapturedMessage message) {
        return (message.bytes()[6] & 2) != 0;
    }
}
