package org.reactivetango.core.model;

/** Whether an attribute can be read and written; the IDL enum {@code AttrWriteType}, in the order of the wire. */
public enum WriteType {
    READ,
    /** Read only, with the set value of another attribute beside it. */
    READ_WITH_WRITE,
    WRITE,
    READ_WRITE,
    /** Internal to some peers. */
    UNKNOWN
}
