package org.reactivetango.server.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.model.Reading;
import reactor.core.publisher.Mono;

/**
 * Reads attributes one after the other, each on its lane, then hands over all answers in the order of the request. A
 * reading that fails is an answer, too. Where a request is for attributes on several lanes, each lane is entered once.
 */
final class ReadTask extends RequestOperation {
    private static final String ORIGIN = "MultiAttribute::get_attr_ind_by_name";

    /** What was asked for, and what has been answered: common to the tasks of one request. */
    private static final class Request {
        private final List<String> names;
        private final @Nullable Attribute[] attributes;
        private final @Nullable AttributeAnswer[] answers;
        private final BiConsumer<IncomingCall, AttributeAnswer[]> finished;
        /** What handlers gave, to be let go when the answers have been written. */
        private final List<Reading<?>> given = new ArrayList<>(0);

        Request(
                List<String> names,
                @Nullable Attribute[] attributes,
                @Nullable AttributeAnswer[] answers,
                BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
            this.names = names;
            this.attributes = attributes;
            this.answers = answers;
            this.finished = finished;
        }

        void release() {
            given.forEach(SharedReadings::release);
            given.clear();
        }

        /** The lane of the first attribute that has no answer yet and needs one; null if none does. */
        @Nullable
        Lane nextLane() {
            for (int i = 0; i < answers.length; i++) {
                Lane lane = laneOf(i);
                if (answers[i] == null && lane != null) {
                    return lane;
                }
            }
            return null;
        }

        @Nullable
        Lane laneOf(int index) {
            Attribute attribute = attributes[index];
            return attribute == null ? null : attribute.lane();
        }

        /** Whether there is an attribute on that lane. */
        boolean needs(Lane lane) {
            for (int i = 0; i < answers.length; i++) {
                if (laneOf(i) == lane) {
                    return true;
                }
            }
            return false;
        }

