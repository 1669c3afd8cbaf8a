package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code read_attribute_history_2} and its later versions {@code _3}, {@code _4}, {@code _5}.
 *
 * @param n at most so many records, the newest
 */
public record ReadAttributeHistory(String name, int n) {
    /** The layout of the arguments. */
    public static final CdrCodec<ReadAttributeHistory> CODEC =
            CdrCodec.of(9, ReadAttributeHistory::decode, ReadAttributeHistory::encode);

    static ReadAttributeHistory decode(CdrReader in) {
        return new ReadAttributeHistory(in.readString(), in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        out.writeLong(n);
    }
}
