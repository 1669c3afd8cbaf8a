package org.reactivetango.client.session;

import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.CppClntIdent;

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
}
