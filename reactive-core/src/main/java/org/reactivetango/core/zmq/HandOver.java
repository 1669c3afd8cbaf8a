package org.reactivetango.core.zmq;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A queue into which any thread puts with one atomic exchange, whatever others do, and from which one thread takes. Neither
 * side ever waits: what a thread has begun to put is not there yet, nor is what was put behind it. Unbounded; who uses it
 * counts.
 */
final class HandOver<T> {
    private final AtomicReference<Node<T>> newest;

    /** Taken already; of the thread that takes. */
    private Node<T> oldest = new Node<>(null);

    HandOver() {
        newest = new AtomicReference<>(oldest);
    }

    /** With the one that was put after it. */
    @SuppressWarnings("serial") // never is
    private static final class Node<T> extends AtomicReference<@Nullable Node<T>> {
        private @Nullable T item;

        Node(@Nullable T item) {
            this.item = item;
        }
    }

    /** Whoever is to take it must be told after this. */
    void put(T item) {
        Node<T> node = new Node<>(item);
        newest.getAndSet(node).set(node);
    }

    /** The oldest; null if there is none, or if its thread has not put it in for good. */
    @Nullable
    T take() {
        Node<T> next = oldest.get();
        if (next == null) {
            return null;
        }
        // The collector is not to follow what is gone to what is there.
        oldest.lazySet(null);
        oldest = next;
        T item = next.item;
        next.item = null;
        return item;
    }
}
