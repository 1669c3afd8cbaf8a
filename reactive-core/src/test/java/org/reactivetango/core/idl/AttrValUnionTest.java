package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.TangoType;

final class AttrValUnionTest {
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DEVICE_STATE", "ATT_NO_DATA"})
    void readAndSetValuesAreWrittenAsIfTheyWereOneArray(AttributeDataType branch) {
        TangoType type = branch.type();
        for (long seed = 0; seed < 50; seed++) {
            WireValues values = WireValues.of(seed);
            Object read = values.ofBranch(branch);
            Object set = values.ofBranch(branch);
            Object scalar = values.ofTypeCode(TypeCode.of(type));
            byte[] joined = Wire.bytes(true, 4, AttrValUnion.of(type, ArraysJoined.of(read, set)), AttrValUnion.CODEC);
            byte[] mixed =
                    Wire.bytes(true, 4, AttrValUnion.of(type, ArraysJoined.of(read, scalar)), AttrValUnion.CODEC);
            byte[] alone = Wire.bytes(true, 4, AttrValUnion.of(type, read), AttrValUnion.CODEC);

            assertThat(Wire.bytes(true, 4, out -> AttrValUnion.encode(type, read, set, out)))
                    .as("seed %d", seed)
                    .isEqualTo(joined);
            assertThat(Wire.bytes(true, 4, out -> AttrValUnion.encode(type, read, scalar, out)))
                    .as("seed %d", seed)
                    .isEqualTo(mixed);
            assertThat(Wire.bytes(true, 4, out -> AttrValUnion.encode(type, read, null, out)))
                    .as("seed %d", seed)
                    .isEqualTo(alone);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DEVICE_STATE", "ATT_NO_DATA"})
    void theBoxingDecoderDiffersOnlyInSequencesOfOne(AttributeDataType branch) {
        for (long seed = 0; seed < 50; seed++) {
            AttrValUnion value = new AttrValUnion(branch, WireValues.of(seed).ofBranch(branch));
            byte[] bytes = Wire.bytes(false, 0, value, AttrValUnion.CODEC);
            AttrValUnion boxed = Wire.decode(bytes, false, 0, AttrValUnion.BOXING);
            Object expected = Array.getLength(value.value()) == 1 ? Array.get(value.value(), 0) : value.value();

            assertThat(boxed).as("seed %d", seed).isEqualTo(new AttrValUnion(branch, expected));
            assertThat(Wire.bytes(false, 0, boxed, AttrValUnion.CODEC))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void aStateWithoutSequenceAndTheLackOfAValueAreTheSameForBothDecoders() {
        for (AttrValUnion value : new AttrValUnion[] {
            AttrValUnion.ofDeviceState(DevState.MOVING),
            AttrValUnion.NO_DATA,
            new AttrValUnion(AttributeDataType.ATT_NO_DATA, false)
        }) {
            byte[] bytes = Wire.bytes(true, 0, value, AttrValUnion.CODEC);
            assertThat(Wire.decode(bytes, true, 0, AttrValUnion.CODEC)).isEqualTo(value);
            assertThat(Wire.decode(bytes, true, 0, AttrValUnion.BOXING)).isEqualTo(value);
        }
    }

    @Test
    void theShortWaysToWriteAreThoseOfTheRecord() {
        assertThat(Wire.bytes(true, 0, AttrValUnion::encodeNoData))
                .isEqualTo(Wire.bytes(true, 0, AttrValUnion.NO_DATA, AttrValUnion.CODEC));
        assertThat(Wire.bytes(true, 0, out -> AttrValUnion.encodeDeviceState(DevState.ALARM, out)))
                .isEqualTo(Wire.bytes(true, 0, AttrValUnion.ofDeviceState(DevState.ALARM), AttrValUnion.CODEC));
    }

    // Both kinds of peers: cppTango sends one bare state, JTango a sequence of one.
    @Test
    void bothFormsOfTheStateAreRead() {
        byte[] bare = {0, 0, 0, 12, 0, 0, 0, 6};
        byte[] sequence = {0, 0, 0, 11, 0, 0, 0, 1, 0, 0, 0, 6};

        assertThat(Wire.decode(bare, false, 0, AttrValUnion.BOXING).value()).isEqualTo(DevState.MOVING);
        assertThat(Wire.decode(sequence, false, 0, AttrValUnion.BOXING).value()).isEqualTo(DevState.MOVING);
        assertThat(Wire.decode(sequence, false, 0, AttrValUnion.CODEC).value())
                .isEqualTo(new DevState[] {DevState.MOVING});
    }

    @Test
    void enumeratedAttributesAreShorts() {
        assertThat(AttrValUnion.of(TangoType.DEV_ENUM, (short) 2).type()).isEqualTo(AttributeDataType.ATT_SHORT);
    }

    @Test
    void anEmptySequenceOfDoublesHasNoPadding() {
        assertThat(Wire.bytes(true, 0, AttrValUnion.of(TangoType.DEV_DOUBLE, new double[0]), AttrValUnion.CODEC))
                .hasSize(8);
    }

    @Test
    void whatAttributesCannotBeCannotBeWritten() {
        assertThatThrownBy(() -> AttrValUnion.of(TangoType.DEVVAR_LONGARRAY, new int[0]))
                .isInstanceOf(Local.class);
        assertThatThrownBy(() -> AttrValUnion.of(TangoType.DEV_VOID, true)).isInstanceOf(Local.class);
        assertCannotBeWritten(AttrValUnion.of(TangoType.DEV_DOUBLE, 1));
        assertCannotBeWritten(AttrValUnion.of(TangoType.DEV_USHORT, (short) 1));
        assertCannotBeWritten(new AttrValUnion(AttributeDataType.DEVICE_STATE, true));
        assertCannotBeWritten(new AttrValUnion(AttributeDataType.ATT_NO_DATA, DevState.ON));
    }

    @Test
    void aBranchThatDoesNotExistIsMalformed() {
        byte[] bytes = {15, 0, 0, 0, 1, 0, 0, 0};
        assertThatThrownBy(() -> Wire.decode(bytes, true, 0, AttrValUnion.CODEC))
                .isInstanceOf(Remote.class);
    }

    private static void assertCannotBeWritten(AttrValUnion value) {
        assertThatThrownBy(() -> Wire.bytes(true, 0, value, AttrValUnion.CODEC)).isInstanceOf(Local.class);
    }
}
