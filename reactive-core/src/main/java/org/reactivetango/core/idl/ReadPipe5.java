package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code read_pipe_5}.
 */
public record ReadPipe5(String name, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<ReadPipe5> CODEC = CdrCodec.of(13, ReadPipe5::decode, ReadPipe5::encode);

    static ReadPipe5 decode(CdrReader in) {
        return new ReadPipe5(in.readString(), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        ClntIdent.encode(clIdent, out);
    }
}
