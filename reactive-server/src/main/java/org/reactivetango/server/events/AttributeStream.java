package org.reactivetango.server.events;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.PushedReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * An attribute whose device gives a stream of values: keeps the latest for those who read, and sends each as a change event.
 * Elements come on any thread and wait for nothing; only the latest is kept.
 */
public final class AttributeStream {
    private static final Logger LOG = LoggerFactory.getLogger(AttributeStream.class);

    private final String name;
    private final LoopScheduler loop;
    private final EventSupplier events;
    private final @Nullable Duration stale;
    private final AtomicReference<@Nullable Life> life = new AtomicReference<>();

    /**
     * Not subscribed yet.
     *
     * @param name of device and attribute, for the log
     * @param stale so long it may be silent until its value counts no more; null for as long as it likes
     */
    public AttributeStream(String name, LoopScheduler loop, EventSupplier events, @Nullable Duration stale) {
        this.name = name;
        this.loop = loop;
        this.events = events;
        this.stale = stale;
    }

    /** The latest reading; null before the first. */
    public @Nullable Reading<?> read() {
        Life current = life.get();
        Said said = current == null ? null : current.latest.get();
        return said == null ? null : said.reading;
    }

    /** Subscribes; whatever was known before is forgotten. */
    public void start(Attribute attribute, Supplier<? extends Flux<?>> source, Retry retry) {
        Life next = new Life(attribute);
        end(life.getAndSet(next));
        next.watch();
        Flux.defer(() -> source.get().cast(Object.class))
                .doOnError(next::failed)
                .retryWhen(retry)
                .subscribe(next);
    }

    /** Cancels; nothing is known any more. */
    public void stop() {
        end(life.getAndSet(null));
    }

    private static void end(@Nullable Life ended) {
        if (ended != null) {
            ended.end();
        }
    }

    /** What was said last. */
    private record Said(Reading<?> reading, long atNanos) {}

    /** From one init of the device to the next. */
    private final class Life extends BaseSubscriber<Object> {
        private final Attribute attribute;
        private final AtomicReference<@Nullable Said> latest = new AtomicReference<>();
        private final Disposable.Swap watch = Disposables.swap();
        private volatile boolean ended;

        Life(Attribute attribute) {
            this.attribute = attribute;
        }

        @Override
        protected void hookOnNext(Object element) {
            Reading<?> reading;
            try {
                reading = reading(element);
            } catch (RuntimeException impossible) {
                failed(impossible);
                return;
            }
            say(reading);
        }

        /** As it can be kept: what is shared is let go now. */
        private Reading<?> reading(Object element) {
            if (!(element instanceof Reading<?> given)) {
                return Reading.of(element, Quality.VALID, loop.now());
            }
            if (!given.shared()) {
                return given;
            }
            try {
                return PushedReading.of(attribute, given, loop.now()).reading();
            } finally {
                given.release();
            }
        }

        private void say(Reading<?> reading) {
            latest.set(new Said(reading, loop.nanoTime()));
            push(reading);
        }

        private void push(Reading<?> reading) {
            if (ended) {
                return;
            }
            try {
                events.push(attribute, EventType.CHANGE, reading);
            } catch (RuntimeException unfit) {
                // Who reads it is told the same. The stream goes on.
                events.pushError(attribute, EventType.CHANGE, unfit);
            }
        }

        /** Before it is retried, if it is. */
        void failed(Throwable error) {
            if (invalidate(loop.now())) {
                LOG.warn("The stream {} failed; its quality is INVALID until it goes on", name, error);
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            watch.dispose();
            LOG.warn("The stream {} is not retried any more; Init starts it again", name, error);
        }

        @Override
        protected void hookOnComplete() {
            watch.dispose();
            Said last = latest.get();
            invalidate(last == null ? loop.now() : last.reading.time());
        }

        private boolean invalidate(Instant time) {
            Said last = latest.get();
            if (last != null && !last.reading.hasValue()) {
                return false;
            }
            say(Reading.invalid(time));
            return true;
        }

        // ---- silence

        void watch() {
            if (stale != null) {
                watchFor(stale.toNanos());
            }
        }

        private void watchFor(long nanos) {
            watch.update(loop.schedule(this::look, Duration.ofNanos(nanos)));
        }

        /** On the loop. Elements may come at the same time. */
        private void look() {
            if (ended || stale == null) {
                return;
            }
            Said last = latest.get();
            long left = last == null ? 0 : stale.toNanos() - (loop.nanoTime() - last.atNanos);
            if (left <= 0 && last != null && last.reading.hasValue()) {
                silent(last);
            }
            watchFor(left > 0 ? left : stale.toNanos());
        }

        private void silent(Said last) {
            Said sent = new Said(Reading.invalid(last.reading.time()), last.atNanos);
            if (!latest.compareAndSet(last, sent)) {
                return;
            }
            LOG.warn("The stream {} has been silent for {}; its quality is INVALID until it goes on", name, stale);
            push(sent.reading);
            // An element of this moment may have been sent before: then it is again, for the last event has to be
            // right.
            for (Said now = latest.get(); now != null && !now.equals(sent); now = latest.get()) {
                sent = now;
                push(sent.reading);
            }
        }

        void end() {
            ended = true;
            watch.dispose();
            dispose();
        }
    }
}
