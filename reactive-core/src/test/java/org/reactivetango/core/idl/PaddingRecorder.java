package org.reactivetango.core.idl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.BitSet;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * A buffer that remembers which of its bytes a {@code CdrWriter} wrote as padding: the zeros that were not filled in
 * later, and the padding inside of TypeCodes, which are written in one piece. All other bytes are data, whatever their
 * value.
 */
public final class PaddingRecorder extends UnpooledHeapByteBuf {
    private final BitSet padding = new BitSet();

    public PaddingRecorder() {
        super(UnpooledByteBufAllocator.DEFAULT, 256, Integer.MAX_VALUE);
    }

    /** The indices of the padding bytes. */
    public BitSet padding() {
        return padding;
    }

    @Override
    public ByteBuf writeZero(int length) {
        padding.set(writerIndex(), writerIndex() + length);
        return super.writeZero(length);
    }

    @Override
    public ByteBuf writeBytes(byte[] source) {
        for (TypeCode code : TypeCode.values()) {
            if (source == code.bytes(true) || source == code.bytes(false)) {
                PaddingRecorder piecewise = new PaddingRecorder();
                code.encodePiecewise(CdrWriter.over(piecewise, source == code.bytes(true)));
                piecewise.padding.stream().forEach(index -> padding.set(writerIndex() + index));
                piecewise.release();
            }
        }
        return super.writeBytes(source);
    }

    @Override
    public ByteBuf setInt(int index, int value) {
        padding.clear(index, index + 4);
        return super.setInt(index, value);
    }

    @Override
    public ByteBuf setIntLE(int index, int value) {
        padding.clear(index, index + 4);
        return super.setIntLE(index, value);
    }
}
