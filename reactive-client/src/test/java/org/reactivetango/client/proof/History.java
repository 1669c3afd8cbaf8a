package org.reactivetango.client.proof;

import java.util.Arrays;

/**
 * What the devices of a server did, in the order in which they did it: when each operation began and ended, on which
 * device, and for which request of which connection. Written down by the handlers; any thread may.
 */
final class History {
    /** No operation made it: it came over a connection. */
    static final int NOBODY = -1;
    /** Of an operation whose handler cannot see which request it is; see {@link #cameFrom}. */
    static final int UNKNOWN = -1;

    private final int[] classOfDevice;
    private final int[] device;
    private final int[] maker;
    private final int[] connection;
    private final int[] sequence;
    /** At each tick of the clock, operation + 1 if it began then, minus that if it ended. */
    private final int[] events;

    private int operations;
    private int ticks;

    /**
     * An empty history.
     *
     * @param classOfDevice the class of each device
     * @param most how many operations there will be at most
     */
    History(int[] classOfDevice, int most) {
        this.classOfDevice = classOfDevice.clone();
        this.device = new int[most];
        this.maker = new int[most];
        this.connection = new int[most];
        this.sequence = new int[most];
        this.events = new int[2 * most];
    }

    /** An operation begins for a request. */
    synchronized int begin(int onDevice, int ofConnection, int withSequence) {
        return begin(onDevice, NOBODY, ofConnection, withSequence);
    }

    /** An operation begins that another has made. */
    synchronized int beginFor(int otherOperation, int onDevice) {
        return begin(onDevice, otherOperation, UNKNOWN, UNKNOWN);
    }

    private int begin(int onDevice, int madeBy, int ofConnection, int withSequence) {
        int operation = operations++;
        device[operation] = onDevice;
        maker[operation] = madeBy;
        connection[operation] = ofConnection;
        sequence[operation] = withSequence;
        events[ticks++] = operation + 1;
        return operation;
    }

    synchronized void end(int operation) {
        events[ticks++] = -(operation + 1);
    }

    /** Says for which request an operation was, once the client knows by the answer. */
    synchronized void cameFrom(int operation, int ofConnection, int withSequence) {
        connection[operation] = ofConnection;
        sequence[operation] = withSequence;
    }

    // ---- to be looked at when all is over

    synchronized int[] events() {
        return Arrays.copyOf(events, ticks);
    }

    synchronized int operations() {
        return operations;
    }

    int device(int operation) {
        return device[operation];
    }

    int deviceClass(int operation) {
        return classOfDevice[device[operation]];
    }

    int connection(int operation) {
        return connection[operation];
    }

    int sequence(int operation) {
        return sequence[operation];
    }

    boolean madeByAnother(int operation) {
        return maker[operation] != NOBODY;
    }

    /** Whether the one made the other, directly or not. */
    boolean made(int one, int other) {
        for (int each = maker[other]; each != NOBODY; each = maker[each]) {
            if (each == one) {
                return true;
            }
        }
        return false;
    }

    String describe(int operation) {
        String origin = madeByAnother(operation)
                ? "made by operation " + maker[operation]
                : "request " + sequence[operation] + " of connection " + connection[operation];
        return "operation " + operation + " on device " + device[operation] + " (" + origin + ")";
    }
}
