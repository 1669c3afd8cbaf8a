package org.reactivetango.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.compare.Page;
import org.reactivetango.benchmarks.compare.Recorder;
import org.reactivetango.benchmarks.compare.Run;
import org.reactivetango.benchmarks.compare.Scenario;
import org.reactivetango.benchmarks.compare.Settings;
import org.reactivetango.benchmarks.load.LoadShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Everything in which we are compared with the peers, in one run. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Ours and every peer that is installed, measured in turn, all of them pinned alike.",
            "Prints tables and writes them, with plots, to a folder. Run it from the top of the repository."
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<scenario>", arity = "0..*", description = "Which; all of them if none is named")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Say which scenarios there are, and measure nothing")
    private boolean list;

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "How often each side is measured. Default: ${DEFAULT-VALUE}")
    private int pairs;

    @Option(
            names = "--seconds",
            defaultValue = "2",
            description = "Length of each measurement. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "Seconds for each side before it counts. Default: ${DEFAULT-VALUE}")
    private double warmUpSeconds;

    @Option(
            names = "--loads",
            split = ",",
            converter = LoadShapeConverter.class,
            description = "Loads for the scenario capacity. Default: 1x1,1x16,8x16,64x64,512x1")
    private List<LoadShape> loads = Settings.LOADS;

    @Option(
            names = "--connections",
            split = ",",
            description = "Steps of the scenario connections. Default: 0,10,100,1000,5000")
    private List<Integer> connections = Settings.CONNECTIONS;

    @Option(
            names = "--devices",
            split = ",",
            description = "Steps of the scenario growth, the largest first. Default: 10000,1000,100,10,1")
    private List<Integer> devices = Settings.DEVICES;

    @Option(
            names = "--jtango",
            defaultValue = "benchmarks/target/jtango",
            description = "Folder with the jars of JTango. Default: ${DEFAULT-VALUE}")
    private Path jTango = Path.of("");

    @Option(
            names = "--program",
            defaultValue = "reactive-server/target/reactive-server-tangotest.jar",
            description = "The jar that start-up is measured with. Default: ${DEFAULT-VALUE}")
    private Path program = Path.of("");

    @Option(
            names = "--launcher",
            defaultValue = "reactive-server/target/tangotest",
            description = "The script that starts it with an archive of classes. Default: ${DEFAULT-VALUE}")
    private Path launcher = Path.of("");

    @Option(
            names = "--out",
            defaultValue = "benchmarks/target/compare",
            description =
                    "Folder for results.jsonl, results.md and plots. Results of other scenarios that are there stay."
                            + " Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("");

    @Option(names = "--page", description = "A page to put tables and plots into, for example docs/performance.md")
    private @Nullable Path page;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Scenario.all().forEach(scenario -> out.printf("%-12s %s%n", scenario.name(), scenario.description()));
            out.flush();
            return 0;
        }
        List<Scenario> scenarios = scenarios();
        Settings settings = new Settings(
                pairs, duration(seconds), duration(warmUpSeconds), loads, connections, devices, program, launcher);
        Recorder recorder = Recorder.to(folder.resolve("results.jsonl"));
        boolean good = new Run(settings, jTango, recorder, out).of(scenarios);
        Page shown = Page.of(recorder.read());
        shown.writeTo(folder);
        if (page != null) {
            shown.writeInto(page);
        }
        out.println("Results are in " + folder + (page == null ? "" : " and " + page));
        return good ? 0 : 1;
    }

    private List<Scenario> scenarios() {
        List<Scenario> all = Scenario.all();
        List<Scenario> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(all.stream()
                    .filter(scenario -> scenario.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "There is no scenario " + name + ", only "
                                    + all.stream().map(Scenario::name).collect(Collectors.joining(", ")))));
        }
        return chosen.isEmpty() ? all : chosen;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
