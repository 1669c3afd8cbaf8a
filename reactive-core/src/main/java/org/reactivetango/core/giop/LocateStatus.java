package org.reactivetango.core.giop;

import org.reactivetango.core.error.TangoProtocolException.Remote;

/** The answer to a LocateRequest, in the order of the wire. Our servers give the first two. */
public enum LocateStatus {
    UNKNOWN_OBJECT,
    OBJECT_HERE,
    /** An IOR follows. */
    OBJECT_FORWARD,
    /** An IOR follows, for good. GIOP 1.2. */
    OBJECT_FORWARD_PERM,
    /** A {@link SystemException} follows. GIOP 1.2. */
    LOC_SYSTEM_EXCEPTION,
    /** An unsigned short follows. GIOP 1.2. */
    LOC_NEEDS_ADDRESSING_MODE;

    private static final LocateStatus[] VALUES = values();

    static LocateStatus of(long number, GiopVersion version) {
        if (number > (version.alignsBody() ? LOC_NEEDS_ADDRESSING_MODE : OBJECT_FORWARD).ordinal()) {
            throw new Remote("locate status " + number + " in GIOP " + version);
        }
        return VALUES[(int) number];
    }
}
