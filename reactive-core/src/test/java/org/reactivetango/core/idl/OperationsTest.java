package org.reactivetango.core.idl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevSource;

final class OperationsTest {
    @Test
    void everyOperationIsFoundByItsName() {
        assertThat(Operations.ALL).hasSize(48).extracting(Operation::name).doesNotHaveDuplicates();
        assertThat(Operations.ALL)
                .allSatisfy(operation ->
                        assertThat(Operations.find(operation.name())).isSameAs(operation));
        assertThat(Operations.ALL).allSatisfy(operation -> {
            ByteBuf bytes = Unpooled.copiedBuffer("#" + operation.name() + "#", StandardCharsets.ISO_8859_1);
            assertThat(Operations.find(bytes, 1, bytes.readableBytes() - 2)).isSameAs(operation);
            bytes.release();
        });
        assertThat(Operations.find("_interface")).isNull();
        assertThat(Operations.find("PING")).isNull();
    }

    @Test
    void operationsAreGroupedByTheVersionThatBroughtThem() {
        assertThat(Operations.ALL).extracting(Operation::idlVersion).isSorted();
        assertThat(Operations.ALL).allSatisfy(operation -> {
            String digit = operation.name().replaceFirst("^.*_(?=\\d$)", "");
            if (digit.length() == 1) {
                assertThat(operation.idlVersion()).isEqualTo(Integer.parseInt(digit));
            } else {
                assertThat(operation.idlVersion()).isLessThan(2);
            }
        });
    }

    @Test
    void whatIsVoidHasNoBody() {
        assertThat(Operations.PING.hasArguments()).isFalse();
        assertThat(Operations.PING.hasResult()).isFalse();
        assertThat(Operations.INFO.hasArguments()).isFalse();
        assertThat(Operations.INFO.hasResult()).isTrue();
        assertThat(Operations.WRITE_ATTRIBUTES_4.hasArguments()).isTrue();
        assertThat(Operations.WRITE_ATTRIBUTES_4.hasResult()).isFalse();
        assertThat(Wire.bytes(true, 3, out -> Operations.PING.encodeArguments(NoValue.NO_VALUE, out)))
                .isEmpty();
        assertThat(Wire.read(new byte[0], true, 3, Operations.PING::decodeResult))
                .isEqualTo(NoValue.NO_VALUE);
    }

    @Test
    void onlyOperationsThatWriteAttributesRaiseSeveralFailures() {
        assertThat(Operations.ALL)
                .filteredOn(operation -> operation.raises(UserException.MULTI_DEV_FAILED))
                .containsExactlyInAnyOrder(
                        Operations.WRITE_ATTRIBUTES_3,
                        Operations.WRITE_ATTRIBUTES_4,
                        Operations.WRITE_READ_ATTRIBUTES_4,
                        Operations.WRITE_READ_ATTRIBUTES_5);
        assertThat(Operations.ALL)
                .filteredOn(operation -> !operation.raises(UserException.DEV_FAILED))
                .allSatisfy(operation -> assertThat(operation.name()).startsWith("_"))
                .hasSize(7);
    }

    @Test
    void aBodyMustEndWhereItsValuesEnd() {
        ReadAttributes5 arguments = new ReadAttributes5(List.of("a"), DevSource.CACHE_DEV, new CppClntIdent(42));
        byte[] bytes = Wire.bytes(true, 0, out -> {
            Operations.READ_ATTRIBUTES_5.encodeArguments(arguments, out);
            out.writeOctet(0);
        });
        assertThatThrownBy(() -> Wire.read(bytes, true, 0, Operations.READ_ATTRIBUTES_5::decodeArguments))
                .isInstanceOf(Remote.class)
                .hasMessage("read_attributes_5 with 1 bytes too many");
        assertThatThrownBy(() -> Wire.read(new byte[1], true, 0, Operations.PING::decodeArguments))
                .isInstanceOf(Remote.class);
    }
}
