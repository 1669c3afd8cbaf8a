package org.reactivetango.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What {@code mvn -Pdemo} runs: a device server and a client of it in one process. It reads, writes, commands and
 * streams, prints what it sees, and ends by itself after {@code demo.seconds}; 0 runs until Ctrl-C.
 */
public final class Demo {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(4);
    private static final double[] SET_VALUES = {2.0, 8.0, 0.5, 5.0};
    private static final int A_FEW = 5;

    private final PrintStream out;

    Demo(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        // Whoever started the demo and is gone takes it along.
        ProcessHandle.current().parent().ifPresent(Demo::endWith);
        int seconds = Integer.getInteger("demo.seconds", 20);
        new Demo(System.out).run(seconds == 0 ? LONGEST : Duration.ofSeconds(seconds));
    }

    private static void endWith(ProcessHandle parent) {
        var unused = parent.onExit().thenRun(() -> System.exit(0));
    }

    /** Runs for about that long. */
    void run(Duration time) {
        TangoServer server = TangoServer.named("PowerSupply/demo")
                .device("lab/ps/1", PowerSupply.CLASS)
                .device("lab/thermostat/1", Thermostat.CLASS)
                .device("sys/tg_test/1", TangoTest.definition())
                .bindNow();
        TangoClient tango = TangoClient.create();
        try {
            introduce(server);
            DeviceProxy supply = tango.device(server.deviceUrl("lab/ps/1"));
            AttributeProxy<Double> current = supply.attribute("current", Double.class);
            look(supply, current)
                    .thenMany(stream(current, time))
                    .then(end(supply))
                    .block(time.plusSeconds(30));
            threads(server);
        } finally {
            tango.closeLater().then(server.closeLater()).block(Duration.ofSeconds(10));
        }
        say("", "done");
    }

    private void introduce(TangoServer server) {
        out.println("Reactive Tango: a device server and a client in one process.");
        out.println();
        out.println("Any Tango client on this machine reaches the devices under");
        for (String device : server.deviceNames()) {
            out.println("    " + server.deviceUrl(device));
        }
        out.println("for example");
        out.println("    python3 -c 'import tango; print(tango.DeviceProxy(\"" + server.deviceUrl("lab/ps/1")
                + "\").current)'");
        out.println();
    }

    private Mono<Void> look(DeviceProxy supply, AttributeProxy<Double> current) {
        return supply.ping()
                .doOnNext(time -> say("ping", time.toNanos() / 1000 + " us, connecting included"))
                .then(supply.info())
                .doOnNext(info -> say(
                        "info",
                        "class " + info.deviceClass() + ", server " + info.serverId() + ", Tango IDL "
                                + info.idlVersion()))
                .then(supply.state())
                .doOnNext(state -> say("state", state.toString()))
                .then(current.read())
                .doOnNext(reading -> say("read current", text(reading)))
                .then(supply.command("On"))
                .then(supply.status())
                .doOnNext(status -> say("command On", status))
                .then(current.write(5.0))
                .doOnSuccess(done -> say("write current", "5.0 A"))
                .then(current.write(9.0).onErrorResume(e -> {
                    say("write current", "9.0 A: " + e.getMessage());
                    return Mono.empty();
                }))
                .then(supply.attribute("ripple", double[].class).value())
                .doOnNext(samples -> say("read ripple", samples.length + " samples"))
                .then();
    }

    /** Change events for that long, and until there were a few; now and then a new set value. */
    private Flux<Event<Double>> stream(AttributeProxy<Double> current, Duration time) {
        Flux<Void> writes = Flux.interval(BETWEEN_WRITES)
                .onBackpressureDrop()
                .map(i -> SET_VALUES[(int) (i % SET_VALUES.length)])
                .concatMap(amps -> current.write(amps).doOnSuccess(done -> say("write current", amps + " A")));
        Mono<Void> passed = Mono.delay(time).then();
        return current.events(Events.change())
                .doOnSubscribe(start -> say("stream current", "change events for " + time.toSeconds() + " s"))
                .doOnNext(event -> say("change event", text(event)))
                .publish(events -> Flux.merge(events, writes.then(Mono.<Event<Double>>empty()))
                        .takeUntilOther(passed.and(events.take(A_FEW).then())));
    }

    private Mono<Void> end(DeviceProxy supply) {
        return supply.command("Off")
                .then(supply.state())
                .doOnNext(state -> say("command Off", state.toString()))
                .then();
    }

    private void threads(TangoServer server) {
        List<String> names = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("tango") || name.startsWith("bridge"))
                .toList();
        say(
                "threads",
                names.size() + " of ours, whatever the number of clients (now " + server.connections() + "): "
                        + String.join(", ", new TreeSet<>(names)));
    }

    private void say(String what, String text) {
        out.printf(
                Locale.ROOT,
                "%s  %-15s %s%n",
                LocalTime.now(ZoneId.systemDefault()).format(TIME),
                what,
                text);
    }

    private static String text(Event<Double> event) {
        return event.fold(
                value -> text(value.reading()) + "  " + bar(value.reading().value()),
                failed -> "an error in place of a value: " + failed.cause().getMessage(),
                gap -> gap.missed() + " events lost",
                connected -> "connected",
                lost -> "disconnected: " + lost.cause().getMessage());
    }

    private static String text(Reading<Double> reading) {
        return String.format(Locale.ROOT, "%6.3f A  %s", reading.value(), reading.quality());
    }

    private static String bar(double amps) {
        return "#".repeat((int) Math.round(Math.max(0, amps) * 6));
    }
}
