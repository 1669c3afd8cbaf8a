package org.reactivetango.core.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection that wait for a reply, by request id. Ids are handed out so that each has a slot of its
 * own: a look-up is one array access. Confined to the loop.
 */
final class InFlight {
    private @Nullable OutgoingCall[] slots = new @Nullable OutgoingCall[16];
    private int nextId = 1;
    private int size;

    /** Gives the call an id that no waiting call of this connection has. */
    int add(OutgoingCall call) {
        if (size * 2 >= slots.length) {
            grow();
        }
        while (slots[nextId & (slots.length - 1)] != null) {
            nextId++;
        }
        int id = nextId++;
        call.requestId = id;
        slots[id & (slots.length - 1)] = call;
        size++;
        return id;
    }

    /** Takes out the call with that id; null if nobody waits for it, as with a late reply. */
    @Nullable
    OutgoingCall remove(int id) {
        int slot = id & (slots.length - 1);
        OutgoingCall call = slots[slot];
        if (call == null || call.requestId != id) {
            return null;
        }
        slots[slot] = null;
        size--;
        return call;
    }

    int size() {
        return size;
    }

    /** Takes out all of them, oldest id first. */
    List<OutgoingCall> removeAll() {
        List<OutgoingCall> all = new ArrayList<>(size);
        for (int i = 0; i < slots.length; i++) {
            OutgoingCall call = slots[(nextId + i) & (slots.length - 1)];
            if (call != null) {
                all.add(call);
            }
        }
        slots = new @Nullable OutgoingCall[16];
        size = 0;
        return all;
    }

    private void grow() {
        @Nullable OutgoingCall[] larger = new @Nullable OutgoingCall[slots.length * 2];
        for (OutgoingCall call : slots) {
            if (call != null) {
                // Ids that differ in the smaller mask differ in the larger one, too.
                larger[call.requestId & (larger.length - 1)] = call;
            }
        }
        slots = larger;
    }
}
