package org.reactivetango.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A topic as it is sent, to find something by; equal to another exactly if the texts are. */
public final class TopicKey {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private final byte[] bytes;
    private final int hash;

    private TopicKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = hash(bytes);
    }

    /** Of the octets, which must not be changed. */
    static TopicKey of(byte[] bytes) {
        return new TopicKey(bytes);
    }

    /** Of a text. */
    public static TopicKey of(String topic) {
        return of(topic.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Eight octets at once; topics are long, and begin alike. */
    private static int hash(byte[] bytes) {
        long hash = bytes.length;
        int whole = bytes.length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            hash = Long.rotateLeft(hash * FACTOR, 29) ^ (long) WORDS.get(bytes, i);
        }
        for (int i = whole; i < bytes.length; i++) {
            hash = Long.rotateLeft(hash * FACTOR, 29) ^ bytes[i];
        }
        hash *= FACTOR;
        return (int) (hash >>> 32);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicKey that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
