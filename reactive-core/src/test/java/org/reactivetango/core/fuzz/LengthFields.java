package org.reactivetango.core.fuzz;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.giop.GiopHeader;

/**
 * A buffer that notes which of its words are read as lengths: those that {@link CdrReader} reads to take that many
 * elements or octets, and the size in a {@link GiopHeader}. Nobody lists them; whatever a decoder takes for a length is
 * one.
 */
final class LengthFields extends UnpooledHeapByteBuf {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final SortedMap<Integer, Kind> found = new TreeMap<>();

    private enum Kind {
        SIZE,
        COUNT,
        ENCAPSULATION
    }

    /**
     * A word that is a length.
     *
     * @param index of the word
     * @param remaining bytes behind it which it may claim: up to the end of the message or of the encapsulation it is in
     */
    record Field(int index, int remaining) {}

    LengthFields(byte[] bytes) {
        super(UnpooledByteBufAllocator.DEFAULT, bytes.length, bytes.length);
        writeBytes(bytes);
    }

    /** What has been read as a length so far, in order. */
    List<Field> fields(boolean littleEndian) {
        List<Field> fields = new ArrayList<>();
        found.forEach((index, kind) -> fields.add(new Field(index, end(index, littleEndian) - index - 4)));
        return fields;
    }

    private int end(int index, boolean littleEndian) {
        int end = writerIndex();
        for (int outer : found.headMap(index).keySet()) {
            if (found.get(outer) == Kind.ENCAPSULATION) {
                int length = littleEndian ? super.getIntLE(outer) : super.getInt(outer);
                int outerEnd = outer + 4 + length;
                end = index < outerEnd ? Math.min(end, outerEnd) : end;
            }
        }
        return end;
    }

    @Override
    public int getInt(int index) {
        note(index);
        return super.getInt(index);
    }

    @Override
    public int getIntLE(int index) {
        note(index);
        return super.getIntLE(index);
    }

    private void note(int index) {
        STACK.forEach(frame -> {
            if (frame.getDeclaringClass() == CdrReader.class) {
                switch (frame.getMethodName()) {
                    case "readSequenceLength" -> found.putIfAbsent(index, Kind.COUNT);
                    case "readEncapsulation" -> found.replace(index, Kind.ENCAPSULATION);
                    default -> {}
                }
            } else if (frame.getDeclaringClass() == GiopHeader.class && index == 8) {
                found.putIfAbsent(index, Kind.SIZE);
            }
        });
    }

    /** The same bytes with another word. */
    static byte[] with(byte[] bytes, int index, long word, boolean littleEndian) {
        byte[] changed = bytes.clone();
        for (int i = 0; i < 4; i++) {
            changed[index + i] = (byte) (word >>> (8 * (littleEndian ? i : 3 - i)));
        }
        return changed;
    }

    @Override
    public LengthFields retain() {
        super.retain();
        return this;
    }
}
