package org.reactivetango.core.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.transport.ByteConnection;
import reactor.core.Disposable;

/**
 * Notices a peer that does not read what it is sent: its connection is not writable, and nothing has left for the whole of
 * a time. One that reads slowly is left in peace. There is a timer only while the connection is not writable. Confined to
 * the loop.
 */
public final class OutboundWatch {
    /** That often per time it looks whether anything has left. */
    private static final int LOOKS = 4;

    private final ByteConnection connection;
    private final Duration step;
    private final Runnable stalled;
    private @Nullable Disposable timer;
    private long taken;
    private int looksInVain;

    /**
     * Begins to watch a connection that has just been opened.
     *
     * @param patience how long nothing may leave; {@code stalled} runs within a quarter more
     */
    public OutboundWatch(ByteConnection connection, Duration patience, Runnable stalled) {
        this.connection = connection;
        this.step = patience.dividedBy(LOOKS);
        this.stalled = stalled;
    }

    /** To be called when the connection has become writable or not. */
    public void writabilityChanged(boolean writable) {
        if (writable) {
            stop();
        } else if (timer == null) {
            taken = connection.taken();
            looksInVain = 0;
            timer = connection.loop().schedule(this::look, step);
        }
    }

    /** Ends the watch until the connection becomes unwritable again. May be called more than once. */
    public void stop() {
        if (timer != null) {
            timer.dispose();
            timer = null;
        }
    }

    private void look() {
        timer = null;
        long now = connection.taken();
        looksInVain = now > taken ? 0 : looksInVain + 1;
        taken = Math.max(taken, now);
        if (looksInVain >= LOOKS) {
            stalled.run();
        } else {
            timer = connection.loop().schedule(this::look, step);
        }
    }
}
