package org.reactivetango.client.cli;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.cli.value.NotUnderstood;
import org.reactivetango.core.error.TangoException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A command about one device: its reports come from the client's loop, and only {@link #call} waits for them and tells
 * them, on the thread of the caller.
 */
abstract class DeviceTask implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Surroundings surroundings;

    @Mixin
    private CallOptions options = new CallOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private volatile boolean stopped;

    DeviceTask(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What it is about, from the command line. */
    abstract Target target();

    /** What it has to report about the device. */
    abstract Flux<? extends Report> reports(DeviceProxy device);

    /** The reports until the user wants an end. */
    Flux<? extends Report> untilStopped(Flux<? extends Report> reports) {
        return reports.takeUntilOther(surroundings.stop().doOnSuccess(wanted -> stopped = true));
    }

    /** Whether it goes on until the user wants an end, which is none before its time then. */
    boolean goesOn() {
        return false;
    }

    /** The name under which errors speak of it. */
    String operation() {
        return spec.name();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    CallOptions options() {
        return options;
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        try (Output output = new Output(surroundings, options.json(), options.verbose())) {
            Target target = target();
            TangoClient client = options.client();
            try {
                boolean good = tell(reports(target, client), output);
                return stopped && !goesOn() ? Cli.INTERRUPTED : good ? Cli.OK : Cli.FAILED;
            } finally {
                client.closeLater().block(CLOSING);
            }
        } catch (NotUnderstood why) {
            throw new ParameterException(spec.commandLine(), String.valueOf(why.getMessage()), why);
        }
    }

    private Flux<? extends Report> reports(Target target, TangoClient client) {
        DeviceProxy device;
        try {
            device = target.in(client);
        } catch (TangoException notReachable) {
            return Flux.just(new Failure(operation(), target.device(), null, notReachable));
        }
        return reports(device);
    }

    private boolean tell(Flux<? extends Report> reports, Output output) {
        boolean good = true;
        // The loop does not even wait for a lock that the thread which waits has for a moment.
        Flux<? extends Report> handedOver = untilStopped(reports).publishOn(Schedulers.boundedElastic(), 1);
        try (Stream<? extends Report> told = handedOver.toStream(1)) {
            Iterator<? extends Report> next = told.iterator();
            while (next.hasNext() && !output.refused()) {
                Report report = next.next();
                report.tell(output);
                good &= report.good();
            }
        }
        return good;
    }

    /** The one report of something that either works or fails. */
    Mono<Report> reported(DeviceProxy device, @Nullable String subject, Mono<? extends Report> report) {
        return report.cast(Report.class)
                .onErrorResume(
                        TangoException.class,
                        cause -> Mono.just(new Failure(operation(), device.name(), subject, cause)));
    }
}
