package org.reactivetango.core.model;

/** How good a reading is; the IDL enum {@code AttrQuality}, in the order of the wire. */
public enum Quality {
    VALID,
    /** There is no value. */
    INVALID,
    /** The value is beyond an alarm limit. */
    ALARM,
    /** The value is about to change, as while a motor moves. */
    CHANGING,
    /** The value is beyond a warning limit. */
    WARNING
}
