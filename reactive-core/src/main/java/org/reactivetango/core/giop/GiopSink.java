package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;

/** Takes the messages that {@link GiopAssembler} finds. */
@FunctionalInterface
public interface GiopSink {
    /**
     * One whole message, in the order of arrival. Never a Fragment.
     *
     * <p>Both arguments are used again for the next message. The bytes live until this returns; to keep them, retain
     * {@code in.buffer()}, remember indexes into it, and release it later: a message that arrived in one piece keeps the
     * whole chunk it arrived in alive, any other message a buffer of its own.
     *
     * <p>What this throws ends the assembler, which frees what it holds, and comes out of the call that fed it.
     *
     * @param header version, byte order, type and size of the message
     * @param in behind the header, ending with the message, strings in the assembler's code set
     */
    void message(GiopHeader header, CdrReader in);
}
