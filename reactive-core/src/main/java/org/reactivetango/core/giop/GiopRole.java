package org.reactivetango.core.giop;

/** Which end of a connection we are. Tango has no bidirectional GIOP: the roles never change. */
public enum GiopRole {
    /** Opened the connection, asks. */
    CLIENT,
    /** Accepted it, answers. */
    SERVER
}
