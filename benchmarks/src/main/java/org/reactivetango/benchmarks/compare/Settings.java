package org.reactivetango.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.reactivetango.benchmarks.load.LoadShape;

/**
 * How much is measured.
 *
 * @param pairs how often each side is measured
 * @param each how long each time
 * @param warmUp how long before it counts
 * @param loads what servers are put under
 * @param connections how many idle connections servers are to hold
 * @param devices how many devices, or attributes, a server of ours is to have
 * @param program the runnable jar of our TangoTest; start-up is measured without it if it is not there
 * @param launcher the script that starts it with an archive of its classes
 */
public record Settings(
        int pairs,
        Duration each,
        Duration warmUp,
        List<LoadShape> loads,
        List<Integer> connections,
        List<Integer> devices,
        Path program,
        Path launcher) {
    /** Requests at once on how many connections: one after the other, in batches, many connections. */
    public static final List<LoadShape> LOADS = List.of(
            new LoadShape(1, 1),
            new LoadShape(1, 16),
            new LoadShape(8, 16),
            new LoadShape(64, 64),
            new LoadShape(512, 1));

    public static final List<Integer> CONNECTIONS = List.of(0, 10, 100, 1_000, 5_000);
    public static final List<Integer> DEVICES = List.of(10_000, 1_000, 100, 10, 1);

    public Settings {
        if (pairs < 1 || each.isZero() || each.isNegative() || warmUp.isNegative()) {
            throw new IllegalArgumentException("--pairs and --seconds must be positive, --warm-up not negative");
        }
        loads = List.copyOf(loads);
        connections = List.copyOf(connections);
        devices = List.copyOf(devices);
    }
}
