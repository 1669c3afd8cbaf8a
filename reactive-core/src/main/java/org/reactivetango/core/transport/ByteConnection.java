package org.reactivetango.core.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.reactivetango.core.lane.LoopScheduler;

/**
 * The outbound side of one connection, confined to its loop. What is appended leaves in batches: at the end of the loop's
 * turn, or earlier when much has come together. Appending never blocks; {@link #writable} says when to stop producing.
 */
public interface ByteConnection {
    LoopScheduler loop();

    ByteBufAllocator allocator();

    /** Where the next message is to be appended, whole; then call {@link #appended}. Valid until then. */
    ByteBuf outbound();

    /** A whole message has been appended to {@link #outbound}: it leaves with the current batch. */
    void appended();

    /** Appends a whole message that was written elsewhere, instead of {@link #outbound} and {@link #appended}; releases it. */
    default void append(ByteBuf message) {
        outbound().writeBytes(message);
        message.release();
        appended();
    }

    /** Whether the peer takes what we send; while false, nothing new should be started for it. */
    boolean writable();

    /**
     * How many bytes the network has taken so far, counted from anywhere: while this does not grow although something has been
     * appended, the peer does not read.
     */
    long taken();

    /** Stops or resumes reading from the peer, who then waits in TCP. */
    void reading(boolean on);

    /**
     * Sends what has been appended and closes. {@link ByteListener#closed} follows; from a peer that does not read, perhaps
     * never.
     */
    void close();

    /** Closes at once; what has not been sent is lost. {@link ByteListener#closed} follows. */
    void abort();

    /** The peer as {@code host:port}, for people. */
    String remote();
}
