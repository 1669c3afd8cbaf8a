package org.reactivetango.core.zmq;

/** Zero never means unlimited. */
final class Bounds {
    private Bounds() {}

    static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
