package org.reactivetango.client.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.event.OnGap;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.Reading;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;

/**
 * One subscriber of events: what waits for it, and its readings. Confined to the loop, but for delivery where the subscriber
 * has asked for another scheduler: that gets a few elements at a time, and the next when it has dealt with them.
 */
final class EventSubscriber<T> {
    /** Elements that another scheduler gets at once. */
    private static final int MOST_AT_ONCE = 64;

    private final String name;
    private final Events spec;
    private final EventPayload<T> payload;
    private final FluxSink<Event<T>> sink;
    private final LoopScheduler loop;
    private final Scheduler.@Nullable Worker worker;
    private final Backlog backlog;
    private final Disposable.Swap reading = Disposables.swap();

    /** Whether events wait for the first reading. */
    private boolean held = true;
    /** The first reading, which goes before all events that wait. */
    private @Nullable Read<T> initial;
    /** What was read last, until something newer has come. */
    private @Nullable Reading<T> lastRead;

    private State state = State.NEW;
    private boolean readingAfterGap;
    private boolean gapSince;

    private boolean delivering;
    private boolean ended;

    /** What the subscriber has been told of its connection. */
    private enum State {
        NEW,
        CONNECTED,
        DISCONNECTED
    }

    /** What the device has sent, not decoded yet. */
    private record Sent(EventMessage message, int version) {
        <T> Reading<T> decode(EventPayload<T> payload) {
            return payload.decode(message, version);
        }
    }

    /** What the client has read. */
    private record Read<T>(
            @Nullable Reading<T> reading, @Nullable Throwable error) {
        Reading<T> orThrow() {
            if (reading == null) {
                throw Exceptions.propagate(Objects.requireNonNull(error));
            }
            return reading;
        }
    }

    /** A sign of the connection. */
    private record Sign<T>(Event<T> event) {}

    EventSubscriber(String name, Events spec, EventPayload<T> payload, FluxSink<Event<T>> sink, LoopScheduler loop) {
        this.name = name;
        this.spec = spec;
        this.payload = payload;
        this.sink = sink;
        this.loop = loop;
        this.worker = spec.scheduler().map(Scheduler::createWorker).orElse(null);
        this.backlog = new Backlog(spec.overflow());
    }

    // ---- what happens to the subscription

    /** Events come from now on. */
    void connected() {
        if (state != State.CONNECTED && !ended) {
            state = State.CONNECTED;
            held = payload.isReadable();
            sign(new Event.Connected<>());
        }
    }

    /** None come any more, or none can be had yet. */
    void disconnected(TangoException cause) {
        if (ended || state == State.DISCONNECTED) {
            return;
        }
        if (state == State.NEW && !spec.isStateless()) {
            fail(cause);
            return;
        }
        state = State.DISCONNECTED;
        stopReading();
        sign(new Event.Disconnected<>(cause));
    }

    private void sign(Event<T> event) {
        backlog.sign(new Sign<>(event));
        deliver();
    }

    /** Reads for the first time since {@link #connected}; events wait until that has ended. */
    void read() {
        if (!ended && state == State.CONNECTED && payload.isReadable()) {
            reading.update(payload.read().subscribe(this::readFirst, error -> readFirst(null, error)));
        }
    }

    private void readFirst(Reading<T> read) {
        readFirst(read, null);
    }

    private void readFirst(@Nullable Reading<T> read, @Nullable Throwable error) {
        initial = new Read<>(read, error);
        lastRead = read;
        held = false;
        deliver();
        if (gapSince) {
            readAfterGap();
        }
    }

    /**
     * Reads again, because something may have been sent before the subscription was known to stand; told only if it is
     * another value.
     */
    void readAgain() {
        Reading<T> before = lastRead;
        if (!ended && state == State.CONNECTED && before != null) {
            reading.update(payload.read()
                    .subscribe(
                            read -> {
                                if (lastRead != null && isOther(before, read)) {
                                    add(new Read<>(read, null), 0);
                                }
                            },
                            failed -> {}));
        }
    }

    private static boolean isOther(Reading<?> before, Reading<?> now) {
        return before.quality() != now.quality()
                || before.hasValue() != now.hasValue()
                || (before.hasValue() && !Objects.deepEquals(before.value(), now.value()));
    }

    private void stopReading() {
        reading.update(Disposables.disposed());
        held = false;
        readingAfterGap = false;
        gapSince = false;
        initial = null;
        lastRead = null;
    }

    /**
     * The device has sent something.
     *
     * @param missed how many events are missing before it; less than 0 if nobody knows
     */
    void sent(EventMessage message, int version, long missed) {
        if (ended || state != State.CONNECTED) {
            return;
        }
        lastRead = null;
        if (missed != 0) {
            if (missed < 0) {
                sign(new Event.Gap<>(0));
            }
            gap();
        }
        if (missed == 0 && nothingWaits()) {
            tellAtOnce(message, version);
        } else {
            add(new Sent(message, version), Math.max(0, missed));
        }
    }

    private boolean nothingWaits() {
        return worker == null
                && !delivering
                && !held
                && initial == null
                && backlog.isSettled()
                && sink.requestedFromDownstream() > 0;
    }

    /** The fast path: what {@link #add} and {@link #deliver} do for one that neither waits nor tells of others. */
    private void tellAtOnce(EventMessage message, int version) {
        delivering = true;
        try {
            tell(message, version);
        } finally {
            delivering = false;
        }
        if (initial != null || !backlog.isSettled()) {
            deliver();
        }
    }

