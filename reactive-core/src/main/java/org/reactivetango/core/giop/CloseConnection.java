package org.reactivetango.core.giop;

/**
 * The sender closes now. Requests it has not answered were not carried out and may be sent again elsewhere. Routine, not
 * an error. JacORB sends it as GIOP 1.0 on any connection.
 */
public record CloseConnection() implements GiopMessage {
    @Override
    public GiopMessageType type() {
        return GiopMessageType.CLOSE_CONNECTION;
    }
}
