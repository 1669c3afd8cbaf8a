package org.reactivetango.server.iiop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The calls of one connection that have not ended when their dispatch returned, in no order that means something. */
final class CallsUnderWay {
    private @Nullable UnderWay[] calls = new @Nullable UnderWay[4];
    private int size;

    int size() {
        return size;
    }

    void add(UnderWay call) {
        if (size == calls.length) {
            calls = Arrays.copyOf(calls, size * 2);
        }
        call.place = size;
        calls[size++] = call;
    }

    void remove(UnderWay call) {
        UnderWay last = calls[--size];
        calls[call.place] = last;
        calls[size] = null;
        if (last != null) {
            last.place = call.place;
        }
        call.place = -1;
    }

    void cancel(int requestId) {
        for (int i = 0; i < size; i++) {
            UnderWay call = calls[i];
            if (call != null && call.isCancelledBy(requestId)) {
                call.cancel();
                return;
            }
        }
    }

    void cancelAll() {
        // From the end: one that ends makes room for the last.
        for (int i = size - 1; i >= 0; i--) {
            UnderWay call = calls[i];
            if (call != null) {
                call.cancel();
            }
        }
    }
}
