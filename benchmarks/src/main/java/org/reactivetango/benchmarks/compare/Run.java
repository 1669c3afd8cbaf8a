package org.reactivetango.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.reactivetango.benchmarks.figures.Machine;
import org.reactivetango.benchmarks.peers.Peers;
import org.reactivetango.benchmarks.process.CpuTime;
import org.reactivetango.benchmarks.process.Pinning;

/** Some scenarios, run one after the other. One that breaks is named, and the next is run. */
public final class Run {
    private static final long LOOK_MILLIS = 1_000;

    private final Settings settings;
    private final Path jTangoJars;
    private final Recorder recorder;
    private final PrintWriter out;

    /**
     * A run that has not begun.
     *
     * @param jTangoJars where JTango is
     * @param recorder takes each result as it comes
     */
    public Run(Settings settings, Path jTangoJars, Recorder recorder, PrintWriter out) {
        this.settings = settings;
        this.jTangoJars = jTangoJars;
        this.recorder = recorder;
        this.out = out;
    }

    /** Runs them; whether all of them ended as they should. */
    public boolean of(List<Scenario> scenarios) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        recorder.forget(scenarios.stream().map(Scenario::name).collect(Collectors.toSet()));
        boolean good = true;
        try (Peers peers = Peers.create(jTangoJars)) {
            for (Scenario scenario : scenarios) {
                String circumstances = Machine.now(othersBusyPercent()) + "; " + machine;
                out.println("### " + scenario.name() + "\n\n" + scenario.description() + "\n\n" + circumstances + "\n");
                Journal journal = new Journal(scenario.name(), circumstances, recorder::add, out);
                try {
                    scenario.run(new Stages(settings, peers, journal));
                } catch (IOException | RuntimeException e) {
                    journal.note(scenario.name() + " broke off: " + e);
                    good = false;
                }
            }
        } finally {
            Pinning.freeThisProcess();
        }
        return good;
    }

    /** How busy the machine is while nothing of this run is. */
    private static double othersBusyPercent() throws IOException, InterruptedException {
        long before = CpuTime.ofMachine();
        long start = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        return 100.0 * (CpuTime.ofMachine() - before) / (System.nanoTime() - start);
    }
}
