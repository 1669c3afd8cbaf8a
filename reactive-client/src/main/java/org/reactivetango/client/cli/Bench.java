package org.reactivetango.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.cli.value.NotUnderstood;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.model.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Command(
        name = "bench",
        description = {
            "Reads an attribute as often as possible: reads per second, and how long they take.",
            "A fixed number of reads is under way all the time, so that latency grows with --outstanding; ask with"
                    + " --outstanding 1 how long one read takes. Says every second how far it is."
        })
final class Bench extends DeviceTask {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Parameters(
            index = "0",
            paramLabel = "<device>[/<attribute>]",
            description = "The name of the device or, as a fourth field, of the attribute.")
    private String device = "";

    @Parameters(index = "1..*", paramLabel = "<attribute>", description = "The name of the attribute.")
    private List<String> attributes = new ArrayList<>();

    @Option(names = "--seconds", paramLabel = "<n>", description = "For how long; 5, if not given.")
    private int seconds = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "<n>",
            description = "Seconds before, which do not count; 1, if not given.")
    private int warmUp = 1;

    @Option(
            names = "--outstanding",
            paramLabel = "<n>",
            description = "Reads under way at a time, over all connections; 64, if not given.")
    private int outstanding = 64;

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            description = "Clients, each with a connection and a thread of its own; 1, if not given.")
    private int connections = 1;

    Bench(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Target target() {
        Target target = Target.attributes(device, attributes, "which attribute is to be read?");
        if (target.rest().size() != 1) {
            throw new NotUnderstood(
                    "one attribute is read, not " + target.rest().size());
        }
        if (seconds < 1 || warmUp < 0 || outstanding < 1 || connections < 1) {
            throw new NotUnderstood("--seconds, --outstanding and --connections are at least 1, --warm-up at least 0");
        }
        return target;
    }

    @Override
    Flux<? extends Report> reports(DeviceProxy proxy) {
        String attribute = target().rest().get(0);
        return proxy.attribute(attribute)
                .read()
                .takeUntilOther(surroundings().stop())
                .flatMapMany(answered -> Flux.usingWhen(
                        Mono.fromSupplier(this::moreClients),
                        more -> measured(proxy, attribute, more),
                        more -> Flux.fromIterable(more)
                                .flatMap(TangoClient::closeLater)
                                .then()))
                .onErrorResume(
                        TangoException.class,
                        cause -> Flux.just(new Failure(operation(), proxy.name(), attribute, cause)));
    }

    private List<TangoClient> moreClients() {
        return IntStream.range(1, connections).mapToObj(i -> options().client()).toList();
    }

    private Flux<Report> measured(DeviceProxy proxy, String attribute, List<TangoClient> more) {
        List<Mono<?>> reads = new ArrayList<>();
        reads.add(proxy.attribute(attribute).read());
        more.stream()
                .map(client -> target().in(client).attribute(attribute))
                .map(AttributeProxy::read)
                .forEach(reads::add);
        Load load = new Load(surroundings().nanoTime());
        Flux<Report> progress = surroundings()
                .ticker()
                .apply(SECOND)
                .take(warmUp + seconds + 1L)
                .takeUntilOther(surroundings().stop())
                .index((tick, ignored) -> progress(load, tick));
        Summary summary = new Summary(proxy.name(), attribute, outstanding, connections, load);
        return Flux.using(
                () -> load.run(reads, outstanding, surroundings()).subscribe(),
                running -> progress.concatWithValues(summary),
                Disposable::dispose);
    }

    private Report progress(Load load, long tick) {
        return output -> {
            if (tick > 0) {
                output.progress(line(tick, load.look()));
            }
            if (tick == warmUp) {
                load.begin();
            }
        };
    }

    private String line(long tick, Load.Rate rate) {
        return String.format(
                Locale.ROOT,
                "%s %d s  %,.0f reads/s  p50 %.3f ms  p99 %.3f ms  max %.3f ms  %d failed",
                tick <= warmUp ? "warm-up" : "measured",
                tick <= warmUp ? tick : tick - warmUp,
                rate.perSecond(),
                rate.percentileMillis(50),
                rate.percentileMillis(99),
                rate.maxMillis(),
                rate.failures());
    }

    /** Ends with what has been measured, also when the user wants an end. */
    @Override
    Flux<? extends Report> untilStopped(Flux<? extends Report> reports) {
        return reports;
    }

    /** What was measured up to now. */
    private record Summary(String device, String attribute, int outstanding, int connections, Load load)
            implements Report {
        @Override
        public boolean good() {
            return load.total().failures() == 0;
        }

        @Override
        public void tell(Output output) {
            load.look();
            Load.Rate total = load.total();
            if (output.json()) {
                output.document(json -> {
                    json.writeStringField("device", device);
                    json.writeStringField("attribute", attribute);
                    json.writeNumberField("outstanding", outstanding);
                    json.writeNumberField("connections", connections);
                    json.writeNumberField("seconds", total.seconds());
                    json.writeNumberField("reads", total.calls());
                    json.writeNumberField("failed", total.failures());
                    json.writeNumberField("reads_per_second", total.perSecond());
                    json.writeObjectFieldStart("latency_ms");
                    json.writeNumberField("min", total.minMillis());
                    json.writeNumberField("mean", total.meanMillis());
                    json.writeNumberField("p50", total.percentileMillis(50));
                    json.writeNumberField("p90", total.percentileMillis(90));
                    json.writeNumberField("p99", total.percentileMillis(99));
                    json.writeNumberField("p99_9", total.percentileMillis(99.9));
                    json.writeNumberField("max", total.maxMillis());
                    json.writeEndObject();
                });
            } else {
                output.line(Printable.line(attribute + " of " + device));
                output.line(String.format(
                        Locale.ROOT,
                        "  %d outstanding, %d connection%s, %.1f s",
                        outstanding,
                        connections,
                        connections == 1 ? "" : "s",
                        total.seconds()));
                output.line(String.format(
                        Locale.ROOT, "  reads    %,d, %,.0f per second", total.calls(), total.perSecond()));
                output.line(String.format(
                        Locale.ROOT,
                        "  latency  min %.3f  mean %.3f  p50 %.3f  p90 %.3f  p99 %.3f  p99.9 %.3f  max %.3f ms",
                        total.minMillis(),
                        total.meanMillis(),
                        total.percentileMillis(50),
                        total.percentileMillis(90),
                        total.percentileMillis(99),
                        total.percentileMillis(99.9),
                        total.maxMillis()));
                output.line(String.format(Locale.ROOT, "  failed   %,d", total.failures()));
            }
            TangoException last = load.lastFailure();
            if (total.failures() > 0 && last != null) {
                output.error("The last failure:");
                new Failure("read", device, attribute, last).lines().forEach(output::error);
            }
        }
    }
}
