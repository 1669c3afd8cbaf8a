package org.reactivetango.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.reactivetango.client.event.Event;

/**
 * Keeps account of one stream whose values are numbered from 0 in the order in which they were pushed: each is greater than
 * the one before, and between two lie exactly so many as were said to be dropped or missed.
 */
final class Account implements Consumer<Event<Long>> {
    private volatile long last = -1;
    private volatile boolean connected;
    private volatile int lives;
    private long delivered;
    private long dropped;
    private long missed;
    private long sinceLast;
    private volatile String violation = "";

    @Override
    public void accept(Event<Long> event) {
        if (event instanceof Event.Connected) {
            connected = true;
            return;
        }
        if (event instanceof Event.Gap<Long> gap) {
            missed += gap.missed();
            sinceLast += gap.missed();
        } else if (event instanceof Event.Value<Long> value && !value.initial()) {
            long now = value.reading().value();
            delivered++;
            dropped += value.dropped();
            sinceLast += value.dropped();
            if (now != last + sinceLast + 1 && violation.isEmpty()) {
                violation = now + " came after " + last + ", and " + sinceLast + " between them were told";
            }
            sinceLast = 0;
            last = now;
        } else if (!(event instanceof Event.Value)) {
            violation = "unexpected: " + event;
        }
    }

    /** As {@link #accept}, of a stream that may be lost and come back: counts its first readings. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread
    void acceptLives(Event<Long> event) {
        if (event instanceof Event.Value<Long> value && value.initial()) {
            lives++;
        } else if (!(event instanceof Event.Disconnected)) {
            accept(event);
        }
    }

    /** First readings so far; of {@link #acceptLives}. */
    int lives() {
        return lives;
    }

    long last() {
        return last;
    }

    boolean connected() {
        return connected;
    }

    /** Delivered and dropped and missed must be all that was pushed. */
    void check(String who, long pushed) {
        assertThat(violation).as(who).isEmpty();
        assertThat(delivered + dropped + missed).as(who).isEqualTo(pushed);
    }

    long missed() {
        return missed;
    }

    @Override
    public String toString() {
        return String.format("%,d delivered, %,d dropped, %,d missed", delivered, dropped, missed);
    }
}
