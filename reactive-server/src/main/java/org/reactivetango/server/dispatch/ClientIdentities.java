package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.model.DevSource;

/**
 * Who a client says it is, call after call: the same object as long as it says the same, so that those who note it need not
 * compare texts. One for each connection. On any thread: a loop that does not see what another has noted makes a second
 * object that says the same.
 */
public final class ClientIdentities {
    private final String client;
    private ClientIdentity last;

    /** Of the client at that address, as people know it. */
    public ClientIdentities(String client) {
        this.client = client;
        this.last = new ClientIdentity(client, DevSource.DEV, ClientIdentity.NO_PROCESS, ClientIdentity.NOTHING);
    }

    /**
     * What it says now.
     *
     * @param source that it wants to have read from
     * @param in stands where its identity begins, and may be anywhere afterwards
     */
    ClientIdentity of(DevSource source, CdrReader in) {
        ClientIdentity known = last;
        ClientIdentity said = switch (ClntIdent.readLanguage(in)) {
            case CPP, CPP_6 -> process(known, source, in.readULong());
            case JAVA, JAVA_6 -> {
                int length = in.skipString();
                yield mainClass(known, source, in.buffer(), in.position() - 1 - length, length);
            }
        };
        if (said != known) {
            last = said;
        }
        return said;
    }

    private ClientIdentity process(ClientIdentity known, DevSource source, long process) {
        return known.process() == process && known.source() == source
                ? known
                : new ClientIdentity(client, source, process, ClientIdentity.NOTHING);
    }

    private ClientIdentity mainClass(ClientIdentity known, DevSource source, ByteBuf buffer, int index, int length) {
        int kept = Math.min(length, BlackBox.MOST_CHARACTERS);
        if (known.process() == ClientIdentity.NO_PROCESS
                && known.source() == source
                && known.hasMainClass(buffer, index, kept)) {
            return known;
        }
        byte[] mainClass = new byte[kept];
        buffer.getBytes(index, mainClass);
        return new ClientIdentity(client, source, ClientIdentity.NO_PROCESS, mainClass);
    }
}
