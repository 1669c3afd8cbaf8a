package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.limits.Limits;

final class GiopAssemblerTest {
    private static final int MAX_BYTES = 4096;
    private static final Limits SMALL = limits(MAX_BYTES, 3, 2);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
    private final GiopAssembler assembler = new GiopAssembler(SMALL, allocator);
    private final List<String> heard = new ArrayList<>();
    private final List<ByteBuf> sent = new ArrayList<>();
    private final GiopSink sink = (header, in) -> heard.add(header.type() + " " + hex(in));

    @AfterEach
    void everythingIsGivenBack() {
        assembler.release();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(sent).allSatisfy(chunk -> assertThat(chunk.refCnt()).isZero());
    }

    // Limits: what a header claims.

    @ParameterizedTest
    @CsvSource({
        // bytes of the message                 what is wrong with it
        "4a554e4b 01 00 01 00 00000000,         no GIOP",
        "47494f51 01 00 01 00 00000000,         no GIOP",
        "47494f50 00 00 01 00 00000000,         GIOP 0.0",
        "47494f50 02 00 01 00 00000000,         GIOP 2.0",
        "47494f50 01 03 01 00 00000000,         GIOP 1.3",
        "47494f50 01 ff 01 00 00000000,         GIOP 1.255",
        "47494f50 01 00 02 00 00000000,         byte order 2 in a GIOP 1.0 header",
        "47494f50 01 02 01 08 00000000,         unknown type 8",
        "47494f50 01 02 01 ff 00000000,         unknown type 255",
        "47494f50 01 02 01 00 f50f0000,         larger than the 4096",
        "47494f50 01 02 00 00 00000ff5,         larger than the 4096",
        "47494f50 01 02 01 00 ffffff7f,         larger than the 4096",
        "47494f50 01 02 01 00 00000080,         larger than the 4096",
        "47494f50 01 02 01 00 f4ffffff,         larger than the 4096",
        "47494f50 01 02 01 00 ffffffff,         larger than the 4096",
        "47494f50 01 02 01 07 04000000,         a fragment of nothing",
        "47494f50 01 01 01 07 00000000,         a fragment of nothing",
        "47494f50 01 00 01 07 04000000,         do not come in fragments",
        "47494f50 01 02 03 02 04000000,         do not come in fragments",
        "47494f50 01 02 03 05 04000000,         do not come in fragments",
        "47494f50 01 02 03 06 04000000,         do not come in fragments",
        "47494f50 01 01 03 03 04000000,         do not come in fragments",
        "47494f50 01 02 03 00 00000000,         without its request id",
        "47494f50 01 02 03 00 05000000,         alignment",
        "47494f50 01 01 03 00 04000000,         alignment",
        "47494f50 01 02 03 00 f40f0000 0,       ''",
    })
    void aHeaderIsRefusedBeforeItsBytesAreWaitedFor(String message, String complaint) {
        byte[] bytes = HexFormat.of().parseHex(message.replace(" ", "").substring(0, 24));
        if (complaint.isEmpty()) {
            assertThatCode(() -> receive(bytes)).doesNotThrowAnyException();
            return;
        }
        assertThatExceptionOfType(Remote.class).isThrownBy(() -> receive(bytes)).withMessageContaining(complaint);
        assertThat(assembler.failed()).isTrue();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void theLargestMessageIsTaken() {
        byte[] message = message(2, 0, GiopMessageType.REQUEST, new byte[MAX_BYTES - GiopHeader.BYTES]);
        receive(message);
        assertThat(heard).hasSize(1);
    }

    @Test
    void memoryGrowsWithWhatHasArrivedAndNotWithWhatIsClaimed() {
        GiopAssembler large = new GiopAssembler(Limits.DEFAULT, allocator);
        int claimed = 8 << 20;
        byte[] message = message(2, 0, GiopMessageType.REQUEST, new byte[claimed]);
        int chunkBytes = 3000;
        for (int at = 0; at < message.length; at += chunkBytes) {
            int count = Math.min(chunkBytes, message.length - at);
            large.receive(Unpooled.copiedBuffer(message, at, count), sink);
            assertThat(allocator.metric().usedDirectMemory()).isLessThanOrEqualTo(Math.max(1024, 2L * (at + count)));
        }
        assertThat(heard).hasSize(1);
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    // Large messages, received where they belong.

    /** What is put into the room offered, and what comes in chunks, makes the same messages as it would all at once. */
    @ParameterizedTest
    @MethodSource("seeds")
    void largeMessagesAreTheSameHoweverTheyAreReceived(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GiopAssembler large = new GiopAssembler(Limits.DEFAULT, allocator);
        List<byte[]> bodies = new ArrayList<>();
        List<byte[]> delivered = new ArrayList<>();
        ByteBuf wire = Unpooled.buffer();
        for (int i = 0; i < 6; i++) {
            byte[] body = new byte[i % 2 == 0 ? 200_000 + random.nextInt(400_000) : random.nextInt(100)];
            random.nextBytes(body);
            bodies.add(body);
            wire.writeBytes(message(0, 0, GiopMessageType.REPLY, body));
        }
        GiopSink keeper =
                (header, in) -> delivered.add(ByteBufUtil.getBytes(in.buffer(), in.position(), in.remaining()));
        int rooms = 0;
        while (wire.isReadable()) {
            int most = random.nextInt(4) == 0 ? 3000 : 100_000;
            ByteBuf room = random.nextInt(4) == 0 ? null : large.room();
            if (room == null) {
                large.receive(wire.readBytes(Math.min(wire.readableBytes(), 1 + random.nextInt(most))), keeper);
            } else {
                rooms++;
                assertThat(room.isWritable()).isTrue();
                room.writeBytes(wire, Math.min(room.writableBytes(), 1 + random.nextInt(most)));
                large.receive(room, keeper);
            }
            assertThat(allocator.metric().usedDirectMemory())
                    .isLessThanOrEqualTo(Math.max(1024, 2L * wire.readerIndex()));
        }
        assertThat(delivered.toArray(byte[][]::new)).isDeepEqualTo(bodies.toArray(byte[][]::new));
        assertThat(large.messageIncomplete()).isFalse();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
        assertThat(rooms).isPositive();
    }

    @Test
    void thereIsRoomForAsMuchAsHasArrivedAndForNothingBehindTheMessage() {
        GiopAssembler large = new GiopAssembler(Limits.DEFAULT, allocator);
        byte[] message = message(0, 0, GiopMessageType.REPLY, new byte[300_000]);
        assertThat(large.room()).isNull();
        large.receive(chunk(Arrays.copyOf(message, 100)), sink);
        assertThat(large.room()).isNull();
        large.receive(chunk(Arrays.copyOfRange(message, 100, 65_536)), sink);
        List<Integer> rooms = new ArrayList<>();
        for (ByteBuf room = large.room(); room != null; room = large.room()) {
            rooms.add(room.writableBytes());
            room.writeZero(room.writableBytes());
            large.receive(room, sink);
        }
        assertThat(rooms).containsExactly(65_536, 131_072, message.length - 262_144);
        assertThat(heard).hasSize(1);
    }

    @Test
    void roomThatIsGivenBackUnusedOrAfterTheEndIsFreed() {
        GiopAssembler large = new GiopAssembler(Limits.DEFAULT, allocator);
        byte[] message = message(0, 0, GiopMessageType.REPLY, new byte[300_000]);
        large.receive(chunk(Arrays.copyOf(message, 65_536)), sink);
        ByteBuf unused = large.room();
        assertThat(unused).isNotNull();
        unused.release();
        ByteBuf late = large.room();
        assertThat(late).isSameAs(unused);
        large.pause();
        assertThat(large.room()).isNull();
        large.release();
        late.writeZero(10);
        large.receive(late, sink);
        assertThat(large.room()).isNull();
        assertThat(heard).isEmpty();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    /** The pieces of a fragmented message are put together by copying: they are gathered as one. */
    @Test
    void fragmentsAreGatheredInOnePiece() {
        GiopAssembler large = new GiopAssembler(Limits.DEFAULT, allocator);
        byte[] first = message(2, 2, GiopMessageType.REPLY, new byte[300_004]);
        byte[] last = message(2, 0, GiopMessageType.FRAGMENT, new byte[200_004]);
        for (byte[] part : List.of(first, last)) {
            large.receive(Unpooled.copiedBuffer(part, 0, 70_000), sink);
            assertThat(large.room()).isNull();
            large.receive(Unpooled.copiedBuffer(part, 70_000, part.length - 70_000), sink);
        }
        assertThat(heard).singleElement().satisfies(text -> assertThat(text).hasSize(6 + 2 * 500_004));
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    // Fragments.

    @Test
    void fragmentsOfDifferentRequestsMayInterleave() {
        receive(first(7, "aabbccdd"), first(9, "11223344"), fragment(9, true, "55667788 99aabbcc"));
        assertThat(heard).isEmpty();
        receive(fragment(7, false, "eeff"), ping(8), fragment(9, false, ""));
        assertThat(heard)
                .containsExactly(
                        "REQUEST 07000000 00000000 aabbccdd eeff"
                                .replace(" ", "")
                                .replace("REQUEST", "REQUEST "),
                        "REQUEST " + hexOfPing(8),
                        "REQUEST " + "09000000 00000000 11223344 55667788 99aabbcc".replace(" ", ""));
    }

    @Test
    void whatIsAssembledHasTheHeaderOfAWholeMessage() {
        List<String> headers = new ArrayList<>();
        byte[] all = concat(first(7, "aabbccdd"), fragment(7, false, "eeff"));
        assembler.receive(chunk(all), (header, in) -> {
            headers.add(header.toString());
            assertThat(header.moreFragments()).isFalse();
            assertThat(header.bodyBytes()).isEqualTo(in.remaining());
            assertThat(in.buffer().getInt(in.position() - GiopHeader.BYTES)).isEqualTo(GiopHeader.MAGIC);
        });
        assertThat(headers).containsExactly("GIOP 1.2 REQUEST LE 14 bytes");
    }

    @Test
    void alignmentGoesOnAcrossFragments() {
        // 12 header, 4 id, 4 filler, 4 filler: the fragment's first byte is at 24 and stays eight-aligned.
        byte[] all = concat(first(7, "00000000"), fragment(7, false, "000000000000f03f"));
        List<Double> values = new ArrayList<>();
        assembler.receive(chunk(all), (header, in) -> {
            in.skip(9);
            values.add(in.readDouble());
        });
        assertThat(values).containsExactly(1.0);
    }

    @Test
    void fragmentsInGiop11HaveNoRequestId() {
        byte[] first = part(1, GiopMessageType.REQUEST, true, "0000000007000000");
        byte[] wrongAlignment = part(1, GiopMessageType.REQUEST, true, "00000000");
        byte[] second = part(1, GiopMessageType.FRAGMENT, true, "0102030405060708");
        byte[] last = part(1, GiopMessageType.FRAGMENT, false, "aabb");
        receive(first, second, last);
        assertThat(heard).containsExactly("REQUEST 0000000007000000" + "0102030405060708" + "aabb");
        assertThatThrownBy(() -> receive(wrongAlignment)).isInstanceOf(Remote.class);
    }

    @Test
    void aFragmentForAnUnknownRequestIsRefused() {
        receive(first(7, "00000000"));
        assertRefused("a fragment of nothing", fragment(9, false, ""));
    }

    @Test
    void twoUnfinishedMessagesWithOneRequestIdAreRefused() {
        receive(first(7, "00000000"));
        assertRefused("request id of an unfinished one", first(7, "00000000"));
    }

    @Test
    void fragmentsUnlikeTheirFirstPartAreRefused() {
        receive(first(7, "00000000"));
        byte[] bigEndian = HexFormat.of().parseHex("47494f5001020007" + "00000004" + "00000007");
        assertRefused("unlike its first part", bigEndian);
    }

    @Test
    void fragmentsAreCounted() {
        receive(first(7, "00000000"));
        receive(fragment(7, true, ""), fragment(7, true, ""), fragment(7, true, ""));
        assertRefused("more than 3 fragments", fragment(7, true, ""));
    }

    @Test
    void unfinishedMessagesAreCounted() {
        receive(first(7, "00000000"), first(9, "00000000"));
        assertRefused("2 fragmented messages are unfinished", first(11, "00000000"));
    }

    @Test
    void theBytesOfAllUnfinishedMessagesAreBoundedTogether() {
        receive(first(7, "00".repeat(2044)));
        receive(first(9, "00".repeat(1004)));
        assertRefused("fragments of more than 4096 bytes", fragment(9, true, "00".repeat(1024)));
    }

    @Test
    void finishedAndCancelledMessagesNoLongerCount() {
        for (int id = 0; id < 20; id++) {
            receive(first(id, "00".repeat(2044)), fragment(id, false, "00".repeat(1024)));
            receive(first(id, "00".repeat(2044)), cancel(id));
        }
        assertThat(heard).hasSize(40).contains("CANCEL_REQUEST 13000000");
    }

    @Test
    void aMessageOfManyFragmentsIsWhatItWouldBeInOnePiece() {
        GiopAssembler large = new GiopAssembler(Limits.DEFAULT, allocator);
        byte[] body = new byte[300_000];
        new SplittableRandom(3).nextBytes(body);
        System.arraycopy(new byte[] {7, 0, 0, 0}, 0, body, 0, 4);
        List<byte[]> parts = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
            int count = Math.min(at == 0 ? 8180 : 8176, body.length - at);
            String octets = HexFormat.of().formatHex(body, at, at + count);
            boolean more = at + count < body.length;
            parts.add(at == 0 ? part(2, GiopMessageType.REPLY, more, octets) : fragment(7, more, octets));
            at += count;
        }
        large.receive(chunk(concat(parts.toArray(byte[][]::new))), sink);
        assertThat(heard).containsExactly("REPLY " + HexFormat.of().formatHex(body));
    }

    // State for deadlines.

    @Test
    void itTellsWhatIsIncomplete() {
        byte[] ping = ping(2);
        assertIncomplete(false, false);
        for (int i = 0; i < ping.length - 1; i++) {
            receive(new byte[] {ping[i]});
            assertIncomplete(i < GiopHeader.BYTES - 1, true);
        }
        receive(new byte[] {ping[ping.length - 1]});
        assertIncomplete(false, false);
        receive(first(7, "00000000"));
        assertIncomplete(false, true);
        receive(fragment(7, false, ""));
        assertIncomplete(false, false);
    }

    @Test
    void theOldestIncompleteMessageKeepsItsNumberWhileOthersComeAndGo() {
        receive(ping(2), first(7, "00000000"));
        long fragmented = assembler.oldestIncomplete();
        assertThat(fragmented).isPositive();
        receive(ping(4), ping(6), new byte[] {'G'});
        assertThat(assembler.oldestIncomplete()).isEqualTo(fragmented);
        assembler.release();
        assertThat(assembler.oldestIncomplete()).isZero();
    }

    @Test
    void aNewIncompleteMessageHasANewNumber() {
        receive(new byte[] {'G'});
        long before = assembler.oldestIncomplete();
        byte[] ping = ping(2);
        byte[] rest = Arrays.copyOfRange(ping, 1, ping.length);
        receive(concat(rest, new byte[] {'G'}));
        assertThat(assembler.oldestIncomplete()).isGreaterThan(before);
    }

    // Who owns what.

    @Test
    void aMessageInOnePieceIsDeliveredInPlace() {
        ByteBuf chunk = chunk(concat(ping(2), ping(4)));
        assembler.receive(chunk, (header, in) -> assertThat(in.buffer()).isSameAs(chunk));
    }

    @Test
    void bytesThatAreRetainedOutliveTheCall() {
        List<ByteBuf> kept = new ArrayList<>();
        GiopSink keeper = (header, in) -> kept.add(in.buffer().retain());
        byte[] ping = ping(2);
        assembler.receive(chunk(ping), keeper);
        assembler.receive(chunk(Arrays.copyOf(ping, 20)), keeper);
        assembler.receive(chunk(Arrays.copyOfRange(ping, 20, ping.length)), keeper);
        assembler.receive(chunk(concat(first(7, "00000000"), fragment(7, false, ""))), keeper);
        assembler.release();
        assertThat(kept).hasSize(3).allSatisfy(buffer -> {
            assertThat(buffer.refCnt()).isOne();
            assertThat(buffer.getInt(0)).isEqualTo(GiopHeader.MAGIC);
            buffer.release();
        });
    }

    @Test
    void releaseFromWithinTheSinkStopsBehindTheMessage() {
        ByteBuf chunk = chunk(concat(ping(2), ping(4)));
        assembler.receive(chunk, (header, in) -> {
            assembler.release();
            assertThat(chunk.refCnt()).isOne();
            heard.add(hex(in));
        });
        assertThat(heard).hasSize(1);
        assertThat(assembler.failed()).isFalse();
    }

    @Test
    void whatTheSinkThrowsComesOutAndEndsTheAssembler() {
        IllegalStateException thrown = new IllegalStateException("no");
        ByteBuf chunk = chunk(concat(first(7, "00000000"), ping(2), ping(4)));
        GiopSink thrower = (header, in) -> {
            throw thrown;
        };
        assertThatThrownBy(() -> assembler.receive(chunk, thrower)).isSameAs(thrown);
        assertThat(assembler.failed()).isTrue();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    @Test
    void whatArrivesAfterTheEndIsIgnored() {
        assertThatThrownBy(() -> receive(new byte[12])).isInstanceOf(Remote.class);
        receive(ping(2));
        assertThat(heard).isEmpty();
        assertIncomplete(false, false);
        assembler.release();
        assembler.release();
        receive(ping(2));
        assertThat(heard).isEmpty();
    }

    @Test
    void emptyChunksAreNothing() {
        receive(new byte[0]);
        assertIncomplete(false, false);
    }

    @Test
    void bytesReceivedFromWithinTheSinkComeAfterThoseAtHand() {
        ByteBuf inner = chunk(ping(6));
        boolean[] fed = new boolean[1];
        assembler.receive(chunk(concat(ping(2), ping(4))), (header, in) -> {
            heard.add(hex(in).substring(0, 2));
            if (!fed[0]) {
                fed[0] = true;
                assembler.receive(inner, sink);
            }
        });
        assertThat(heard).containsExactly("02", "04", "06");
    }

    // Pausing.

    @Test
    void aPauseHoldsBackWhatHasArrivedAndResumeDeliversIt() {
        GiopSink oneAtATime = (header, in) -> {
            heard.add(hex(in).substring(0, 2));
            assembler.pause();
        };
        assembler.receive(chunk(concat(ping(2), ping(4), new byte[] {'G'})), oneAtATime);
        assembler.receive(chunk(Arrays.copyOfRange(ping(6), 1, 60)), oneAtATime);
        assertThat(heard).containsExactly("02");
        assertThat(assembler.paused()).isTrue();
        assertIncomplete(false, false);
        assembler.resume(oneAtATime);
        assertThat(heard).containsExactly("02", "04");
        assembler.resume(oneAtATime);
        assertThat(heard).containsExactly("02", "04", "06");
        assembler.resume(oneAtATime);
        assertThat(assembler.paused()).isFalse();
    }

    @Test
    void aPauseThatIsReadThroughIsOurOwnMistake() {
        assembler.pause();
        receive(new byte[MAX_BYTES]);
        assertThatThrownBy(() -> receive(new byte[1])).isInstanceOf(Local.class);
        assertThat(assembler.failed()).isTrue();
    }

    @Test
    void stringsAreReadInTheCodeSetOfTheConnection() {
        List<CodeSet> codeSets = new ArrayList<>();
        GiopSink listener = (header, in) -> codeSets.add(in.codeSet());
        assembler.receive(chunk(ping(2)), listener);
        assembler.codeSet(CodeSet.UTF_8);
        assembler.receive(chunk(ping(4)), listener);
        assertThat(codeSets).containsExactly(CodeSet.LATIN_1, CodeSet.UTF_8);
    }

    // Fuzz.

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedConversationsEndInMessagesOrInRemoteErrors(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Capture> captures = Captures.all();
        RequestView request = new RequestView();
        ReplyView reply = new ReplyView();
        GiopSink reader = (header, in) -> {
            int at = in.position();
            if (header.type() == GiopMessageType.REQUEST) {
                request.read(in, header.version());
            } else if (header.type() == GiopMessageType.REPLY) {
                reply.read(in, header.version());
            }
            in.wrap(
                    in.buffer(),
                    at - GiopHeader.BYTES,
                    at,
                    in.position() + in.remaining(),
                    header.littleEndian(),
                    CodeSet.UTF_8);
            GiopMessageCodec.decode(header, in);
        };
        for (int round = 0; round < 2000; round++) {
            Capture capture = captures.get(random.nextInt(captures.size()));
            byte[] bytes = random.nextBoolean() ? capture.request() : capture.reply();
            damage(bytes, random);
            GiopAssembler victim = new GiopAssembler(SMALL, allocator);
            try {
                for (int at = 0; at < bytes.length; ) {
                    int count = Math.min(bytes.length - at, 1 + random.nextInt(200));
                    victim.receive(Unpooled.copiedBuffer(bytes, at, count), reader);
                    at += count;
                }
            } catch (Remote expected) {
                assertThat(victim.failed()).isTrue();
            } catch (RuntimeException | Error bug) {
                throw new AssertionError("seed " + seed + ", round " + round + ", " + capture, bug);
            } finally {
                victim.release();
            }
        }
        assertThat(allocator.metric().usedDirectMemory()).as("seed %d", seed).isZero();
    }

    private static void damage(byte[] bytes, SplittableRandom random) {
        for (int hits = bytes.length == 0 ? 0 : random.nextInt(4); hits > 0; hits--) {
            int within = random.nextBoolean() ? Math.min(bytes.length, 64) : bytes.length;
            bytes[random.nextInt(within)] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (random.nextBoolean() ? 0xff : 0);
        }
    }

    private void receive(byte[]... messages) {
        assembler.receive(chunk(concat(messages)), sink);
    }

    private ByteBuf chunk(byte[] bytes) {
        ByteBuf chunk = Unpooled.copiedBuffer(bytes);
        if (bytes.length > 0) {
            sent.add(chunk);
        }
        return chunk;
    }

    private void assertRefused(String complaint, byte[] message) {
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> receive(message))
                .withMessageContaining(complaint);
        assertThat(assembler.failed()).isTrue();
        assertThat(allocator.metric().usedDirectMemory()).isZero();
    }

    private void assertIncomplete(boolean header, boolean message) {
        assertThat(assembler.headerIncomplete()).isEqualTo(header);
        assertThat(assembler.messageIncomplete()).isEqualTo(message);
    }

    private static String hex(CdrReader in) {
        return ByteBufUtil.hexDump(in.buffer(), in.position(), in.remaining());
    }

    private static String hexOfPing(int requestId) {
        byte[] ping = ping(requestId);
        return HexFormat.of().formatHex(ping, GiopHeader.BYTES, ping.length);
    }

    /** 60 bytes. */
    private static byte[] ping(int requestId) {
        String body =
                "%02x000000 03000000 0000 0000 0d000000 7379732f74675f746573742f31 000000 05000000 70696e6700 000000 00000000";
        return part(2, GiopMessageType.REQUEST, false, body.formatted(requestId));
    }

    /** A first part of 12 + 4 + 4 bytes and {@code octets}. */
    private static byte[] first(int requestId, String octets) {
        return part(2, GiopMessageType.REQUEST, true, "%02x000000 00000000".formatted(requestId) + octets);
    }

    private static byte[] fragment(int requestId, boolean more, String octets) {
        return part(2, GiopMessageType.FRAGMENT, more, "%02x000000".formatted(requestId) + octets);
    }

    private static byte[] cancel(int requestId) {
        return part(2, GiopMessageType.CANCEL_REQUEST, false, "%02x000000".formatted(requestId));
    }

    private static byte[] part(int minor, GiopMessageType type, boolean more, String body) {
        return message(minor, more ? 2 : 0, type, HexFormat.of().parseHex(body.replace(" ", "")));
    }

    private static byte[] message(int minor, int flags, GiopMessageType type, byte[] body) {
        ByteBuf message = Unpooled.buffer();
        message.writeInt(GiopHeader.MAGIC)
                .writeByte(1)
                .writeByte(minor)
                .writeByte(flags | 1)
                .writeByte(type.ordinal());
        message.writeIntLE(body.length).writeBytes(body);
        return ByteBufUtil.getBytes(message);
    }

    private static byte[] concat(byte[]... parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }

    private static Limits limits(int maxMessageBytes, int maxFragments, int maxInFlight) {
        Limits d = Limits.DEFAULT;
        return new Limits(
                maxMessageBytes,
                d.maxNesting(),
                maxFragments,
                maxInFlight,
                d.maxQueuedPerLane(),
                d.maxConnections(),
                d.headerTimeout(),
                d.messageTimeout(),
                d.laneWait(),
                d.serverIdleTimeout(),
                d.clientIdleTimeout());
    }
}
