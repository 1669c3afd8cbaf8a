package org.reactivetango.core.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** What CdrWriter writes is what giop.md section 1 says, and CdrReader reads it. */
final class CdrTest {
    /** One kind of value: how it is drawn, written and read. */
    record Kind(
            String name,
            Function<SplittableRandom, Object> draw,
            BiConsumer<CdrWriter, Object> write,
            Function<CdrReader, Object> read) {
        @SuppressWarnings("unchecked")
        static <T> Kind of(
                String name,
                Function<SplittableRandom, T> draw,
                BiConsumer<CdrWriter, T> write,
                Function<CdrReader, T> read) {
            return new Kind(name, draw::apply, (out, value) -> write.accept(out, (T) value), read::apply);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Kind> KINDS = List.of(
            Kind.of("octet", r -> r.nextInt(256), CdrWriter::writeOctet, CdrReader::readOctet),
            Kind.of("boolean", SplittableRandom::nextBoolean, CdrWriter::writeBoolean, CdrReader::readBoolean),
            Kind.of("short", r -> (short) r.nextInt(), (out, v) -> out.writeShort(v), CdrReader::readShort),
            Kind.of("unsigned short", r -> r.nextInt(1 << 16), CdrWriter::writeShort, CdrReader::readUShort),
            Kind.of("long", SplittableRandom::nextInt, CdrWriter::writeLong, CdrReader::readLong),
            Kind.of("unsigned long", r -> r.nextLong(1L << 32), CdrWriter::writeULong, CdrReader::readULong),
            Kind.of("long long", SplittableRandom::nextLong, CdrWriter::writeLongLong, CdrReader::readLongLong),
            Kind.of("float", r -> Float.intBitsToFloat(r.nextInt()), CdrWriter::writeFloat, CdrReader::readFloat),
            Kind.of(
                    "double",
                    r -> Double.longBitsToDouble(r.nextLong()),
                    CdrWriter::writeDouble,
                    CdrReader::readDouble),
            Kind.of("string", CdrTest::latin1, (out, v) -> out.writeString(v), CdrReader::readString),
            Kind.of("octets", r -> bytes(r, count(r)), CdrWriter::writeOctets, CdrReader::readOctets),
            Kind.of("booleans", CdrTest::booleans, CdrWriter::writeBooleans, CdrReader::readBooleans),
            Kind.of("shorts", CdrTest::shorts, CdrWriter::writeShorts, CdrReader::readShorts),
            Kind.of(
                    "unsigned shorts",
                    r -> r.ints(count(r), 0, 1 << 16).toArray(),
                    CdrWriter::writeUShorts,
                    CdrReader::readUShorts),
            Kind.of("longs", r -> r.ints(count(r)).toArray(), CdrWriter::writeLongs, CdrReader::readLongs),
            Kind.of(
                    "unsigned longs",
                    r -> r.longs(count(r), 0, 1L << 32).toArray(),
                    CdrWriter::writeULongs,
                    CdrReader::readULongs),
            Kind.of(
                    "long longs",
                    r -> r.longs(count(r)).toArray(),
                    CdrWriter::writeLongLongs,
                    CdrReader::readLongLongs),
            Kind.of("floats", CdrTest::floats, CdrWriter::writeFloats, CdrReader::readFloats),
            Kind.of("doubles", r -> r.doubles(count(r)).toArray(), CdrWriter::writeDoubles, CdrReader::readDoubles),
            Kind.of("strings", CdrTest::strings, CdrWriter::writeStrings, CdrReader::readStrings));

    static Stream<Arguments> seedsAndOrders() {
        return LongStream.range(0, 20)
                .boxed()
                .flatMap(seed -> Stream.of(Arguments.of(seed, true), Arguments.of(seed, false)));
    }

    @ParameterizedTest
    @MethodSource("seedsAndOrders")
    void whatIsWrittenIsRead(long seed, boolean littleEndian) {
        SplittableRandom random = new SplittableRandom(seed);
        for (ByteBuf buffer : List.of(
                Unpooled.buffer(0),
                PooledByteBufAllocator.DEFAULT.directBuffer(16),
                PooledByteBufAllocator.DEFAULT.heapBuffer(16))) {
            buffer.writeZero(random.nextInt(9));
            int start = buffer.writerIndex();
            CdrWriter out = new CdrWriter().wrap(buffer, littleEndian, CodeSet.LATIN_1);
            List<Kind> kinds = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                Object value = kind.draw.apply(random);
                kind.write.accept(out, value);
                kinds.add(kind);
                values.add(value);
            }
            ByteBuf pieces = pieces(buffer, random);
            for (ByteBuf from : List.of(buffer, pieces)) {
                CdrReader in =
                        new CdrReader(1).wrap(from, start, start, from.writerIndex(), littleEndian, CodeSet.LATIN_1);
                for (int i = 0; i < kinds.size(); i++) {
                    assertThat(kinds.get(i).read.apply(in))
                            .as("seed %d, %s", seed, kinds)
                            .isEqualTo(values.get(i));
                }
                assertThat(in.remaining()).isZero();
            }
            pieces.release();
            buffer.release();
        }
    }

    @ParameterizedTest
    @MethodSource("seedsAndOrders")
    void whatIsCutShortIsRefused(long seed, boolean littleEndian) {
        SplittableRandom random = new SplittableRandom(seed);
        for (Kind kind : KINDS) {
            ByteBuf buffer = Unpooled.buffer();
            CdrWriter out = CdrWriter.over(buffer, littleEndian);
            int offset = random.nextInt(8);
            buffer.writeZero(offset);
            kind.write.accept(out, kind.draw.apply(random));
            for (int end = offset; end < buffer.writerIndex(); end++) {
                CdrReader in = new CdrReader(1).wrap(buffer, 0, offset, end, littleEndian, CodeSet.LATIN_1);
                assertThatExceptionOfType(Remote.class)
                        .as("seed %d, %s cut to %d of %d", seed, kind, end, buffer.writerIndex())
                        .isThrownBy(() -> kind.read.apply(in));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seedsAndOrders")
    void garbageIsReadOrRefusedAndNeverAllocatedFor(long seed, boolean littleEndian) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] garbage = bytes(random, random.nextInt(64));
            CdrReader in = CdrReader.over(Unpooled.wrappedBuffer(garbage), littleEndian, 2);
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            try {
                in.skip(random.nextInt(garbage.length + 1));
                Object value = kind.read.apply(in);
                assertThat(value).isNotNull();
            } catch (Remote expected) {
                assertThat(in.remaining()).isNotNegative();
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + ", round " + round + ", " + kind, bug);
            }
        }
    }

