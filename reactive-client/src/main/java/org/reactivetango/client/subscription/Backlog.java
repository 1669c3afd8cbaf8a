package org.reactivetango.client.subscription;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.event.Overflow;

/**
 * What waits for one subscriber, in order. Events are counted against the capacity of the {@link Overflow}; what is lost for
 * lack of it is remembered by the next event that is kept. What is said of the connection is always kept, though a
 * subscriber that takes none of it learns only of the last losses. Confined to the loop.
 */
final class Backlog {
    /** Signs of connections that wait at most; each loss makes two. */
    private static final int MOST_SIGNS = 16;

    private final Overflow overflow;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private int events;
    private int signs;
    private long dropped;
    private long missed;

    /** Something that waits. */
    static final class Entry {
        final Object item;
        final boolean sign;
        long dropped;
        long missed;

        static Entry event(Object item) {
            return new Entry(item, false, 0, 0);
        }

        static Entry sign(Object item) {
            return new Entry(item, true, 0, 0);
        }

        private Entry(Object item, boolean sign, long dropped, long missed) {
            this.item = item;
            this.sign = sign;
            this.dropped = dropped;
            this.missed = missed;
        }
    }

    Backlog(Overflow overflow) {
        this.overflow = overflow;
    }

    /**
     * Keeps an event, or what {@link Overflow} keeps in its place.
     *
     * @param before events that were lost on the way before it
     * @return false if it does not fit and that is an error
     */
    boolean add(Object event, long before) {
        if (events < overflow.capacity()) {
            append(event, before);
            return true;
        }
        switch (overflow.policy()) {
            case DROP_OLDEST -> {
                dropOldest();
                append(event, before);
            }
            case DROP_NEWEST -> {
                dropped++;
                missed += before;
            }
            case GAP -> missed += before + 1;
            case ERROR -> {
                return false;
            }
        }
        return true;
    }

    private void append(Object event, long before) {
        entries.add(new Entry(event, false, dropped, missed + before));
        dropped = 0;
        missed = 0;
        events++;
    }

    private void dropOldest() {
        Iterator<Entry> all = entries.iterator();
        while (all.hasNext()) {
            Entry oldest = all.next();
            if (!oldest.sign) {
                all.remove();
                events--;
                inherit(oldest, all);
                return;
            }
        }
    }

    /** What comes next has to tell what is gone, and what that had to tell. */
    private void inherit(Entry gone, Iterator<Entry> next) {
        while (next.hasNext()) {
            Entry heir = next.next();
            if (!heir.sign) {
                heir.dropped += gone.dropped + 1;
                heir.missed += gone.missed;
                return;
            }
        }
        dropped += gone.dropped + 1;
        missed += gone.missed;
    }

    /** Keeps what is said of the connection. */
    void sign(Object sign) {
        if (signs == MOST_SIGNS) {
            removeSign();
            removeSign();
        }
        entries.add(Entry.sign(sign));
        signs++;
    }

    private void removeSign() {
        Iterator<Entry> all = entries.iterator();
        while (!all.next().sign) {
            // Events stay.
        }
        all.remove();
        signs--;
    }

    /** What comes next; null if nothing does. */
    @Nullable
    Entry peek() {
        return entries.peek();
    }

    void remove() {
        Entry entry = entries.remove();
        if (entry.sign) {
            signs--;
        } else {
            events--;
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether nothing waits, and nothing is to be told of what is gone. */
    boolean isSettled() {
        return entries.isEmpty() && dropped == 0 && missed == 0;
    }

    /** How many events are gone at the end of what waits; from then on they count as told. */
    long takeMissed() {
        long gone = missed;
        missed = 0;
        return gone;
    }

    void clear() {
        entries.clear();
        events = 0;
        signs = 0;
    }
}
