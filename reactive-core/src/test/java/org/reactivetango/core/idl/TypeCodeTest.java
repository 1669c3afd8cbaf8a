package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.TypeCode.Kind;
import org.reactivetango.core.model.TangoType;

final class TypeCodeTest {
    private static final Map<String, TypeCode> PLAIN = Map.of(
            "longlong",
            TypeCode.LONG64,
            "ulonglong",
            TypeCode.ULONG64,
            "octet",
            TypeCode.UCHAR,
            "string",
            TypeCode.STRING);

    /** What ORBs send, padding zeroed; from {@code captures/typecodes.tsv}. */
    record Recorded(String name, byte[] bigEndian, byte[] littleEndian) {
        TypeCode code() {
            TypeCode plain = PLAIN.get(name);
            return plain != null
                    ? plain
                    : TypeCode.valueOf(name.toUpperCase(Locale.ROOT)
                            .replaceFirst("^DEV(STRING|STATE|ENCODED)$", "DEV_$1")
                            .replaceFirst("^DEVVAR", "DEVVAR_"));
        }

        byte[] bytes(boolean little) {
            return little ? littleEndian : bigEndian;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recorded> recorded() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Captures.class.getResourceAsStream("/captures/typecodes.tsv"), StandardCharsets.UTF_8))) {
            HexFormat hex = HexFormat.of();
            return lines
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new Recorded(columns[0], hex.parseHex(columns[1]), hex.parseHex(columns[2])))
                    .toList()
                    .stream();
        }
    }

    @Test
    void everyTypeCodeIsRecorded() throws IOException {
        assertThat(recorded().map(Recorded::code)).containsExactlyInAnyOrder(TypeCode.values());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void typeCodesAreThoseOfTheOtherOrbs(Recorded recorded) {
        for (boolean littleEndian : new boolean[] {false, true}) {
            // Some leads are no multiple of four: what comes before has to be padded.
            for (int lead : new int[] {0, 1, 4, 7}) {
                byte[] padded = new byte[(-lead & 3) + recorded.bytes(littleEndian).length];
                System.arraycopy(
                        recorded.bytes(littleEndian), 0, padded, -lead & 3, recorded.bytes(littleEndian).length);
                assertThat(Wire.bytes(littleEndian, lead, out -> recorded.code().encode(out)))
                        .as("little endian %s after %d", littleEndian, lead)
                        .isEqualTo(padded);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readyMadeTypeCodesAreThoseWrittenPiecewise(Recorded recorded) {
        for (boolean littleEndian : new boolean[] {false, true}) {
            assertThat(Wire.bytes(littleEndian, 0, out -> recorded.code().encodePiecewise(out)))
                    .isEqualTo(recorded.code().bytes(littleEndian));
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void typeCodesOfTheOtherOrbsAreRecognised(Recorded recorded) {
        for (boolean littleEndian : new boolean[] {false, true}) {
            assertThat(decode(littleEndian, recorded.bytes(littleEndian))).isEqualTo(recorded.code());
        }
    }

    // Padding of omniORB is garbage, also in TypeCodes.
    @ParameterizedTest
    @MethodSource("recorded")
    void paddingDoesNotMatter(Recorded recorded) {
        PaddingRecorder buffer = new PaddingRecorder();
        recorded.code().encode(CdrWriter.over(buffer, true));
        byte[] bytes = recorded.littleEndian().clone();
        buffer.padding().stream().forEach(index -> bytes[index] = (byte) 0xa5);
        buffer.release();

        assertThat(decode(true, bytes)).isEqualTo(recorded.code());
    }

    @Test
    void everyEncapsulationMayHaveItsOwnByteOrder() {
        byte[] inner = Wire.bytes(false, 0, out -> {
            out.writeOctet(0);
            TypeCode.DOUBLE.encode(out);
            out.writeLong(0);
        });
        assertThat(decode(true, alias(true, out -> {
                    out.writeLong(Kind.SEQUENCE);
                    out.writeOctets(inner);
                })))
                .isEqualTo(TypeCode.DEVVAR_DOUBLEARRAY);
    }

    @Test
    void sequencesNeedNoAlias() {
        for (TypeCode code : TypeCode.values()) {
            if (code.element() != null) {
                assertThat(decode(true, sequenceOf(code.element(), 0))).isEqualTo(code);
            }
        }
    }

    @Test
    void boundsOfSequencesAndStringsDoNotMatter() {
        assertThat(decode(true, sequenceOf(TypeCode.LONG, 7))).isEqualTo(TypeCode.DEVVAR_LONGARRAY);
        assertThat(decode(true, bytesOf(out -> {
                    out.writeLong(Kind.STRING);
                    out.writeLong(80);
                })))
                .isEqualTo(TypeCode.STRING);
    }

    @Test
    void aliasesAreStripped() {
        assertThat(decode(true, alias(true, TypeCode.DOUBLE::encode))).isEqualTo(TypeCode.DOUBLE);
        assertThat(decode(true, alias(true, TypeCode.STRING::encode))).isEqualTo(TypeCode.DEV_STRING);
        assertThat(decode(true, alias(true, TypeCode.DEV_STRING::encode))).isEqualTo(TypeCode.DEV_STRING);
        assertThat(decode(true, alias(true, TypeCode.DEVVAR_FLOATARRAY::encode)))
                .isEqualTo(TypeCode.DEVVAR_FLOATARRAY);
        assertThat(decode(true, sequenceOf(TypeCode.DEV_STRING, 0))).isEqualTo(TypeCode.DEVVAR_STRINGARRAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 12, 13, 14, 16, 20, 22, 25, 26, 30, 36, 1000, Integer.MIN_VALUE})
    void kindsThatTangoDoesNotUseAreRefused(int kind) {
        byte[] bytes = bytesOf(out -> {
            out.writeLong(kind);
            out.writeOctets(new byte[20]);
        });
        assertThatThrownBy(() -> decode(true, bytes))
                .isInstanceOf(Remote.class)
                .hasMessage("TypeCode of kind " + Integer.toUnsignedString(kind) + ", which Tango does not use");
    }

    @Test
    void sequencesAndStructuresThatTangoDoesNotHaveAreRefused() {
        for (TypeCode element : List.of(
                TypeCode.NULL,
                TypeCode.DEVVAR_LONGARRAY,
                TypeCode.DEVVAR_ENCODEDARRAY,
                TypeCode.DEVVAR_LONGSTRINGARRAY)) {
            assertThatThrownBy(() -> decode(true, sequenceOf(element, 0)))
                    .isInstanceOf(Remote.class)
                    .hasMessage("TypeCode of a sequence of " + element + ", which Tango does not have");
        }
        assertThatThrownBy(() -> decode(true, struct(TypeCode.DEVVAR_STRINGARRAY, TypeCode.DEVVAR_LONGARRAY)))
                .isInstanceOf(Remote.class)
                .hasMessageContaining("structure of DEVVAR_STRINGARRAY and DEVVAR_LONGARRAY");
        assertThatThrownBy(() -> decode(true, struct(TypeCode.LONG, TypeCode.LONG, TypeCode.LONG)))
                .isInstanceOf(Remote.class)
                .hasMessageContaining("structure of 3 members");
        assertThatThrownBy(() -> decode(true, struct())).isInstanceOf(Remote.class);
    }

    // An indirection back to where it stands would be a type without end, one back to a sibling could double a type at
    // every level. No type of Tango needs any.
    @ParameterizedTest
    @ValueSource(ints = {-4, -8, -12, -56, 0, 4, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void indirectionsAreRefused(int offset) {
        Consumer<CdrWriter> indirection = out -> {
            out.writeLong(Kind.INDIRECTION);
            out.writeLong(offset);
        };
        for (byte[] bytes : List.of(bytesOf(indirection), alias(true, indirection))) {
            assertThatThrownBy(() -> decode(true, bytes))
                    .isInstanceOf(Remote.class)
                    .hasMessage("TypeCode with an indirection, which no Tango type has");
        }
    }

    @ParameterizedTest
    @CsvSource({"30, false", "31, false", "32, true", "33, true", "5000, true"})
    void nestingIsBounded(int aliasesAround, boolean refused) {
        byte[] bytes = sequenceOf(TypeCode.LONG, 0);
        for (int i = 0; i < aliasesAround; i++) {
            byte[] inner = bytes;
            bytes = alias(true, out -> out.writeRaw(inner));
        }
        byte[] nested = bytes;
        if (refused) {
            assertThatThrownBy(() -> decode(true, nested))
                    .isInstanceOf(Remote.class)
                    .hasMessage("nested deeper than 32");
        } else {
            assertThat(decode(true, nested)).isEqualTo(TypeCode.DEVVAR_LONGARRAY);
        }
    }

    @Test
    void whatIsLeftOverInATypeCodeIsRefused() {
        byte[] bytes = alias(true, out -> {
            TypeCode.LONG.encode(out);
            out.writeLong(0);
        });
        assertThatThrownBy(() -> decode(true, bytes))
                .isInstanceOf(Remote.class)
                .hasMessage("TypeCode with 4 bytes too many");
    }

    @Test
    void everyTypeOfACommandHasATypeCode() {
        for (TangoType type : TangoType.values()) {
            switch (type) {
                case DEV_INT, DEV_PIPE_BLOB, UNKNOWN ->
                    assertThatThrownBy(() -> TypeCode.of(type)).isInstanceOf(Local.class);
                case DEV_ENUM -> assertThat(TypeCode.of(type)).isEqualTo(TypeCode.SHORT);
                case CONST_DEV_STRING -> assertThat(TypeCode.of(type)).isEqualTo(TypeCode.STRING);
                default -> assertThat(TypeCode.of(type).tangoType()).isEqualTo(type);
            }
        }
        assertThat(TypeCode.of(TangoType.DEV_VOID)).isEqualTo(TypeCode.NULL);
        assertThat(TypeCode.of(TangoType.DEV_STRING)).isEqualTo(TypeCode.STRING);
    }

    @Test
    void everyTypeOfAnAttributeHasATypeCodeForItsValues() {
        assertThat(TypeCode.ofSequence(TangoType.DEV_ENUM)).isEqualTo(TypeCode.DEVVAR_SHORTARRAY);
        assertThat(TypeCode.ofSequence(TangoType.DEV_UCHAR)).isEqualTo(TypeCode.DEVVAR_CHARARRAY);
        assertThat(TypeCode.ofSequence(TangoType.DEV_STATE)).isEqualTo(TypeCode.DEVVAR_STATEARRAY);
        assertThat(TypeCode.ofSequence(TangoType.DEV_ENCODED)).isEqualTo(TypeCode.DEVVAR_ENCODEDARRAY);
        assertThatThrownBy(() -> TypeCode.ofSequence(TangoType.DEV_VOID)).isInstanceOf(Local.class);
    }

    private static TypeCode decode(boolean littleEndian, byte[] bytes) {
        return Wire.read(bytes, littleEndian, 0, in -> {
            TypeCode code = TypeCode.decode(in);
            assertThat(in.remaining()).as("bytes left over").isZero();
            return code;
        });
    }

    private static byte[] bytesOf(Consumer<CdrWriter> writing) {
        return Wire.bytes(true, 0, writing);
    }

    private static byte[] alias(boolean littleEndian, Consumer<CdrWriter> type) {
        return Wire.bytes(littleEndian, 0, out -> {
            out.writeLong(Kind.ALIAS);
            long outer = out.beginEncapsulation();
            out.writeString("IDL:other:1.0");
            out.writeString("other");
            out.align(4);
            type.accept(out);
            out.endEncapsulation(outer);
        });
    }

    private static byte[] sequenceOf(TypeCode element, int bound) {
        return bytesOf(out -> {
            out.writeLong(Kind.SEQUENCE);
            long outer = out.beginEncapsulation();
            element.encode(out);
            out.writeLong(bound);
            out.endEncapsulation(outer);
        });
    }

    private static byte[] struct(TypeCode... members) {
        return bytesOf(out -> {
            out.writeLong(Kind.STRUCT);
            long outer = out.beginEncapsulation();
            out.writeString("");
            out.writeString("");
            out.writeSequenceLength(members.length);
            for (TypeCode member : members) {
                out.writeString("m");
                member.encode(out);
            }
            out.endEncapsulation(outer);
        });
    }
}
