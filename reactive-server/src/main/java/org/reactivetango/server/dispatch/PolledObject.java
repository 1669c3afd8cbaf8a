package org.reactivetango.server.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LaneOperation;
import org.reactivetango.core.lane.LoopActivity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * An attribute or a command that is read again and again, with its last results. Each reading goes through the lane and is
 * checked as that of a client; one that fails is a result, too. Confined to the loop of its device.
 */
public abstract class PolledObject {
    private static final Logger LOG = LoggerFactory.getLogger(PolledObject.class);

    /** Results older than so many periods are no answer for clients. */
    private static final int OLD_PERIODS = 4;

    private final Device device;
    private final String name;
    private final @Nullable Lane lane;
    private final int depth;
    private final Deque<Result> results;
    private long periodNanos;
    private boolean underWay;
    private boolean removed;

    /**
     * What one reading gave.
     *
     * @param time when the reading was due, by the wall clock
     * @param beganNanos the same by the clock of the loop
     * @param tookNanos until the result was there, waiting for the lane included
     * @param value an {@link AttributeAnswer}, or the result of a command; null for none
     * @param errors empty unless it failed
     */
    record Result(
            Instant time,
            long beganNanos,
            long tookNanos,
            @Nullable Object value,
            List<DevError> errors) {}

    PolledObject(Device device, String name, @Nullable Lane lane, Duration period, int depth) {
        this.device = device;
        this.name = name;
        this.lane = lane;
        this.depth = depth;
        this.results = new ArrayDeque<>(Math.min(depth, 16));
        this.periodNanos = period.toNanos();
    }

    public final Device device() {
        return device;
    }

    /** As the device class has it. */
    public final String name() {
        return name;
    }

    /** The most results that are kept. */
    public final int depth() {
        return depth;
    }

    /** How often it is read; zero if never by itself. */
    public final Duration period() {
        return Duration.ofNanos(periodNanos);
    }

    public final void period(Duration period) {
        periodNanos = period.toNanos();
    }

    /** From now on clients of its device are served from its results. */
    public abstract void begin();

    /** It is not polled any more: clients are served as if it never was, and what waits for the lane leaves it. */
    public void end() {
        removed = true;
    }

    /** Forgets the results. */
    public final void clear() {
        results.clear();
    }

    // ---- reading

    /**
     * Begins to read it.
     *
     * @param after told when there is a result, on the loop
     * @return false, and nothing is begun, if the reading before is still under way
     */
    public final boolean poll(Consumer<PolledObject> after) {
        if (underWay) {
            return false;
        }
        underWay = true;
        Poll poll = new Poll(after);
        if (lane == null) {
            poll.run(false);
        } else {
            lane.enter(poll);
        }
        return true;
    }

    /** Begins what a client's request would begin. */
    abstract @Nullable Object read();

    /** What is kept of what a handler gave, for it is looked at when its lane is not held any more; or throws. */
    abstract @Nullable Object result(@Nullable Object given);

    /** What is kept of a failure. */
    abstract @Nullable Object failed(List<DevError> errors, Instant now);

    private Instant now() {
        return device.lane().loop().now();
    }

    private long nanoTime() {
        return device.lane().loop().nanoTime();
    }

    private List<DevError> errors(Throwable error) {
        return Failures.errors(error, device.info().deviceClass() + "::" + name);
    }

    /** One reading. */
    private final class Poll extends LaneOperation {
        private final Consumer<PolledObject> after;
        private final Instant time = now();
        private final long beganNanos = nanoTime();

        Poll(Consumer<PolledObject> after) {
            this.after = after;
        }

        @Override
        protected void entered() {
            run(true);
        }

        private void run(boolean onLane) {
            LoopActivity activity = device.lane().activity();
            LoopActivity.Holder outer = activity.begin(this);
            try {
                runNow(onLane);
            } finally {
                activity.end(outer);
            }
        }

        private void runNow(boolean onLane) {
            Object given;
            try {
                given = read();
            } catch (Throwable e) {
                end(null, e, onLane);
                return;
            }
            if (!(given instanceof Mono<?> mono)) {
                end(given, null, onLane);
                return;
            }
            new LoopSubscriber(device.lane().loop(), onLane ? this : null) {
                @Override
                void settled(@Nullable Object value, @Nullable Throwable error) {
                    end(value, error, onLane);
                }
            }.await(mono);
        }

