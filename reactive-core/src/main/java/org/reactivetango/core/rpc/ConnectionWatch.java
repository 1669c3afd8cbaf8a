package org.reactivetango.core.rpc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import reactor.core.Disposable;

/**
 * Watches what arrives on one connection, of a client or a server: closes it when it has been quiet for long, and when a
 * message that has begun does not go on. No timer per message: one waits for the end of the quiet time and moves on when
 * there was traffic, a second one exists only while a message is incomplete. Confined to the loop.
 */
public final class ConnectionWatch {
    /** The connection, as its watch sees it. */
    public interface Watched {
        /** Whether something is under way, so that quiet means nothing. */
        boolean busy();

        /** Nothing has arrived for the whole quiet time, and nothing is under way. */
        void quiet();

        /** A message has begun and not gone on in time; {@code what} says which part and how long. */
        void stalled(String what);
    }

    private final LoopScheduler loop;
    private final GiopAssembler assembler;
    private final Watched watched;
    private final long quietNanos;
    private final long headerNanos;
    private final long messageNanos;

    private @Nullable Disposable quietTimer;
    private @Nullable Disposable stallTimer;
    private long lastArrivalNanos;
    private long header;
    private long headerSinceNanos;
    private long message;
    private long messageSinceNanos;
    private boolean stopped;

    /** Begins to watch a connection that has just been opened. */
    public ConnectionWatch(
            LoopScheduler loop, Limits limits, Duration quietTime, GiopAssembler assembler, Watched watched) {
        this.loop = loop;
        this.assembler = assembler;
        this.watched = watched;
        this.quietNanos = quietTime.toNanos();
        this.headerNanos = limits.headerTimeout().toNanos();
        this.messageNanos = limits.messageTimeout().toNanos();
        this.lastArrivalNanos = loop.nanoTime();
        this.quietTimer = loop.schedule(this::quietTimePassed, quietTime);
    }

    /** To be called after the assembler has had what arrived, and after it was resumed. */
    public void arrived() {
        long now = loop.nanoTime();
        lastArrivalNanos = now;
        long oldest = assembler.oldestIncomplete();
        if (oldest != message) {
            message = oldest;
            messageSinceNanos = now;
        }
        long begun = oldest == 0 ? 0 : assembler.incompleteHeader();
        if (begun != header) {
            header = begun;
            headerSinceNanos = now;
        }
        if (oldest != 0 && stallTimer == null && !stopped) {
            stallTimer = loop.schedule(this::checkStalled, nextStall(now));
        }
    }

    /** The assembler has been paused: the peer need not hurry, and the time begins anew with {@link #arrived}. */
    public void paused() {
        message = 0;
        header = 0;
    }

    /** Ends the watch. May be called more than once. */
    public void stop() {
        stopped = true;
        quietTimer = disposed(quietTimer);
        stallTimer = disposed(stallTimer);
    }

    private static @Nullable Disposable disposed(@Nullable Disposable timer) {
        if (timer != null) {
            timer.dispose();
        }
        return null;
    }

    private void quietTimePassed() {
        quietTimer = null;
        if (stopped) {
            return;
        }
        long quiet = loop.nanoTime() - lastArrivalNanos;
        if (quiet >= quietNanos && !watched.busy()) {
            watched.quiet();
        }
        if (!stopped) {
            long left = quiet >= quietNanos ? quietNanos : quietNanos - quiet;
            quietTimer = loop.schedule(this::quietTimePassed, Duration.ofNanos(left));
        }
    }

    private void checkStalled() {
        stallTimer = null;
        if (stopped || message == 0) {
            return;
        }
        long now = loop.nanoTime();
        if (header != 0 && now - headerSinceNanos >= headerNanos) {
            watched.stalled("the header of a message is incomplete for " + (now - headerSinceNanos) / 1_000_000
                    + " ms, and " + headerNanos / 1_000_000 + " are allowed");
        } else if (now - messageSinceNanos >= messageNanos) {
            watched.stalled("a message is incomplete for " + (now - messageSinceNanos) / 1_000_000 + " ms, and "
                    + messageNanos / 1_000_000 + " are allowed");
        } else {
            stallTimer = loop.schedule(this::checkStalled, nextStall(now));
        }
    }

    private Duration nextStall(long now) {
        long next = messageSinceNanos + messageNanos - now;
        // While whole messages arrive, a header may be incomplete at any moment: look again when one could be late.
        long nextHeader = (header == 0 ? now : headerSinceNanos) + headerNanos - now;
        return Duration.ofNanos(Math.max(Math.min(next, nextHeader), 1));
    }
}
