package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import org.reactivetango.benchmarks.peers.Peers;
import org.reactivetango.benchmarks.process.Pinning;

/** Opens stages for one scenario. */
public final class Stages {
    private final Settings settings;
    private final Peers peers;
    private final Journal journal;

    Stages(Settings settings, Peers peers, Journal journal) {
        this.settings = settings;
        this.peers = peers;
        this.journal = journal;
    }

    Settings settings() {
        return settings;
    }

    Peers peers() {
        return peers;
    }

    /** A stage on which servers and load have a CPU each. */
    Stage apart() throws IOException {
        return open(Pinning.of(false));
    }

    /** A stage on which servers and load share one CPU. */
    Stage together() throws IOException {
        return open(Pinning.of(true));
    }

    /** A stage on which everybody has every CPU. */
    Stage free() throws IOException {
        return open(Pinning.NONE);
    }

    private Stage open(Pinning pinning) throws IOException {
        Pinning.freeThisProcess();
        pinning.moveThisProcess();
        return new Stage(settings, peers, journal, pinning);
    }
}