        /** Whether there is an attribute on another lane than that. */
        boolean needsMoreThan(@Nullable Lane lane) {
            for (int i = 0; i < answers.length; i++) {
                Lane other = laneOf(i);
                if (other != null && other != lane) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Request request;
    private final @Nullable Lane lane;
    private int next;
    private boolean running;
    private boolean waiting;

    private ReadTask(IncomingCall call, Request request, @Nullable Lane lane) {
        super(call);
        this.request = request;
        this.lane = lane;
    }

    private ReadTask(WriteTask write, Request request) {
        super(write.call, write);
        this.request = request;
        this.lane = write.lane();
    }

    /** Reads {@code names} as soon as their lanes allow; off the lane if nothing among them needs one. */
    static void start(IncomingCall call, List<String> names, BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        start(call, names, new @Nullable AttributeAnswer[names.size()], finished);
    }

    /** The same for those of {@code names} that are not in {@code answers} already. */
    static void start(
            IncomingCall call,
            List<String> names,
            @Nullable AttributeAnswer[] answers,
            BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        goOn(call, request(call, names, answers, finished));
    }

    /** As {@link #start}, with nothing in between on the lane that the write still holds. */
    static void startAfter(WriteTask write, List<String> names, BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        Request request = request(write.call, names, new @Nullable AttributeAnswer[names.size()], finished);
        Lane held = write.lane();
        if (held != null && request.needs(held)) {
            write.call.enter(held, new ReadTask(write, request));
        } else {
            goOn(write.call, request);
        }
    }

    private static Request request(
            IncomingCall call,
            List<String> names,
            @Nullable AttributeAnswer[] answers,
            BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        @Nullable Attribute[] attributes = new @Nullable Attribute[names.size()];
        for (int i = 0; i < attributes.length; i++) {
            attributes[i] = call.device().attribute(names.get(i));
        }
        return new Request(names, attributes, answers, finished);
    }

    private static void goOn(IncomingCall call, Request request) {
        Lane lane = request.nextLane();
        ReadTask task = new ReadTask(call, request, lane);
        if (lane == null) {
            task.readOn();
        } else {
            call.enter(lane, task);
        }
    }

    /** A task to read one attribute that is known. */
    static ReadTask ofOne(
            IncomingCall call, Attribute attribute, BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        Request request = new Request(
                List.of(attribute.name()), new Attribute[] {attribute}, new @Nullable AttributeAnswer[1], finished);
        return new ReadTask(call, request, attribute.lane());
    }

    /** Goes on with a reading that {@link ReadOneAttribute} began and that turned out to take time. */
    static void awaitOne(
            IncomingCall call,
            Attribute attribute,
            Mono<?> reading,
            BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        ReadTask task = ofOne(call, attribute, finished);
        Lane held = task.lane;
        if (held != null) {
            call.runsAs(task);
            held.goOnAs(task);
        }
        task.await(attribute, reading);
    }

    @Override
    void begin() {
        readOn();
    }

    /** Goes on until a handler makes it wait; one that settles at once is met by the loop, not by recursion. */
    private void readOn() {
        if (running) {
            return;
        }
        LoopActivity activity = call.device().lane().activity();
        LoopActivity.Holder outer = activity.begin(this);
        try {
            readAll();
        } finally {
            activity.end(outer);
        }
    }

    private void readAll() {
        running = true;
        while (!waiting && next < request.answers.length && !call.abandoned()) {
            readNext();
        }
        running = false;
        if (!waiting) {
            leave();
        }
    }

    private void readNext() {
        Attribute attribute = request.attributes[next];
        if (request.answers[next] != null || isElsewhere(request.laneOf(next))) {
            next++;
            return;
        }
        if (attribute == null) {
            String name = request.names.get(next);
            answer(AttributeAnswer.failed(
                    name, Failures.attributeNotFound(name, ORIGIN).errors(), now()));
            return;
        }
        Object given;
        try {
            given = read(call.device(), attribute);
        } catch (Throwable e) {
            answer(failed(attribute, e));
            return;
        }
        if (given instanceof Mono<?> mono) {
            await(attribute, mono);
        } else {
            answer(attribute, given);
        }
    }

    private void answer(Attribute attribute, @Nullable Object given) {
        if (given instanceof Reading<?> reading && reading.shared()) {
            request.given.add(reading);
        }
        answer(AttributeAnswer.of(attribute, given, now()));
    }

    private boolean isElsewhere(@Nullable Lane wanted) {
        return wanted != null && wanted != lane;
    }

    private void await(Attribute attribute, Mono<?> mono) {
        waiting = true;
        LoopSubscriber handler = new LoopSubscriber(call.device().lane().loop(), lane == null ? null : this) {
            @Override
            void settled(@Nullable Object value, @Nullable Throwable error) {
                waiting = false;
                if (error == null) {
                    answer(attribute, value);
                } else {
                    answer(failed(attribute, error));
                }
                readOn();
            }
        };
        await(mono, handler, attribute.cancellable());
    }

    /** Begins to read one attribute. */
    static @Nullable Object read(Device device, Attribute attribute) {
        if (!attribute.readableIn(device.state())) {
            throw DevFailedException.of(
                    Reasons.ATTR_NOT_ALLOWED,
                    "It is currently not allowed to read attribute " + attribute.name() + ": the device is in "
                            + device.state() + " state",
                    "Device_3Impl::read_attributes_no_except");
        }
        Attribute.Reader reader = attribute.reader();
        return reader == null ? attribute.setPoint() : reader.read();
    }

    private AttributeAnswer failed(Attribute attribute, Throwable error) {
        return failed(call.device(), attribute, error);
    }

    static AttributeAnswer failed(Device device, Attribute attribute, Throwable error) {
        return AttributeAnswer.failed(
                attribute.name(),
                Failures.errors(error, device.info().deviceClass() + "::" + attribute.name()),
                device.lane().loop().now());
    }

    private void answer(AttributeAnswer answer) {
        request.answers[next++] = answer;
    }

    /** Everything on this lane has been read, or nobody waits for it any more. */
    private void leave() {
        boolean more = !call.abandoned() && request.nextLane() != null;
        try {
            if (more) {
                detachAnswers();
            } else {
                finish();
            }
        } finally {
            request.release();
            if (lane != null) {
                done();
            }
        }
        if (more) {
            goOn(call, request);
        }
    }

    /** What has been answered is written later, when its lane is not held any more. */
    private void detachAnswers() {
        for (int i = 0; i < request.answers.length; i++) {
            AttributeAnswer answer = request.answers[i];
            if (answer != null && request.laneOf(i) == lane) {
                request.answers[i] = answer.detached();
            }
        }
    }

    private void finish() {
        if (call.abandoned()) {
            call.drop();
            return;
        }
        try {
            request.finished.accept(call, request.answers);
        } catch (Throwable e) {
            call.fail(e);
        }
    }

    @Override
    void dropped() {
        request.release();
    }

    private Instant now() {
        return call.device().lane().loop().now();
    }

    /** One lane of several that is not to be had costs its own attributes only. */
    @Override
    protected void rejected(LaneRejectedException reason) {
        if (!request.needsMoreThan(lane)) {
            call.fail(reason);
            return;
        }
        for (int i = 0; i < request.answers.length; i++) {
            Attribute attribute = request.attributes[i];
            if (attribute != null && attribute.lane() == lane) {
                request.answers[i] = failed(attribute, reason);
            }
        }
        goOn(call, request);
    }

    @Override
    protected String description() {
        return "reading " + String.join(", ", request.names) + " of "
                + call.device().name() + " for " + call.client();
    }
}
