package org.reactivetango.core.giop;

import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * The version of one message. Versions mix on one connection: a server answers each request with the version it came
 * with. Constants in the order of their minor versions.
 */
public enum GiopVersion {
    /** What a plain corbaloc means; the database and devices without one. No fragments. */
    V1_0,
    /** Accepted, sent by nobody. */
    V1_1,
    /** What devices found through a database speak. */
    V1_2;

    static final int MAJOR = 1;

    private static final GiopVersion[] VALUES = values();

    /**
     * The version with these two octets.
     *
     * @throws Remote if it is none of 1.0, 1.1 and 1.2; peers close such a connection
     */
    public static GiopVersion of(int major, int minor) {
        if (major != MAJOR || minor >= VALUES.length) {
            throw new Remote("GIOP " + major + "." + minor + " where 1.0 to 1.2 are known");
        }
        return VALUES[minor];
    }

    /** The highest version to speak to a server whose profile says IIOP 1.{@code minor}, which may be beyond what we know. */
    public static GiopVersion upTo(int minor) {
        return VALUES[Math.min(minor, VALUES.length - 1)];
    }

    /** 0, 1 or 2. */
    public int minor() {
        return ordinal();
    }

    /** Whether messages may come in fragments. */
    public boolean hasFragments() {
        return this != V1_0;
    }

    /** Whether a body starts at a multiple of eight, and the fields before it in the order of GIOP 1.2. */
    public boolean alignsBody() {
        return this == V1_2;
    }

    /** {@code 1.2} and so on. */
    @Override
    public String toString() {
        return MAJOR + "." + minor();
    }
}
