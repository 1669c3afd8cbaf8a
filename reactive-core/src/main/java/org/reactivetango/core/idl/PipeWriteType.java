package org.reactivetango.core.idl;

/** Whether a pipe can be written, in the order of the wire. */
public enum PipeWriteType {
    PIPE_READ,
    PIPE_READ_WRITE,
    /** Internal to some peers. */
    PIPE_WT_UNKNOWN;

    static final PipeWriteType[] VALUES = values();
}