    // The table of giop.md section 1.
    @Test
    void alignmentCountsFromTheOrigin() {
        ByteBuf buffer = Unpooled.buffer();
        buffer.writeZero(3);
        CdrWriter out = CdrWriter.over(buffer, false);
        out.writeOctet(1);
        out.writeShort(2);
        out.writeOctet(3);
        out.writeLong(4);
        out.writeOctet(5);
        out.writeLongLong(6);
        out.writeOctet(7);
        out.writeDouble(1.0);
        assertThat(ByteBufUtil.hexDump(buffer, 3, buffer.writerIndex() - 3))
                .isEqualTo("01 00 0002 03 000000 00000004 05 000000 0000000000000006 07 00000000000000 3ff0000000000000"
                        .replace(" ", ""));
    }

    @Test
    void anEmptySequenceHasNoGapBehindItsCount() {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = CdrWriter.over(buffer, true);
        out.writeDoubles(new double[0]);
        out.writeLongLongs(new long[0]);
        assertThat(buffer.readableBytes()).isEqualTo(8);
        CdrReader in = CdrReader.over(buffer, true, 1);
        assertThat(in.readDoubles()).isEmpty();
        assertThat(in.readLongLongs()).isEmpty();
        assertThat(in.remaining()).isZero();
    }

    @Test
    void encapsulationsHaveTheirOwnAlignmentAndOrder() {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = CdrWriter.over(buffer, true);
        long outer = out.beginEncapsulation();
        out.writeDouble(1.0);
        long inner = out.beginEncapsulation();
        out.writeLong(2);
        out.endEncapsulation(inner);
        out.endEncapsulation(outer);
        out.writeLong(3);
        assertThat(ByteBufUtil.hexDump(buffer))
                .isEqualTo("1c000000 01 00000000000000 000000000000f03f 08000000 01 000000 02000000 03000000"
                        .replace(" ", ""));
        CdrReader in = CdrReader.over(buffer, true, 2);
        CdrReader first = in.readEncapsulation();
        assertThat(first.readDouble()).isEqualTo(1.0);
        CdrReader second = first.readEncapsulation();
        assertThat(second.readLong()).isEqualTo(2);
        assertThat(second.remaining() + first.remaining()).isZero();
        assertThat(in.readLong()).isEqualTo(3);

        CdrReader bigEndianInside = CdrReader.over(hex("08000000 00 000000 00000007"), true, 1);
        assertThat(bigEndianInside.readEncapsulation().readLong()).isEqualTo(7);
    }

