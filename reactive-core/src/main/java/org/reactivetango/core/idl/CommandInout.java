package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code command_inout}.
 */
public record CommandInout(String command, Any argin) {
    /** The layout of the arguments. */
    public static final CdrCodec<CommandInout> CODEC = CdrCodec.of(9, CommandInout::decode, CommandInout::encode);

    static CommandInout decode(CdrReader in) {
        return new CommandInout(in.readString(), Any.decode(in));
    }

    void encode(CdrWriter out) {
        out.writeString(command);
        argin.encode(out);
    }
}
