package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code write_pipe_5} and {@code write_read_pipe_5}.
 */
public record WritePipe5(DevPipeData value, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<WritePipe5> CODEC = CdrCodec.of(34, WritePipe5::decode, WritePipe5::encode);

    static WritePipe5 decode(CdrReader in) {
        return new WritePipe5(DevPipeData.decode(in), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        value.encode(out);
        ClntIdent.encode(clIdent, out);
    }
}