    @Test
    void encapsulationsNestOnlySoDeep() {
        CdrReader in = CdrReader.over(hex("10000000 01 000000 08000000 01 000000 00000000"), true, 1);
        CdrReader first = in.readEncapsulation();
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(first::readEncapsulation)
                .withMessageContaining("deeper than 1");
    }

    @ParameterizedTest
    @CsvSource({
        "00000000,          string of length 0",
        "ffffffff,          length 4294967295",
        "00000080 00,       length 2147483648",
        "02000000 6161,     without its NUL",
        "03000000 6100,     length 3",
    })
    void malformedStringsAreRefused(String octets, String complaint) {
        for (Function<CdrReader, Object> read :
                List.<Function<CdrReader, Object>>of(CdrReader::readString, CdrReader::skipString)) {
            assertThatExceptionOfType(Remote.class)
                    .isThrownBy(() -> read.apply(CdrReader.over(hex(octets), true, 1)))
                    .withMessageContaining(complaint);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffff", "ffffff7f", "00000080", "01000000", "00000020 0000000000000000"})
    void countsThatNothingIsThereForAreRefused(String octets) {
        for (Kind kind : KINDS) {
            if (kind.name.endsWith("s") && !kind.name.equals("octets")) {
                assertThatExceptionOfType(Remote.class)
                        .as(kind.name)
                        .isThrownBy(() -> kind.read.apply(CdrReader.over(hex(octets), true, 1)));
            }
        }
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> CdrReader.over(hex("02"), true, 1).readBoolean());
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> CdrReader.over(hex("03000000"), true, 1).readEnum(3));
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> CdrReader.over(hex("ffffffff"), true, 1).readEnum(3));
        assertThat(CdrReader.over(hex("02000000"), true, 1).readEnum(CodeSet.values().length + 1))
                .isEqualTo(2);
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> CdrReader.over(hex("00000000"), true, 1).readEncapsulation())
                .withMessageContaining("without a byte order");
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> CdrReader.over(hex("0100000002"), true, 1).readEncapsulation())
                .withMessageContaining("byte order 2");
    }

    @Test
    void aGapBeforeABodyThatIsNotThereIsForgiven() {
        CdrReader in = CdrReader.over(hex("01 0000"), true, 1);
        in.readOctet();
        assertThatExceptionOfType(Remote.class).isThrownBy(() -> in.align(8));
        in.alignOrEnd(8);
        assertThat(in.remaining()).isZero();
        CdrReader present = CdrReader.over(hex("01 00000000000000 02"), true, 1);
        present.readOctet();
        present.alignOrEnd(8);
        assertThat(present.readOctet()).isEqualTo(2);
        present.alignOrEnd(8);
        assertThat(present.remaining()).isZero();
    }

    @Test
    void stringsTravelInTheCodeSetOfTheConnection() {
        ByteBuf buffer = Unpooled.buffer();
        new CdrWriter().wrap(buffer, true, CodeSet.UTF_8).writeString("caf\u00e9");
        assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo("06000000636166c3a900");
        CdrReader in = CdrReader.over(buffer, true, 1);
        in.codeSet(CodeSet.UTF_8);
        assertThat(in.readString()).isEqualTo("caf\u00e9");
        buffer.clear();
        new CdrWriter().wrap(buffer, true, CodeSet.LATIN_1).writeString("caf\u00e9 \u20ac");
        assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo("07000000636166e9203f00");
    }

    // giop.md recommends that unmappable characters are replaced rather than refused.
    @Test
    void bytesThatAreNotValidInTheCodeSetAreReplaced() {
        CdrReader in = CdrReader.over(hex("05000000 636166e9 00"), true, 1);
        in.codeSet(CodeSet.UTF_8);
        assertThat(in.readString()).isEqualTo("caf\ufffd");
        assertThat(CodeSet.ofRegistryId(0x0001000f)).isEqualTo(CodeSet.LATIN_1);
    }

    @Test
    void aStringOfBytesIsAString() {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = CdrWriter.over(buffer, true);
        out.writeOctet(0);
        out.writeString(new byte[] {'p', 'i', 'n', 'g'});
        assertThat(ByteBufUtil.hexDump(buffer)).isEqualTo("00000000" + "05000000" + "70696e6700");
        CdrReader in = CdrReader.over(buffer, true, 1);
        in.skip(1);
        assertThat(in.skipString()).isEqualTo(4);
        assertThat(in.position() - 4 - 1).isEqualTo(8);
    }

    @Test
    void whatCannotBeSentIsOurOwnMistake() {
        CdrWriter out = CdrWriter.over(Unpooled.buffer(), true);
        assertThatExceptionOfType(Local.class)
                .isThrownBy(() -> out.writeString("a\0b"))
                .withMessageContaining("NUL at 1");
    }

    // A composite buffer hands out a copy where a view is asked for: large arrays would be written into nowhere.
    @Test
    void onlyOnePieceOfMemoryIsWrittenInto() {
        CompositeByteBuf composite = Unpooled.compositeBuffer();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CdrWriter.over(composite, true))
                .withMessageContaining("not one piece of memory");
        composite.release();
    }

    @Test
    void aMessageInSeveralPiecesIsRead() {
        double[] values = new SplittableRandom(1).doubles(100).toArray();
        ByteBuf whole = Unpooled.buffer();
        CdrWriter.over(whole, true).writeDoubles(values);
        CompositeByteBuf pieces = Unpooled.compositeBuffer();
        while (whole.isReadable()) {
            pieces.addComponent(true, whole.readBytes(Math.min(11, whole.readableBytes())));
        }
        assertThat(CdrReader.over(pieces, true, 1).readDoubles()).isEqualTo(values);
        pieces.release();
    }

    /** The same bytes, cut anywhere. */
    private static ByteBuf pieces(ByteBuf whole, SplittableRandom random) {
        CompositeByteBuf pieces = Unpooled.compositeBuffer(Integer.MAX_VALUE);
        for (int at = 0; at < whole.writerIndex(); at = pieces.writerIndex()) {
            int bytes = Math.min(whole.writerIndex() - at, 1 + random.nextInt(100));
            pieces.addComponent(true, whole.copy(at, bytes));
        }
        return pieces;
    }

    private static int count(SplittableRandom random) {
        return random.nextInt(5) == 0 ? random.nextInt(300) : random.nextInt(20);
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static boolean[] booleans(SplittableRandom random) {
        boolean[] values = new boolean[count(random)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean();
        }
        return values;
    }

    private static short[] shorts(SplittableRandom random) {
        short[] values = new short[count(random)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) random.nextInt();
        }
        return values;
    }

    private static float[] floats(SplittableRandom random) {
        float[] values = new float[count(random)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    private static String latin1(SplittableRandom random) {
        return random.ints(count(random), 1, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String[] strings(SplittableRandom random) {
        return Stream.generate(() -> latin1(random)).limit(random.nextInt(6)).toArray(String[]::new);
    }

    private static ByteBuf hex(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
