package org.reactivetango.client.session;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;

/**
 * One operation with its arguments, for whatever version of the interface the device turns out to have. Immutable: it can
 * be sent any number of times.
 *
 * @param <R> its result
 */
public interface Exchange<R> {
    /** The operation's name, in ASCII. */
    byte[] operation(PeerInterface peer);

    /** Whether there are arguments. */
    boolean hasArguments();

    /**
     * Whether it only asks and changes nothing: then it may be sent again when nobody knows whether it was carried out.
     */
    boolean repeatable();

    /** Writes the arguments. */
    void encodeArguments(PeerInterface peer, CdrWriter out);

    /** Reads the result; throws a DevFailedException if it says that something failed. */
    R decodeResult(PeerInterface peer, CdrReader in);

    /**
     * What Tango's clients put on the error stack when the device says no; null if they pass it on as it is.
     *
     * @param device its name and address
     */
    default @Nullable DevError failed(String device) {
        return null;
    }

    /** What it does, for error messages: {@code read_attribute current}. */
    String description();
}
