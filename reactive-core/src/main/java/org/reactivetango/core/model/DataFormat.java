package org.reactivetango.core.model;

/** The shape of an attribute; the IDL enum {@code AttrDataFormat}, in the order of the wire. */
public enum DataFormat {
    SCALAR,
    /** One dimension. */
    SPECTRUM,
    /** Two dimensions, row by row. */
    IMAGE,
    /** In answers that carry an error instead of a value. */
    UNKNOWN
}
