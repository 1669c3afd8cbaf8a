package org.reactivetango.core.lane;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * How a {@link BlockingBridge} treats its driver. Immutable.
 *
 * @param workers calls to the driver at one time; usually 1, as few drivers stand more
 * @param maxQueued calls that wait for a worker
 * @param callTimeout for one call, waiting included; also for opening the driver
 * @param firstReopenDelay after which a driver that failed is opened again; doubled after each failure
 * @param maxReopenDelay the longest such delay
 * @param reopenOn after which failures of a call the driver is closed and opened again
 * @param interruptOnCancel whether a call that nobody wants any more is interrupted; else it is abandoned at once
 * @param reopenWhileHung whether an abandoned call is left behind with its worker, and a new worker opens the driver anew
 * @param virtualThreads whether workers are virtual threads, where the JDK has them (21 and newer)
 */
public record BridgeOptions(
        int workers,
        int maxQueued,
        Duration callTimeout,
        Duration firstReopenDelay,
        Duration maxReopenDelay,
        Predicate<Throwable> reopenOn,
        boolean interruptOnCancel,
        boolean reopenWhileHung,
        boolean virtualThreads) {

    /** One worker, 64 waiting, 3 s per call, reopened after an IOException with delays from 100 ms to 10 s. */
    public static final BridgeOptions DEFAULT = new BridgeOptions(
            1,
            64,
            Duration.ofSeconds(3),
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            failure -> failure instanceof IOException,
            true,
            false,
            false);

    public BridgeOptions {
        if (workers < 1 || maxQueued < 1) {
            throw new IllegalArgumentException("a bridge needs at least one worker and room for one waiting call, not "
                    + workers + " and " + maxQueued);
        }
        if (callTimeout.isNegative()
                || callTimeout.isZero()
                || firstReopenDelay.isNegative()
                || maxReopenDelay.compareTo(firstReopenDelay) < 0) {
            throw new IllegalArgumentException(
                    "durations of a bridge must be positive, and the longest delay the longest");
        }
    }

    public BridgeOptions workers(int number) {
        return new BridgeOptions(
                number,
                maxQueued,
                callTimeout,
                firstReopenDelay,
                maxReopenDelay,
                reopenOn,
                interruptOnCancel,
                reopenWhileHung,
                virtualThreads);
    }

    public BridgeOptions maxQueued(int calls) {
        return new BridgeOptions(
                workers,
                calls,
                callTimeout,
                firstReopenDelay,
                maxReopenDelay,
                reopenOn,
                interruptOnCancel,
                reopenWhileHung,
                virtualThreads);
    }

    public BridgeOptions callTimeout(Duration timeout) {
        return new BridgeOptions(
                workers,
                maxQueued,
                timeout,
                firstReopenDelay,
                maxReopenDelay,
                reopenOn,
                interruptOnCancel,
                reopenWhileHung,
                virtualThreads);
    }

    /** Delays before opening again: the first, and the longest. */
    public BridgeOptions reopenDelays(Duration first, Duration longest) {
        return new BridgeOptions(
                workers,
                maxQueued,
                callTimeout,
                first,
                longest,
                reopenOn,
                interruptOnCancel,
                reopenWhileHung,
                virtualThreads);
    }

    public BridgeOptions reopenOn(Predicate<Throwable> failures) {
        return new BridgeOptions(
                workers,
                maxQueued,
                callTimeout,
                firstReopenDelay,
                maxReopenDelay,
                failures,
                interruptOnCancel,
                reopenWhileHung,
                virtualThreads);
    }

    public BridgeOptions interruptOnCancel(boolean interrupt) {
        return new BridgeOptions(
                workers,
                maxQueued,
                callTimeout,
                firstReopenDelay,
                maxReopenDelay,
                reopenOn,
                interrupt,
                reopenWhileHung,
                virtualThreads);
    }

    public BridgeOptions reopenWhileHung(boolean reopen) {
        return new BridgeOptions(
                workers,
                maxQueued,
                callTimeout,
                firstReopenDelay,
                maxReopenDelay,
                reopenOn,
                interruptOnCancel,
                reopen,
                virtualThreads);
    }

    public BridgeOptions virtualThreads(boolean virtual) {
        return new BridgeOptions(
                workers,
                maxQueued,
                callTimeout,
                firstReopenDelay,
                maxReopenDelay,
                reopenOn,
                interruptOnCancel,
                reopenWhileHung,
                virtual);
    }
}
