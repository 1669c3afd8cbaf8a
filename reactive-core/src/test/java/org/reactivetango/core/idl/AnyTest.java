package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.TangoType;

final class AnyTest {
    private static final Set<TangoType> NOT_OF_COMMANDS =
            EnumSet.of(TangoType.DEV_INT, TangoType.DEV_PIPE_BLOB, TangoType.UNKNOWN);

    static Stream<TangoType> typesOfCommands() {
        return EnumSet.complementOf(EnumSet.copyOf(NOT_OF_COMMANDS)).stream();
    }

    @ParameterizedTest
    @MethodSource("typesOfCommands")
    void valuesOfEveryCommandTypeAreReadBack(TangoType type) {
        for (long seed = 0; seed < 50; seed++) {
            Object value = WireValues.of(seed).ofTypeCode(TypeCode.of(type));
            Any any = Any.of(type, value);
            for (boolean littleEndian : new boolean[] {false, true}) {
                byte[] bytes = Wire.bytes(littleEndian, 1, any, Any.CODEC);
                assertThat(Wire.decode(bytes, littleEndian, 1, Any.CODEC))
                        .as("seed %d", seed)
                        .isEqualTo(any);
                assertThat(Wire.bytes(littleEndian, 1, out -> Any.encode(type, value, out)))
                        .as("seed %d", seed)
                        .isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "DEV_BOOLEAN",
                "DEV_SHORT",
                "DEV_LONG",
                "DEV_FLOAT",
                "DEV_DOUBLE",
                "DEV_USHORT",
                "DEV_ULONG",
                "DEV_STRING",
                "DEV_STATE",
                "DEV_UCHAR",
                "DEV_LONG64",
                "DEV_ULONG64",
                "DEV_ENCODED",
                "DEV_ENUM"
            })
    void valuesOfEveryAttributeTypeAreASequence(TangoType type) {
        TypeCode code = TypeCode.ofSequence(type);
        for (long seed = 0; seed < 50; seed++) {
            WireValues values = WireValues.of(seed);
            Object scalar = values.ofTypeCode(TypeCode.of(type));
            Object array = values.ofTypeCode(code);
            Any joined = new Any(code, ArraysJoined.of(array, scalar));
            byte[] bytes = Wire.bytes(true, 0, joined, Any.CODEC);

            assertThat(Wire.bytes(true, 0, out -> Any.encodeSequence(type, array, scalar, out)))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
            assertThat(Wire.decode(bytes, true, 0, Any.CODEC))
                    .as("seed %d", seed)
                    .isEqualTo(joined);
        }
    }

    @Test
    void voidHasATypeCodeAndNoValue() {
        assertThat(Wire.bytes(true, 0, Any.VOID, Any.CODEC)).isEqualTo(new byte[4]);
        assertThat(Wire.decode(new byte[4], true, 0, Any.CODEC)).isSameAs(Any.VOID);
        assertThat(Any.of(TangoType.DEV_VOID, null)).isSameAs(Any.VOID);
        assertThat(Wire.decode(new byte[] {1, 0, 0, 0}, true, 0, Any.CODEC).tangoType())
                .isEqualTo(TangoType.DEV_VOID);
    }

    @Test
    void valuesOfAnotherTypeCannotBeWritten() {
        assertRefused(TangoType.DEV_DOUBLE, 1);
        assertRefused(TangoType.DEV_DOUBLE, new double[1]);
        assertRefused(TangoType.DEV_DOUBLE, null);
        assertRefused(TangoType.DEVVAR_DOUBLEARRAY, new float[1]);
        assertRefused(TangoType.DEVVAR_LONGSTRINGARRAY, new int[1]);
        assertRefused(TangoType.DEVVAR_DOUBLESTRINGARRAY, "text");
        assertRefused(TangoType.DEV_STATE, "ON");
        assertThatThrownBy(() -> Wire.bytes(true, 0, new Any(TypeCode.NULL, DevState.ON), Any.CODEC))
                .isInstanceOf(Local.class)
                .hasMessageContaining("DevVoid");
    }

    @Test
    void aStateThatDoesNotExistIsMalformed() {
        byte[] bytes = Wire.bytes(true, 0, out -> {
            TypeCode.DEV_STATE.encode(out);
            out.writeLong(14);
        });
        assertThatThrownBy(() -> Wire.decode(bytes, true, 0, Any.CODEC)).isInstanceOf(Remote.class);
    }

    private static void assertRefused(TangoType type, Object value) {
        assertThatThrownBy(() -> Wire.bytes(true, 0, out -> Any.encode(type, value, out)))
                .isInstanceOf(Local.class)
                .hasMessageMatching("a Dev\\w+ cannot be written from (a \\S+|nothing)");
    }
}
