package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code set_pipe_config_5}.
 */
public record SetPipeConfig5(List<PipeConfig> newConf, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<SetPipeConfig5> CODEC =
            CdrCodec.of(12, SetPipeConfig5::decode, SetPipeConfig5::encode);

    static SetPipeConfig5 decode(CdrReader in) {
        return new SetPipeConfig5(in.readSequence(PipeConfig.CODEC), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeSequence(newConf, PipeConfig.CODEC);
        ClntIdent.encode(clIdent, out);
    }
}
