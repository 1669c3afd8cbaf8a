package org.reactivetango.client.session;

import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.JavaClntIdent6;
import org.reactivetango.core.idl.W3CTraceContextV0;

/**
 * What a device understands, found out at the first call.
 *
 * @param deviceIdl the newest version of the interface {@code Device} that it has, from 1
 * @param client how we identify ourselves to its server
 * @param own whether its server is one of ours
 */
public record PeerInterface(int deviceIdl, ClntIdent client, boolean own) {
    /** Before anything is known: only what every object understands can be asked. */
    static final PeerInterface UNKNOWN = new PeerInterface(1, new CppClntIdent(0), false);

    /** From this version of a server's library on, it understands the newer form of {@link ClntIdent}. */
    public static final int TRACED_CLIENTS = 6;

    /** The same, for a call in a chain of calls between servers of ours. */
    PeerInterface inChain(String traceState) {
        ClntIdent identity = client instanceof JavaClntIdent6 known
                ? new JavaClntIdent6(known.javaClnt(), new W3CTraceContextV0("", traceState))
                : client;
        return new PeerInterface(deviceIdl, identity, own);
    }
}
