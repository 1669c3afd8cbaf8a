package org.reactivetango.client.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a program finds around it.
 *
 * @param out for results
 * @param err for errors and progress
 * @param terminal whether somebody looks at {@code out} and {@code err}, so that lines may be drawn over
 * @param clock the time of day, in the zone in which people are told
 * @param ticker ticks at once and then after each period, leaving out ticks that nobody asks for
 * @param nanoTime the monotonic clock
 * @param stop completes when the user wants an end
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Clock clock,
        Function<Duration, Flux<Long>> ticker,
        LongSupplier nanoTime,
        Mono<Void> stop) {

    /** Those of this process. */
    @SuppressWarnings("SystemConsoleNull") // Main asks for the console that is null without a terminal
    static Surroundings ofThisProcess(Mono<Void> stop) {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return new Surroundings(
                System.out,
                System.err,
                terminal,
                Clock.system(ZoneId.systemDefault()),
                period -> Flux.interval(Duration.ZERO, period).onBackpressureDrop(),
                System::nanoTime,
                stop);
    }
}
