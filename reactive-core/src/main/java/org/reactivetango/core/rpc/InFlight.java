package org.reactivetango.core.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection that wait for a reply, by request id. Ids are handed out so that each has a slot of its
 * own: a look-up is one array access. A call that was given up may keep its slot until its late reply: its id is still in
 * use on the wire, but the call itself is let go. Confined to the loop.
 */
final class InFlight {
    private static final int FIRST_SLOTS = 16;

    private @Nullable OutgoingCall[] calls = new @Nullable OutgoingCall[FIRST_SLOTS];
    private int[] ids = new int[FIRST_SLOTS];
    private boolean[] taken = new boolean[FIRST_SLOTS];
    private int nextId = 1;
    private int size;
    private int abandoned;

    /** Gives the call an id that no waiting call of this connection has. */
    int add(OutgoingCall call) {
        if (size * 2 >= taken.length) {
            grow();
        }
        while (taken[nextId & (taken.length - 1)]) {
            nextId++;
        }
        int id = nextId++;
        int slot = id & (taken.length - 1);
        call.requestId = id;
        calls[slot] = call;
        ids[slot] = id;
        taken[slot] = true;
        size++;
        return id;
    }

    /** Whether that id is in use. */
    boolean contains(int id) {
        int slot = id & (taken.length - 1);
        return taken[slot] && ids[slot] == id;
    }

    /** Frees the id. The call that had it; null if nobody waits any more. */
    @Nullable
    OutgoingCall remove(int id) {
        if (!contains(id)) {
            return null;
        }
        int slot = id & (taken.length - 1);
        OutgoingCall call = calls[slot];
        calls[slot] = null;
        taken[slot] = false;
        size--;
        if (call == null) {
            abandoned--;
        }
        return call;
    }

    /** Lets go of the call and keeps its id in use. */
    void abandon(int id) {
        int slot = id & (taken.length - 1);
        if (contains(id) && calls[slot] != null) {
            calls[slot] = null;
            abandoned++;
        }
    }

    /** Ids in use: calls that wait and calls that were given up. */
    int size() {
        return size;
    }

    /** Ids in use for which nobody waits. */
    int abandoned() {
        return abandoned;
    }

    /** Takes out all of them. Those that wait are in the queue, oldest first, and on no connection any more. */
    CallQueue removeAll() {
        List<OutgoingCall> all = new ArrayList<>(size - abandoned);
        for (OutgoingCall call : calls) {
            if (call != null) {
                all.add(call);
            }
        }
        all.sort((a, b) -> Integer.compare(a.requestId - nextId, b.requestId - nextId));
        calls = new @Nullable OutgoingCall[FIRST_SLOTS];
        ids = new int[FIRST_SLOTS];
        taken = new boolean[FIRST_SLOTS];
        size = 0;
        abandoned = 0;
        CallQueue queue = new CallQueue();
        for (OutgoingCall call : all) {
            call.connection = null;
            queue.add(call);
        }
        return queue;
    }

    private void grow() {
        int slots = taken.length * 2;
        @Nullable OutgoingCall[] moreCalls = new @Nullable OutgoingCall[slots];
        int[] moreIds = new int[slots];
        boolean[] moreTaken = new boolean[slots];
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                // Ids that differ in the smaller mask differ in the larger one, too.
                int slot = ids[i] & (slots - 1);
                moreCalls[slot] = calls[i];
                moreIds[slot] = ids[i];
                moreTaken[slot] = true;
            }
        }
        calls = moreCalls;
        ids = moreIds;
        taken = moreTaken;
    }
}
