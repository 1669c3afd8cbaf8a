package org.reactivetango.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.cli.ReadingReport.Column;
import org.reactivetango.client.cli.value.NotUnderstood;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(
        name = "watch",
        description = {
            "Reads attributes again and again and marks what has changed.",
            "An attribute that fails is shown as such and read on.",
            "On a terminal a table is drawn over until Ctrl-C; elsewhere each reading is a line."
        })
final class Watch extends DeviceTask {
    private static final int SHORT = 20;

    @Parameters(
            index = "0",
            paramLabel = "<device>[/<attribute>]",
            description = "The name of the device or, as a fourth field, of the attribute.")
    private String device = "";

    @Parameters(index = "1..*", paramLabel = "<attribute>", description = "Names of attributes.")
    private List<String> attributes = new ArrayList<>();

    @Option(
            names = "--period",
            paramLabel = "<duration>",
            converter = DurationConverter.class,
            description = "How often: 200ms, 1s (default), 1m.")
    private Duration period = Duration.ofSeconds(1);

    @Option(names = "--count", paramLabel = "<n>", description = "End after so many times.")
    private long count = Long.MAX_VALUE;

    Watch(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        if (count < 1) {
            throw new NotUnderstood("--count is at least 1, not " + count);
        }
        return Target.attributes(device, attributes, "which attribute is to be watched?");
    }

    @Override
    boolean goesOn() {
        return true;
    }

    @Override
    Flux<Report> reports(DeviceProxy proxy) {
        List<Mono<Report>> reads = target().rest().stream()
                .map(name -> read(proxy, name, Column.of(proxy, name)))
                .toList();
        String title = proxy.name() + "  every " + DurationConverter.text(period) + "  Ctrl-C ends";
        return surroundings()
                .ticker()
                .apply(period)
                .concatMap(tick -> Flux.mergeSequential(reads).collectList(), 0)
                .scan(
                        new Frame(title, List.of()),
                        (before, now) ->
                                before.rows().isEmpty() ? first(title, target().rest(), now) : before.then(now))
                .skip(1)
                .take(count)
                .cast(Report.class);
    }

    private Mono<Report> read(DeviceProxy proxy, String name, Mono<Column> column) {
        return reported(proxy, name, ReadingReport.of(proxy, name, column, SHORT));
    }

    private static Frame first(String title, List<String> names, List<Report> said) {
        List<Frame.Row> rows = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            rows.add(new Frame.Row(names.get(i), said.get(i), false));
        }
        return new Frame(title, rows);
    }

    @Override
    String operation() {
        return "read";
    }
}
