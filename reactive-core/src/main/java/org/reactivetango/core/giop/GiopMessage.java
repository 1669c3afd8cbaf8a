package org.reactivetango.core.giop;

/**
 * What comes before a body, one record per message. Records are for tests, tools and rare messages; requests on a server
 * and replies on a client go through {@link RequestView} and {@link ReplyView}.
 */
public sealed interface GiopMessage
        permits CancelRequest, CloseConnection, Fragment, LocateReply, LocateRequest, MessageError, Reply, Request {

    /** The type octet of its header. */
    GiopMessageType type();
}