        private void end(@Nullable Object given, @Nullable Throwable error, boolean onLane) {
            try {
                if (error != null) {
                    keepFailure(error);
                } else {
                    keep(given);
                }
            } finally {
                SharedReadings.release(given);
                if (onLane) {
                    done();
                }
            }
        }

        private void keep(@Nullable Object given) {
            Object value;
            try {
                value = result(given);
            } catch (Throwable e) {
                keepFailure(e);
                return;
            }
            keep(value, value instanceof AttributeAnswer answer ? answer.errors() : List.of());
        }

        private void keepFailure(Throwable error) {
            List<DevError> errors = errors(error);
            keep(failed(errors, now()), errors);
        }

        private void keep(@Nullable Object value, List<DevError> errors) {
            underWay = false;
            if (removed) {
                return;
            }
            while (results.size() >= depth) {
                results.removeFirst();
            }
            results.addLast(new Result(time, beganNanos, nanoTime() - beganNanos, value, errors));
            try {
                after.accept(PolledObject.this);
            } catch (RuntimeException e) {
                LOG.warn("The polled {} of {} could not be passed on", name, device.name(), e);
            }
        }

        @Override
        protected void rejected(LaneRejectedException reason) {
            keepFailure(reason);
        }

        @Override
        protected boolean abandoned() {
            return removed;
        }

        @Override
        protected String description() {
            return "polling " + name + " of " + device.name();
        }
    }

    // ---- results

    /** Whether there is a result. */
    public final boolean hasResult() {
        return !results.isEmpty();
    }

    /** The last result; only if there is one. */
    final Result last() {
        return results.getLast();
    }

    /** When the last reading was due, by the clock of the loop; only if there is a result. */
    public final long lastBeganNanos() {
        return last().beganNanos;
    }

    /** How long the last reading took; only if there is a result. */
    public final Duration lastTook() {
        return Duration.ofNanos(last().tookNanos);
    }

    /** Why the last reading failed; empty if it did not, only if there is a result. */
    public final List<DevError> lastErrors() {
        return last().errors;
    }

    /** The times from one result to the next, the newest first, at most so many. */
    public final List<Duration> lastDeltas(int most) {
        List<Duration> deltas = new ArrayList<>();
        Iterator<Result> backwards = results.descendingIterator();
        Result later = backwards.hasNext() ? backwards.next() : null;
        while (later != null && backwards.hasNext() && deltas.size() < most) {
            Result earlier = backwards.next();
            deltas.add(Duration.ofNanos(later.beganNanos - earlier.beganNanos));
            later = earlier;
        }
        return deltas;
    }

    /**
     * The newest results, oldest first.
     *
     * @param most at most so many
     * @throws DevFailedException if that is negative, or if there is none yet
     */
    final List<Result> history(int most, String what, String asked, String origin) {
        if (results.isEmpty()) {
            throw noDataYet(what, asked, origin);
        }
        if (most < 0) {
            throw DevFailedException.of(
                    Reasons.METHOD_ARGUMENT, "a history has no " + most + " records; ask for 1 or more", origin);
        }
        List<Result> all = List.copyOf(results);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /**
     * The last result, for a client that wants what was polled.
     *
     * @param what {@code attribute} or {@code command}
     * @param asked the name that the client gave
     * @throws DevFailedException if there is none yet, or if it is too old
     */
    final Result fresh(String what, String asked, String origin) {
        Result last = results.peekLast();
        if (last == null) {
            throw noDataYet(what, asked, origin);
        }
        if (periodNanos > 0 && nanoTime() - last.beganNanos > OLD_PERIODS * periodNanos) {
            throw DevFailedException.of(
                    Reasons.NOT_UPDATED_ANY_MORE,
                    "Data in cache for " + what + " " + asked + " not updated any more",
                    origin);
        }
        return Objects.requireNonNull(last);
    }

    private static DevFailedException noDataYet(String what, String asked, String origin) {
        return DevFailedException.of(
                Reasons.NO_DATA_YET, "No data available in cache for " + what + " " + asked, origin);
    }
}
