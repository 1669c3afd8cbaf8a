package org.reactivetango.core.giop;

/** The sender did not understand what we sent. Close the connection. */
public record MessageError() implements GiopMessage {
    @Override
    public GiopMessageType type() {
        return GiopMessageType.MESSAGE_ERROR;
    }
}
