package org.reactivetango.core.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;

/**
 * When calls time out, without a timer per call: calls with the same timeout expire in the order in which they began, so
 * each timeout in use has a line, and one timer waits for the head of it. Confined to the loop.
 */
public final class Deadlines {
    private final LoopScheduler loop;
    private final List<Line> lines = new ArrayList<>(2);

    public Deadlines(LoopScheduler loop) {
        this.loop = loop;
    }

    /** Begins the time of {@code call}; {@link OutgoingCall#timedOut} follows unless {@link #remove} does. */
    public void add(OutgoingCall call, long timeoutNanos) {
        Line line = lineOf(timeoutNanos);
        call.deadlineNanos = loop.nanoTime() + timeoutNanos;
        line.append(call);
        if (!line.timerRunning) {
            line.startTimer(timeoutNanos);
        }
    }

    /** The call has ended. May be called more than once. */
    public void remove(OutgoingCall call) {
        Line line = call.line;
        if (line != null) {
            line.remove(call);
        }
    }

    /** Calls whose time is running. */
    public int size() {
        return lines.stream().mapToInt(line -> line.size).sum();
    }

    /** Different timeouts that are remembered. */
    int lines() {
        return lines.size();
    }

    private Line lineOf(long timeoutNanos) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.timeoutNanos == timeoutNanos) {
                return line;
            }
        }
        lines.removeIf(line -> line.size == 0 && !line.timerRunning);
        Line line = new Line(timeoutNanos);
        lines.add(line);
        return line;
    }

    /** The calls with one timeout, oldest first. */
    final class Line {
        private final long timeoutNanos;
        private @Nullable OutgoingCall first;
        private @Nullable OutgoingCall last;
        private int size;
        private boolean timerRunning;

        private Line(long timeoutNanos) {
            this.timeoutNanos = timeoutNanos;
        }

        private void append(OutgoingCall call) {
            call.line = this;
            call.earlier = last;
            call.later = null;
            if (last == null) {
                first = call;
            } else {
                last.later = call;
            }
            last = call;
            size++;
        }

        private void remove(OutgoingCall call) {
            OutgoingCall before = call.earlier;
            OutgoingCall after = call.later;
            if (before == null) {
                first = after;
            } else {
                before.later = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.earlier = before;
            }
            call.line = null;
            call.earlier = null;
            call.later = null;
            size--;
        }

        private void startTimer(long delayNanos) {
            timerRunning = true;
            loop.schedule(this::expire, Duration.ofNanos(Math.max(delayNanos, 0)));
        }

        /** Most calls have ended long before their timer: then it just moves on to the oldest that has not. */
        private void expire() {
            timerRunning = false;
            long now = loop.nanoTime();
            OutgoingCall call;
            while ((call = first) != null && call.deadlineNanos - now <= 0) {
                remove(call);
                call.timedOut();
            }
            if (call != null && !timerRunning) {
                startTimer(call.deadlineNanos - now);
            }
        }
    }
}
