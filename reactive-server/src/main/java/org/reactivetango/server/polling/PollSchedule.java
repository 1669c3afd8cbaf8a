package org.reactivetango.server.polling;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.server.dispatch.PolledObject;
import reactor.core.Disposable;

/**
 * When the polled objects of one loop are read: at once, and then at multiples of their period behind that, however long
 * the readings take. There is one timer, for whatever is due next. Confined to the loop.
 *
 * <p>A reading that is still under way when the next is due stands for that one, too. When the loop itself is late, what is
 * due is read now, once, and goes on with its next regular time. Both count as skipped.
 */
final class PollSchedule {
    /** Then others have a turn: requests do not wait for thousands of readings that are due at one moment. */
    private static final int MOST_AT_ONCE = 50;

    private static final int LATE_PART = 50;
    private static final long LATE_NANOS = Duration.ofMillis(2).toNanos();

    private final LoopScheduler loop;
    private final Consumer<PolledObject> after;
    private final PollCounters counters;
    private final Map<PolledObject, Turn> turns = new HashMap<>();
    private final PriorityQueue<Turn> due = new PriorityQueue<>();
    private @Nullable Disposable timer;
    private long timerNanos;
    private boolean running;

    /** The next turn of one object. */
    private static final class Turn implements Comparable<Turn> {
        private final PolledObject object;
        private long dueNanos;

        Turn(PolledObject object, long dueNanos) {
            this.object = object;
            this.dueNanos = dueNanos;
        }

        @Override
        public int compareTo(Turn other) {
            return Long.signum(dueNanos - other.dueNanos);
        }
    }

    /**
     * A schedule that does not run yet.
     *
     * @param after told of each result
     */
    PollSchedule(LoopScheduler loop, Consumer<PolledObject> after, PollCounters counters) {
        this.loop = loop;
        this.after = after;
        this.counters = counters;
    }

    LoopScheduler loop() {
        return loop;
    }

    /** Reads everything at once, and then on. */
    void start() {
        if (running) {
            return;
        }
        running = true;
        long now = loop.nanoTime();
        due.clear();
        for (Turn turn : turns.values()) {
            turn.dueNanos = now;
            due.add(turn);
        }
        setTimer();
    }

    /** Begins no reading any more; those that are under way come to their end. */
    void stop() {
        running = false;
        due.clear();
        setTimer();
    }

    /** An object with a period of its own is read at once, and then on. */
    void add(PolledObject object) {
        Turn turn = new Turn(object, loop.nanoTime());
        turns.put(object, turn);
        if (running) {
            due.add(turn);
            setTimer();
        }
    }

    void remove(PolledObject object) {
        Turn turn = turns.remove(object);
        if (turn != null && due.remove(turn)) {
            setTimer();
        }
    }

    /** Its period is another: its next turn comes no later than one such period from now. */
    void changed(PolledObject object) {
        Turn turn = turns.get(object);
        if (turn != null && due.remove(turn)) {
            long latest = loop.nanoTime() + object.period().toNanos();
            turn.dueNanos = turn.dueNanos - latest < 0 ? turn.dueNanos : latest;
            due.add(turn);
            setTimer();
        }
    }

    private void setTimer() {
        Turn first = due.peek();
        if (timer != null && (first == null || first.dueNanos != timerNanos)) {
            timer.dispose();
            timer = null;
        }
        if (first != null && timer == null) {
            timerNanos = first.dueNanos;
            timer = loop.schedule(this::fired, Duration.ofNanos(Math.max(0, timerNanos - loop.nanoTime())));
        }
    }

    private void fired() {
        timer = null;
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            Turn first = due.peek();
            long now = loop.nanoTime();
            if (first == null || first.dueNanos - now > 0) {
                break;
            }
            due.remove();
            // Back in the queue before the handler runs, which may take the loop's time.
            long late = now - first.dueNanos;
            long period = first.object.period().toNanos();
            long missed = late / period;
            first.dueNanos += (missed + 1) * period;
            due.add(first);
            counters.skipped(missed);
            if (first.object.poll(after)) {
                counters.begun(late > Math.max(LATE_NANOS, period / LATE_PART));
            } else {
                counters.skipped(1);
            }
        }
        setTimer();
    }
}
