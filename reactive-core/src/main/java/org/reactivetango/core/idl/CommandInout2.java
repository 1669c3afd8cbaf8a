package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevSource;

/**
 * The arguments of {@code command_inout_2}.
 */
public record CommandInout2(String command, Any argin, DevSource source) {
    /** The layout of the arguments. */
    public static final CdrCodec<CommandInout2> CODEC = CdrCodec.of(13, CommandInout2::decode, CommandInout2::encode);

    static CommandInout2 decode(CdrReader in) {
        return new CommandInout2(in.readString(), Any.decode(in), in.readEnum(WireEnums.SOURCES));
    }

    void encode(CdrWriter out) {
        out.writeString(command);
        argin.encode(out);
        out.writeEnum(source);
    }
}
