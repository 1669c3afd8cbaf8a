package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The arguments of {@code command_inout_history_2} and {@code command_inout_history_4}.
 *
 * @param n at most so many records, the newest
 */
public record CommandInoutHistory(String command, int n) {
    /** The layout of the arguments. */
    public static final CdrCodec<CommandInoutHistory> CODEC =
            CdrCodec.of(9, CommandInoutHistory::decode, CommandInoutHistory::encode);

    static CommandInoutHistory decode(CdrReader in) {
        return new CommandInoutHistory(in.readString(), in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeString(command);
        out.writeLong(n);
    }
}
