package org.reactivetango.core.cdr;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one type is laid out: pure, stateless, the same in both byte orders.
 *
 * @param <T> the Java type
 */
public interface CdrCodec<T> {
    /** Reads one value; what is malformed is a {@code TangoProtocolException.Remote}. */
    T decode(CdrReader in);

    /** Writes one value; what cannot be written is a {@code TangoProtocolException.Local}. */
    void encode(T value, CdrWriter out);

    /**
     * The fewest bytes a value can take, padding not counted; at least 1. A sequence's count is checked against it before
     * anything is allocated.
     */
    int minBytes();

    /** A codec from its two halves. */
    static <T> CdrCodec<T> of(int minBytes, Function<CdrReader, T> decoder, BiConsumer<T, CdrWriter> encoder) {
        return new CdrCodec<>() {
            @Override
            public T decode(CdrReader in) {
                return decoder.apply(in);
            }

            @Override
            public void encode(T value, CdrWriter out) {
                encoder.accept(value, out);
            }

            @Override
            public int minBytes() {
                return minBytes;
            }
        };
    }

    /** An enum whose ordinals are those of the wire. */
    static <E extends Enum<E>> CdrCodec<E> ofEnum(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return of(4, in -> in.readEnum(constants), (value, out) -> out.writeEnum(value));
    }
}
