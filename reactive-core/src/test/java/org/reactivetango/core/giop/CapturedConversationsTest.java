package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.limits.Limits;

/** Every recorded byte of every peer through the assembler, the views and the record codecs. */
final class CapturedConversationsTest {
    /** What the recorded requests hold that is no GIOP 1.0 to 1.2, by name behind the number. */
    private static final List<String> NO_GIOP = List.of("version_1_3", "bad_magic", "unknown_message_type");

    /** Counts what is not given back; Netty's own detector would watch each of millions of accesses. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    /** A message as the assembler delivers it; alignment counts from the first of its bytes. */
    record Heard(GiopVersion version, GiopMessageType type, boolean littleEndian, String hex) {}

    @Test
    void everyMessageIsFoundWhenAllArrivesAtOnce() {
        for (Capture capture : Captures.all()) {
            for (byte[] side : List.of(capture.request(), capture.reply())) {
                if (isGiop(capture, side)) {
                    assertThat(hear(side, side.length)).as("%s", capture).isEqualTo(expected(side));
                }
            }
        }
    }

    @Test
    void everyMessageIsFoundWhenByteAfterByteArrives() {
        for (Capture capture : Captures.all()) {
            for (byte[] side : List.of(capture.request(), capture.reply())) {
                if (isGiop(capture, side)) {
                    assertThat(hear(side, 1)).as("%s", capture).isEqualTo(expected(side));
                }
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMessageIsFoundHoweverTheBytesAreCut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Capture capture : Captures.all()) {
            for (byte[] side : List.of(capture.request(), capture.reply())) {
                if (isGiop(capture, side)) {
                    assertThat(hear(side, random))
                            .as("seed %d, %s", seed, capture)
                            .isEqualTo(expected(side));
                }
            }
        }
    }

    @Test
    void whatIsNoGiopIsRefused() {
        for (Capture capture : Captures.all()) {
            byte[] side = capture.request();
            if (!isGiop(capture, side)) {
                GiopAssembler assembler = assembler();
                assertThatRemote(() -> assembler.receive(Unpooled.wrappedBuffer(side), (header, in) -> {}), capture);
                assertThat(assembler.failed()).isTrue();
            }
        }
    }

    @Test
    void viewsAndRecordsSayWhatTheIndependentParserSays() {
        RequestView request = new RequestView();
        ReplyView reply = new ReplyView();
        int seen = 0;
        for (Capture capture : Captures.all()) {
            List<CapturedMessage> messages = new ArrayList<>(capture.requestMessages());
            messages.addAll(capture.replyMessages());
            for (CapturedMessage message : messages) {
                if (message.type() == CapturedMessage.REQUEST) {
                    checkRequest(capture, message, request);
                    seen++;
                } else if (message.type() == CapturedMessage.REPLY) {
                    checkReply(capture, message, reply);
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(4000);
    }

    private static void checkRequest(Capture capture, CapturedMessage expected, RequestView view) {
        GiopVersion version = GiopVersion.of(1, expected.minorVersion());
        CdrReader in = readerOf(expected);
        view.read(in, version);
        int argumentsAt = in.position();
        assertThat(argumentsAt).as("%s", capture).isEqualTo(expected.bodyIndex());
        assertThat(view.requestId()).as("%s", capture).isEqualTo(expected.requestId());
        assertThat(view.responseExpected()).as("%s", capture).isEqualTo(expected.responseExpected());
        assertThat(view.operation()).as("%s", capture).isEqualTo(expected.operation());
        assertThat(view.codeSetAnnounced()).as("%s", capture).isEqualTo(expected.codeSetsPresent());
        assertThat(view.codeSet()).as("%s", capture).isEqualTo(expected.codeSet());
        assertThat(in.codeSet()).as("%s", capture).isEqualTo(expected.codeSet());

        CdrReader again = readerOf(expected);
        Request record = RequestCodec.decode(again, version);
        assertThat(again.position()).as("%s", capture).isEqualTo(argumentsAt);
        assertThat(record.requestId()).isEqualTo(view.requestId());
        assertThat(record.responseExpected()).isEqualTo(view.responseExpected());
        assertThat(record.operation()).isEqualTo(view.operation());
        assertThat(record.target().objectKey().latin1()).as("%s", capture).isEqualTo(view.objectKey());
        if (record.target() instanceof TargetAddress.KeyAddr) {
            assertThat(view.objectKey()).as("%s", capture).isEqualTo(expected.objectKey());
        }
    }

    private static void checkReply(Capture capture, CapturedMessage expected, ReplyView view) {
        GiopVersion version = GiopVersion.of(1, expected.minorVersion());
        CdrReader in = readerOf(expected);
        view.read(in, version);
        assertThat(in.position()).as("%s", capture).isEqualTo(expected.bodyIndex());
        assertThat(view.requestId()).as("%s", capture).isEqualTo(expected.requestId());
        assertThat(view.status().ordinal()).as("%s", capture).isEqualTo(expected.replyStatus());

        CdrReader again = readerOf(expected);
        Reply record = ReplyCodec.decode(again, version);
        assertThat(again.position()).as("%s", capture).isEqualTo(expected.bodyIndex());
        assertThat(record.requestId()).isEqualTo(view.requestId());
        assertThat(record.status()).isEqualTo(view.status());
    }

    private static CdrReader readerOf(CapturedMessage message) {
        CdrReader in = CdrReader.over(Unpooled.wrappedBuffer(message.bytes()), message.littleEndian(), 32);
        in.skip(GiopHeader.BYTES);
        return in;
    }

    private static boolean isGiop(Capture capture, byte[] side) {
        boolean request = Arrays.equals(side, capture.request());
        return !(request && NO_GIOP.contains(capture.name().replaceFirst("^\\d+-", "")));
    }

    private static List<Heard> expected(byte[] side) {
        return CapturedMessage.split(side).stream()
                .map(message -> new Heard(
                        GiopVersion.of(1, message.minorVersion()),
                        GiopMessageType.of(message.type()),
                        message.littleEndian(),
                        HexFormat.of().formatHex(message.bytes())))
                .toList();
    }

    private List<Heard> hear(byte[] bytes, int chunkBytes) {
        List<Heard> heard = new ArrayList<>();
        GiopAssembler assembler = assembler();
        for (int at = 0; at < bytes.length; at += chunkBytes) {
            receive(assembler, bytes, at, Math.min(chunkBytes, bytes.length - at), heard);
        }
        finish(assembler);
        return heard;
    }

    private List<Heard> hear(byte[] bytes, SplittableRandom random) {
        List<Heard> heard = new ArrayList<>();
        GiopAssembler assembler = assembler();
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 24 : 4000));
            receive(assembler, bytes, at, count, heard);
            at += count;
        }
        finish(assembler);
        return heard;
    }

    private void receive(GiopAssembler assembler, byte[] bytes, int at, int count, List<Heard> heard) {
        ByteBuf chunk = allocator.directBuffer(count).writeBytes(bytes, at, count);
        assembler.receive(chunk, (header, in) -> {
            byte[] message = new byte[GiopHeader.BYTES + in.remaining()];
            in.buffer().getBytes(in.position() - GiopHeader.BYTES, message);
            heard.add(new Heard(
                    header.version(),
                    header.type(),
                    header.littleEndian(),
                    HexFormat.of().formatHex(message)));
        });
        assertThat(chunk.refCnt()).isZero();
    }

    private void finish(GiopAssembler assembler) {
        assertThat(assembler.messageIncomplete()).isFalse();
        assertThat(assembler.headerIncomplete()).isFalse();
        assembler.release();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private GiopAssembler assembler() {
        return new GiopAssembler(Limits.DEFAULT, allocator);
    }

    private static void assertThatRemote(Runnable broken, Capture capture) {
        try {
            broken.run();
        } catch (Remote expected) {
            return;
        }
        throw new AssertionError(capture + " was accepted");
    }
}