    private void tell(EventMessage message, int version) {
        Event<T> event;
        try {
            event = new Event.Value<>(payload.decode(message, version), false, 0);
        } catch (RuntimeException error) {
            tellFailure(error, false, 0);
            return;
        }
        sink.next(event);
    }

    private void gap() {
        if (spec.onGap() == OnGap.READ && payload.isReadable()) {
            gapSince = true;
            if (!readingAfterGap && !held) {
                readAfterGap();
            }
        }
    }

    /** One at a time; what is missed while it reads makes it read once more. */
    private void readAfterGap() {
        gapSince = false;
        readingAfterGap = true;
        reading.update(payload.read()
                .subscribe(read -> afterGap(new Read<>(read, null)), error -> afterGap(new Read<>(null, error))));
    }

    private void afterGap(Read<T> read) {
        readingAfterGap = false;
        add(read, 0);
        if (gapSince && !ended) {
            readAfterGap();
        }
    }

    private void add(Object item, long missed) {
        if (ended) {
            return;
        }
        if (!backlog.add(item, missed)) {
            fail(Exceptions.failWithOverflow("The subscriber to " + name + " is too slow: "
                    + spec.overflow().capacity() + " events wait for it, and its overflow is an error. Ask for more"
                    + " of them, or choose another Overflow"));
            return;
        }
        deliver();
    }

    /** The client is closed. */
    void complete() {
        if (!ended) {
            end();
            onDelivery(sink::complete);
        }
    }

    void fail(Throwable cause) {
        if (!ended) {
            end();
            onDelivery(() -> sink.error(cause));
        }
    }

    boolean hasEnded() {
        return ended;
    }

    private void end() {
        ended = true;
        reading.dispose();
        backlog.clear();
        initial = null;
    }

    /** Nobody wants it any more, or it has been told that this is the end. */
    void dispose() {
        end();
        if (worker != null) {
            worker.dispose();
        }
    }

    private void onDelivery(Runnable signal) {
        if (worker == null) {
            signal.run();
        } else {
            worker.schedule(signal);
        }
    }

    // ---- delivery

    /** Delivers what waits, as far as it is asked for. */
    void deliver() {
        if (delivering || ended) {
            return;
        }
        if (worker != null) {
            deliverOn(worker);
            return;
        }
        delivering = true;
        try {
            while (!ended && sink.requestedFromDownstream() > 0) {
                Backlog.Entry next = next();
                if (next == null) {
                    break;
                }
                tell(next);
            }
        } finally {
            delivering = false;
        }
    }

    private void deliverOn(Scheduler.Worker elsewhere) {
        List<Backlog.Entry> some = new ArrayList<>();
        long most = Math.min(MOST_AT_ONCE, sink.requestedFromDownstream());
        while (some.size() < most) {
            Backlog.Entry next = next();
            if (next == null) {
                break;
            }
            some.add(next);
        }
        if (some.isEmpty()) {
            return;
        }
        delivering = true;
        elsewhere.schedule(() -> {
            try {
                for (int i = 0; i < some.size() && !sink.isCancelled(); i++) {
                    tell(some.get(i));
                }
            } finally {
                loop.execute(() -> {
                    delivering = false;
                    deliver();
                });
            }
        });
    }

    /** Takes what comes next, unless it has to wait; null if there is nothing. */
    private Backlog.@Nullable Entry next() {
        Backlog.Entry head = backlog.peek();
        if (head != null && head.sign) {
            backlog.remove();
            return head;
        }
        if (held) {
            return null;
        }
        Read<T> first = initial;
        if (first != null) {
            initial = null;
            return Backlog.Entry.event(first);
        }
        if (head == null) {
            return gapAtTheEnd();
        }
        if (head.missed > 0) {
            long missed = head.missed;
            head.missed = 0;
            return Backlog.Entry.sign(new Sign<>(new Event.Gap<T>(missed)));
        }
        backlog.remove();
        return head;
    }

    private Backlog.@Nullable Entry gapAtTheEnd() {
        long missed = backlog.takeMissed();
        if (missed == 0) {
            return null;
        }
        gap();
        return Backlog.Entry.sign(new Sign<>(new Event.Gap<T>(missed)));
    }

    /** Decodes, on the scheduler of delivery, what nobody could take before. */
    @SuppressWarnings("unchecked")
    private void tell(Backlog.Entry entry) {
        if (entry.item instanceof Sign<?> sign) {
            sink.next((Event<T>) sign.event());
            return;
        }
        boolean initial = entry.item instanceof Read<?>;
        Event<T> event;
        try {
            Reading<T> reading = initial ? ((Read<T>) entry.item).orThrow() : ((Sent) entry.item).decode(payload);
            event = new Event.Value<>(reading, initial, entry.dropped);
        } catch (RuntimeException error) {
            tellFailure(error, initial, entry.dropped);
            return;
        }
        sink.next(event);
    }

    private void tellFailure(RuntimeException error, boolean initial, long dropped) {
        if (isWrongType(error)) {
            sink.error(error);
        } else {
            sink.next(new Event.Failed<>(cause(error), initial, dropped));
        }
    }

    /** What is asked for as another type than it has is no stream of failures but one mistake. */
    private static boolean isWrongType(Throwable error) {
        return error instanceof DevFailedException failed
                && failed.reason().equals(Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE);
    }

    private TangoException cause(Throwable error) {
        return error instanceof TangoException known
                ? known
                : new TangoProtocolException.Local("an event of " + name + " cannot be read: " + error);
    }
}
