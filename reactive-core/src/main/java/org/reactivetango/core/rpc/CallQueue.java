package org.reactivetango.core.rpc;

import org.jspecify.annotations.Nullable;

/**
 * Calls that wait, first come first served. A call is its own entry, in one queue at most, and leaves from anywhere
 * without a search. Confined to the loop.
 */
public final class CallQueue {
    private @Nullable OutgoingCall first;
    private @Nullable OutgoingCall last;
    private int size;

    public void add(OutgoingCall call) {
        if (call.queue != null) {
            throw new IllegalStateException("the call waits elsewhere already");
        }
        call.queue = this;
        call.ahead = last;
        if (last == null) {
            first = call;
        } else {
            last.behind = call;
        }
        last = call;
        size++;
    }

    /** The first, which stays. */
    public @Nullable OutgoingCall peek() {
        return first;
    }

    /** The first, taken out. */
    public @Nullable OutgoingCall poll() {
        OutgoingCall call = first;
        if (call != null) {
            remove(call);
        }
        return call;
    }

    /** Takes the call out if it is in here. */
    public void remove(OutgoingCall call) {
        if (call.queue != this) {
            return;
        }
        OutgoingCall ahead = call.ahead;
        OutgoingCall behind = call.behind;
        if (ahead == null) {
            first = behind;
        } else {
            ahead.behind = behind;
        }
        if (behind == null) {
            last = ahead;
        } else {
            behind.ahead = ahead;
        }
        call.queue = null;
        call.ahead = null;
        call.behind = null;
        size--;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }
}
