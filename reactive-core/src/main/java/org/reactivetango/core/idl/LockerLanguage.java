package org.reactivetango.core.idl;

/** The discriminator of {@link ClntIdent}, in the order of the wire. */
public enum LockerLanguage {
    CPP,
    JAVA,
    /** Since IDL 6. */
    CPP_6,
    /** Since IDL 6. */
    JAVA_6;

    static final LockerLanguage[] VALUES = values();
}
