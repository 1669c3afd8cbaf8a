package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.reactivetango.core.model.DevSource;

/** Who reads, and from where: what a client said of itself. Immutable; the same object for as long as it says the same. */
final class ClientIdentity {
    /** Of one that told its main class, or nothing. */
    static final long NO_PROCESS = -1;

    static final byte[] NOTHING = {};

    private final String client;
    private final DevSource source;
    private final long process;
    private final byte[] mainClass;

    ClientIdentity(String client, DevSource source, long process, byte[] mainClass) {
        this.client = client;
        this.source = source;
        this.process = process;
        this.mainClass = mainClass;
    }

    /** Its address. */
    String client() {
        return client;
    }

    DevSource source() {
        return source;
    }

    /** Its process id, or {@link #NO_PROCESS}. */
    long process() {
        return process;
    }

    /** Its main class; empty if it told its process, or nothing. */
    String mainClass() {
        return new String(mainClass, StandardCharsets.ISO_8859_1);
    }

    boolean hasMainClass(ByteBuf buffer, int index, int length) {
        if (length != mainClass.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(index + i) != mainClass[i]) {
                return false;
            }
        }
        return true;
    }
}
