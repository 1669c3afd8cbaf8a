package org.reactivetango.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.figures.Machine;
import org.reactivetango.benchmarks.load.LoadShape;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.benchmarks.process.Pinning;
import org.reactivetango.benchmarks.process.ServerProcess;
import org.reactivetango.benchmarks.server.CannedServer;
import org.reactivetango.server.tangotest.TangoTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Our server beside the native TangoTest and the limit of the load generator, in one run. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        description = {
            "Replies per second to read_attributes_5 of double_scalar: our server, the native TangoTest and a bare"
                    + " server with a canned reply, in turn.",
            "The ratio is the median over the rounds; CPU time is that of the server process."
        })
final class CapacityCommand implements Callable<Integer> {
    private static final String NO_TANGO_TEST =
            "TangoTest is not installed (Debian package tango-test): not compared with it";

    @Option(names = "--connections", defaultValue = "8", description = "Connections. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--outstanding",
            defaultValue = "16",
            description = "Requests outstanding on each connection. Default: ${DEFAULT-VALUE}")
    private int outstanding;

    @Option(
            names = "--loads",
            split = ",",
            converter = LoadShapeConverter.class,
            description = "Several loads in one run instead, for example 8x16,64x64,512x1,1x1")
    private List<LoadShape> loads = new ArrayList<>();

    @Option(
            names = "--seconds",
            defaultValue = "3",
            description = "Length of each measurement. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "How often each server is measured. Default: ${DEFAULT-VALUE}")
    private int pairs;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            description = "Seconds of load for each server before it counts. Default: ${DEFAULT-VALUE}")
    private double warmUpSeconds;

    @Option(
            names = "--patience",
            defaultValue = "0",
            description = "Minutes to wait, in all, for other processes to be idle, and to repeat what they disturbed."
                    + " Default: ${DEFAULT-VALUE}, take whatever comes")
    private double patienceMinutes;

    @Option(names = "--same-cpu", description = "Server and load share one CPU instead of having one each")
    private boolean sameCpu;

    @Option(names = "--no-pinning", description = "Let the operating system choose CPUs")
    private boolean noPinning;

    @Option(names = "--latency", description = "Also print percentiles of the time from sending to the reply")
    private boolean latency;

    @Option(names = "--no-canned", description = "Leave the server with the canned reply out")
    private boolean noCanned;

    @Option(names = "--no-tangotest", description = "Leave the native TangoTest out")
    private boolean noTangoTest;

    @Option(
            names = "--against",
            description = "Another runnable jar that takes a Tango server's flags, for example an older one of ours")
    private @Nullable Path otherJar;

    @Option(
            names = "--server",
            description = "A runnable jar that takes a Tango server's flags, instead of our TangoTest")
    private @Nullable Path serverJar;

    @Option(
            names = "--jvm",
            split = ",",
            description = "Arguments for the JVM of our server, for example -XX:+UseParallelGC,-Xmx1g")
    private List<String> jvmArguments = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (pairs < 1 || seconds <= 0 || warmUpSeconds < 0) {
            throw new IllegalArgumentException("--pairs and --seconds must be positive, --warm-up not negative");
        }
        PrintWriter out = spec.commandLine().getOut();
        Pinning pinning = noPinning ? Pinning.NONE : Pinning.of(sameCpu);
        out.println("read_attributes_5 of " + MeasuredServer.DEVICE + "/" + MeasuredServer.ATTRIBUTE
                + " from the device, GIOP 1.0 over loopback; " + pinning + "; each " + pairs + " times " + seconds
                + " s");
        out.println(Machine.here());
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (MeasuredServer server : measured(out)) {
                servers.add(ServerProcess.start(server, pinning));
            }
            pinning.moveThisProcess();
            CapacityComparison comparison = new CapacityComparison(
                    servers,
                    duration(warmUpSeconds),
                    duration(seconds),
                    pairs,
                    duration(60 * patienceMinutes),
                    latency,
                    out);
            for (LoadShape load : loads.isEmpty() ? List.of(new LoadShape(connections, outstanding)) : loads) {
                comparison.measure(load);
            }
        } finally {
            servers.forEach(ServerProcess::close);
        }
        return 0;
    }

    private List<MeasuredServer> measured(PrintWriter out) {
        List<MeasuredServer> servers = new ArrayList<>();
        servers.add(
                serverJar == null
                        ? MeasuredServer.ofClass("Reactive Tango", TangoTest.class, jvmArguments)
                        : MeasuredServer.ofJar("Reactive Tango", serverJar, jvmArguments));
        if (otherJar != null) {
            servers.add(MeasuredServer.ofJar(otherJar.toString(), otherJar, jvmArguments));
        }
        if (!noTangoTest) {
            MeasuredServer.nativeTangoTest().ifPresentOrElse(servers::add, () -> out.println(NO_TANGO_TEST));
        }
        if (!noCanned) {
            servers.add(MeasuredServer.ofClass("canned reply", CannedServer.class, List.of()));
        }
        return servers;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
