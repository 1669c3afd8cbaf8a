package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DevSource;

/**
 * The arguments of {@code command_inout_4}.
 */
public record CommandInout4(String command, Any argin, DevSource source, ClntIdent clIdent) {
    /** The layout of the arguments. */
    public static final CdrCodec<CommandInout4> CODEC = CdrCodec.of(21, CommandInout4::decode, CommandInout4::encode);

    static CommandInout4 decode(CdrReader in) {
        return new CommandInout4(in.readString(), Any.decode(in), in.readEnum(WireEnums.SOURCES), ClntIdent.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeString(command);
        argin.encode(out);
        out.writeEnum(source);
        ClntIdent.encode(clIdent, out);
    }
}
