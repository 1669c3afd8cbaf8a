package org.reactivetango.core.model;

/** For whom a command or attribute is shown; the IDL enum {@code DispLevel}, in the order of the wire. */
public enum DisplayLevel {
    OPERATOR,
    EXPERT,
    /** Internal to some peers. */
    UNKNOWN
}
