package org.reactivetango.core.giop;

import org.reactivetango.core.error.TangoProtocolException.Remote;

/** What the body of a Reply is, in the order of the wire. */
public enum ReplyStatus {
    /** The result; no body for void. */
    NO_EXCEPTION,
    /** A repository id, then the members: {@code DevFailed} or {@code MultiDevFailed}. */
    USER_EXCEPTION,
    /** A {@link SystemException}. */
    SYSTEM_EXCEPTION,
    /** An {@link org.reactivetango.core.ior.Ior}: send the same request there. Our servers never say so. */
    LOCATION_FORWARD,
    /** The same, for good. GIOP 1.2. */
    LOCATION_FORWARD_PERM,
    /** An unsigned short: the server wants the other form of {@link TargetAddress}. GIOP 1.2. */
    NEEDS_ADDRESSING_MODE;

    private static final ReplyStatus[] VALUES = values();

    static ReplyStatus of(long number, GiopVersion version) {
        if (number > (version.alignsBody() ? NEEDS_ADDRESSING_MODE : LOCATION_FORWARD).ordinal()) {
            throw new Remote("reply status " + number + " in GIOP " + version);
        }
        return VALUES[(int) number];
    }
}
