package org.reactivetango.server.iiop;

import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.server.dispatch.ClientIdentities;

/** Where the reply to a call goes. Confined to the loop of the call's device. */
interface ReplyPath {
    /** The writer of the reply, at its beginning. */
    CdrWriter beginMessage();

    /** The reply is written. */
    void endMessage();

    /** A call that was kept under way has ended. */
    void callEnded(IiopCall call);

    /** The arguments of a call cannot be read. */
    void malformedArguments(TangoProtocolException.Remote what);

    /** Whether nobody waits for a reply any more. */
    boolean gone();

    /** The client as people know it. */
    String client();

    /** What it says of itself; on any thread. */
    ClientIdentities identities();
}
