package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;

/** What an operation without arguments takes and one without a result returns: not a byte on the wire. */
public enum NoValue {
    NO_VALUE;

    /** Reads and writes nothing; as no sequence has such elements, its least size does not matter. */
    public static final CdrCodec<NoValue> CODEC = CdrCodec.of(1, in -> NO_VALUE, (value, out) -> {});
}
