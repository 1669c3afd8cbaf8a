package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.util.List;

/** Something in which we are compared with others. It ends by itself. */
public interface Scenario {
    /** All there are, in the order in which they are run. */
    static List<Scenario> all() {
        return List.of(
                new Capacity(),
                new RoundTrip(),
                new ClientRate(),
                new Images(),
                Calls.writes(),
                Calls.commands(),
                new EventRates(),
                new Connections(),
                new StartUp(),
                new SlowRequests(),
                new Loops(),
                new Growth());
    }

    /** As it is asked for. */
    String name();

    /** What it shows, in a sentence. */
    String description();

    /** Runs it: opens stages, on each of which sides take turns. */
    void run(Stages stages) throws IOException, InterruptedException;
}
