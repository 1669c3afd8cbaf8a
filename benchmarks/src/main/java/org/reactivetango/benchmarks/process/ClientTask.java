package org.reactivetango.benchmarks.process;

import java.util.List;
import java.util.Locale;

/**
 * What a client is to do over and over.
 *
 * @param operation {@code read}, {@code write}, {@code command}, {@code spectrum}, {@code image}; what each means is in the
 *     clients
 * @param threads threads of the program that make calls
 * @param outstanding calls of each of them that have not been answered; 1 for one after the other
 */
public record ClientTask(String operation, int threads, int outstanding) {
    public ClientTask {
        if (threads < 1 || outstanding < 1) {
            throw new IllegalArgumentException("a client has at least one thread and one call outstanding");
        }
    }

    /** One thread, {@code outstanding} calls at once. */
    public static ClientTask of(String operation, int outstanding) {
        return new ClientTask(operation, 1, outstanding);
    }

    /** As a client is told. */
    String line(String url, double seconds) {
        return String.join(
                " ",
                List.of(
                        operation,
                        url,
                        Integer.toString(threads),
                        Integer.toString(outstanding),
                        String.format(Locale.ROOT, "%.3f", seconds)));
    }

    @Override
    public String toString() {
        return threads == 1 ? operation + ", " + outstanding + " outstanding" : operation + ", " + threads + " threads";
    }
}
