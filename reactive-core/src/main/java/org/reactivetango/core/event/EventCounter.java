package org.reactivetango.core.event;

/**
 * Finds out, for one topic, which messages come for the first time and how many are missing between them. The publisher
 * counts the messages of a topic in 32 bits, up by one each and around; from where it starts differs.
 *
 * <p>A counter that stays at zero counts nothing: some servers send that for ever, and then all messages are taken.
 * Confined to the thread that uses it.
 */
public final class EventCounter {
    private boolean started;
    private int last;
    private long missed;

    /** What a message is to those before it. */
    public enum Arrival {
        /** The one that was due. */
        NEXT,
        /** Messages before it are missing; {@link EventCounter#missed} says how many. */
        AFTER_GAP,
        /** The publisher counts anew; nobody knows what is missing. */
        AFTER_RESTART,
        /** The same again: publishers send a message twice when a client is new to them. Not to be delivered. */
        DUPLICATE
    }

    /** Takes the counter of the next message, 32 bits, unsigned. */
    public Arrival arrive(int counter) {
        int step = counter - last;
        boolean first = !started;
        last = counter;
        started = true;
        missed = 0;
        if (first || step == 1) {
            return Arrival.NEXT;
        }
        if (step == 0) {
            return counter == 0 ? Arrival.NEXT : Arrival.DUPLICATE;
        }
        if (step < 0) {
            return Arrival.AFTER_RESTART;
        }
        missed = step - 1L;
        return Arrival.AFTER_GAP;
    }

    /** How many are missing before the message that arrived last; 0 unless it came {@link Arrival#AFTER_GAP}. */
    public long missed() {
        return missed;
    }

    /** Starts over, for another publisher: whatever comes next is right. */
    public void restart() {
        started = false;
    }
}
