package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.TangoType;

final class DevPipeDataTest {
    @ParameterizedTest
    @CsvSource({"0, false", "32, false", "33, true", "3000, true"})
    void blobsInBlobsAreBounded(int deep, boolean refused) {
        DevPipeDataElt element =
                new DevPipeDataElt("value", AttrValUnion.of(TangoType.DEV_LONG, new int[] {1}), List.of(), "Scalar");
        for (int i = 0; i < deep; i++) {
            element = new DevPipeDataElt("blob", AttrValUnion.NO_DATA, List.of(element), "blob");
        }
        DevPipeData data = new DevPipeData("pipe", TimeVal.ZERO, new DevPipeBlob("root", List.of(element)));
        byte[] bytes = Wire.bytes(true, 0, data, DevPipeData.CODEC);

        if (refused) {
            assertThatThrownBy(() -> Wire.decode(bytes, true, 0, DevPipeData.CODEC))
                    .isInstanceOf(Remote.class)
                    .hasMessage("a pipe blob nested deeper than allowed");
        } else {
            // Comparing text avoids the recursion of a generated equals that says nothing when it fails.
            assertThat(Wire.decode(bytes, true, 0, DevPipeData.CODEC)).hasToString(data.toString());
        }
    }
}
