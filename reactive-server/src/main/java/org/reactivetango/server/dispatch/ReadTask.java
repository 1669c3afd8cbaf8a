package org.reactivetango.server.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LaneOperation;
import reactor.core.publisher.Mono;

/**
 * Reads attributes one after the other on the device's lane, then hands over all answers in the order of the request. A
 * reading that fails is an answer, too.
 */
final class ReadTask extends LaneOperation {
    private static final String ORIGIN = "MultiAttribute::get_attr_ind_by_name";

    private final IncomingCall call;
    private final List<String> names;
    private final AttributeAnswer[] answers;
    private final BiConsumer<IncomingCall, AttributeAnswer[]> finished;
    private int next;
    private boolean running;
    private boolean waiting;
    private boolean onLane;

    private ReadTask(IncomingCall call, List<String> names, BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        this.call = call;
        this.names = names;
        this.answers = new AttributeAnswer[names.size()];
        this.finished = finished;
    }

    /** Reads {@code names} as soon as the lane allows; off the lane if nothing among them needs it. */
    static void start(IncomingCall call, List<String> names, BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        ReadTask task = new ReadTask(call, names, finished);
        if (task.needsLane()) {
            call.enterLane(task);
        } else {
            task.readOn();
        }
    }

    /** A task to read one attribute that is known. */
    static ReadTask ofOne(
            IncomingCall call, Attribute attribute, BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        return new ReadTask(call, List.of(attribute.name()), finished);
    }

    /** Goes on with a reading that {@link ReadOneAttribute} began and that turned out to take time. */
    static void awaitOne(
            IncomingCall call,
            Attribute attribute,
            Mono<?> reading,
            @Nullable Lane held,
            BiConsumer<IncomingCall, AttributeAnswer[]> finished) {
        ReadTask task = ofOne(call, attribute, finished);
        if (held != null) {
            task.onLane = true;
            held.goOnAs(task);
        }
        task.await(attribute, reading);
    }

    private boolean needsLane() {
        for (String name : names) {
            Attribute attribute = call.device().attributes().get(name);
            if (attribute != null && !attribute.offLane()) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected void entered() {
        onLane = true;
        if (call.abandoned()) {
            call.drop();
            done();
        } else {
            readOn();
        }
    }

    /** Goes on until a handler makes it wait; one that settles at once is met by the loop, not by recursion. */
    private void readOn() {
        if (running) {
            return;
        }
        running = true;
        while (!waiting && next < answers.length) {
            readNext();
        }
        running = false;
        if (!waiting) {
            finish();
        }
    }

    private void readNext() {
        String name = names.get(next);
        Attribute attribute = call.device().attributes().get(name);
        if (attribute == null) {
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
        if (!(given instanceof Mono<?> mono)) {
            answer(AttributeAnswer.of(attribute, given, now()));
            return;
        }
        await(attribute, mono);
    }

    private void await(Attribute attribute, Mono<?> mono) {
        waiting = true;
        new LoopSubscriber(call.device().lane().loop(), onLane ? this : null) {
            @Override
            void settled(@Nullable Object value, @Nullable Throwable error) {
                waiting = false;
                answer(error == null ? AttributeAnswer.of(attribute, value, now()) : failed(attribute, error));
                readOn();
            }
        }.await(mono);
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
        answers[next++] = answer;
    }

    private void finish() {
        try {
            finished.accept(call, answers);
        } catch (RuntimeException e) {
            call.fail(e);
        } finally {
            if (onLane) {
                done();
            }
        }
    }

    private Instant now() {
        return call.device().lane().loop().now();
    }

    @Override
    protected void rejected(LaneRejectedException reason) {
        call.fail(reason);
    }

    @Override
    protected boolean abandoned() {
        return call.abandoned();
    }

    @Override
    protected String description() {
        return "reading " + String.join(", ", names) + " for " + call.client();
    }
}
