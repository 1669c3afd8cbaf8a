package org.reactivetango.server.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopActivity;
import reactor.core.publisher.Mono;

/**
 * Writes attributes one after the other, each on its lane. One that fails does not keep the others from being written; all
 * failures are told together, wrong names, types and sizes first. Where a request is for attributes on several lanes, each
 * lane is entered once.
 */
final class WriteTask extends RequestOperation {
    private static final String ORIGIN = "DeviceImpl::write_attributes";

    /** One attribute of the request. */
    record Item(String name, AttrValUnion value, AttributeDim dim) {}

    /** The forms of versions 1 to 3, whose values are of type any. */
    static List<Item> oldItems(List<AttributeValue> values) {
        return values.stream()
                .map(value -> new Item(
                        value.name(), value.value().asAttributeValue(), new AttributeDim(value.dimX(), value.dimY())))
                .toList();
    }

    /** Goes on once everything has been written. */
    @FunctionalInterface
    interface Written {
        /**
         * Called while the last lane is still held.
         *
         * @param write what holds it
         */
        void written(IncomingCall call, WriteTask write);
    }

    private record Checked(int index, Attribute attribute, Object value) {}

    /** What was sent, and what has become of it: common to the tasks of one request. */
    private static final class Request {
        private final boolean named;
        private final List<Item> items;
        private final Written written;
        private final List<NamedDevError> failures = new ArrayList<>();
        /** What can be written and has not been yet. */
        private final List<Checked> left = new ArrayList<>();

        private int lanes;

        Request(boolean named, List<Item> items, Written written) {
            this.named = named;
            this.items = items;
            this.written = written;
        }

        void check(Device device) {
            for (int i = 0; i < items.size(); i++) {
                check(device, i, items.get(i));
            }
        }

        private void check(Device device, int index, Item item) {
            try {
                Attribute attribute = device.attribute(item.name());
                if (attribute == null) {
                    throw Failures.attributeNotFound(item.name(), "MultiAttribute::get_attr_ind_by_name");
                }
                if (attribute.writer() == null) {
                    throw DevFailedException.of(
                            Reasons.ATTR_NOT_WRITABLE, "Attribute " + attribute.name() + " is not writable", ORIGIN);
                }
                left.add(new Checked(index, attribute, WrittenValue.of(attribute, item.value(), item.dim())));
            } catch (DevFailedException e) {
                failures.add(new NamedDevError(item.name(), index, e.errors()));
            }
        }

        /** Takes out what is to be written on the lane of the first that is left. */
        List<Checked> takeNext() {
            Lane lane = left.get(0).attribute.lane();
            List<Checked> mine = new ArrayList<>(left.size());
            for (Checked item : left) {
                if (item.attribute.lane() == lane) {
                    mine.add(item);
                }
            }
            left.removeAll(mine);
            lanes++;
            return mine;
        }
    }

    private final Request request;
    private final List<Checked> mine;
    private final @Nullable Lane lane;
    private int next;
    private boolean running;
    private boolean waiting;

    private WriteTask(IncomingCall call, Request request, List<Checked> mine, @Nullable Lane lane) {
        super(call);
        this.request = request;
        this.mine = mine;
        this.lane = lane;
    }

    /** Writes {@code items} as soon as their lanes allow, then calls {@code written} unless one failed. */
    static void start(IncomingCall call, List<Item> items, Written written) {
        start(call, new Request(true, items, written));
    }

    /** As {@link #start}, for an operation that can tell of one failure only: the first. */
    static void startUnnamed(IncomingCall call, List<Item> items, Written written) {
        start(call, new Request(false, items, written));
    }

    private static void start(IncomingCall call, Request request) {
        request.check(call.device());
        if (request.left.isEmpty()) {
            // Nothing of it touches the device, but it has its place in the order of arrival.
            call.enter(
                    call.device().lane(),
                    new WriteTask(call, request, List.of(), call.device().lane()));
        } else {
            goOn(call, request);
        }
    }

    private static void goOn(IncomingCall call, Request request) {
        List<Checked> mine = request.takeNext();
        Lane lane = mine.get(0).attribute.lane();
        WriteTask task = new WriteTask(call, request, mine, lane);
        if (lane == null) {
            task.writeOn();
        } else {
            call.enter(lane, task);
        }
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    @Override
    void begin() {
        writeOn();
    }

    /** Goes on until a handler makes it wait; one that settles at once is met by the loop, not by recursion. */
    private void writeOn() {
        if (running) {
            return;
        }
        LoopActivity activity = call.device().lane().activity();
        LoopActivity.Holder outer = activity.begin(this);
        try {
            writeAll();
        } finally {
            activity.end(outer);
        }
    }

    private void writeAll() {
        running = true;
        while (!waiting && next < mine.size()) {
            writeNext(mine.get(next++));
        }
        running = false;
        if (!waiting) {
            leave();
        }
    }

    private void writeNext(Checked item) {
        Mono<Void> writing;
        try {
            writing = begin(call.device(), item.attribute, item.value);
        } catch (Throwable e) {
            failed(item, e);
            return;
        }
        if (writing == null) {
            item.attribute.setPoint().value(item.value);
            return;
        }
        waiting = true;
        LoopSubscriber handler = new LoopSubscriber(call.device().lane().loop(), lane == null ? null : this) {
            @Override
            void settled(@Nullable Object nothing, @Nullable Throwable error) {
                waiting = false;
                if (error == null) {
                    item.attribute.setPoint().value(item.value);
                } else {
                    failed(item, error);
                }
                writeOn();
            }
        };
        await(writing, handler, item.attribute.cancellable());
    }

    /** Begins to write one attribute. */
    static @Nullable Mono<Void> begin(Device device, Attribute attribute, Object value) {
        attribute.limits().checkRange(value);
        if (!attribute.writableIn(device.state())) {
            throw DevFailedException.of(
                    Reasons.ATTR_NOT_ALLOWED,
                    "It is currently not allowed to write attribute " + attribute.name() + ". The device state is "
                            + device.state(),
                    ORIGIN);
        }
        Attribute.Writer writer = attribute.writer();
        if (writer == null) {
            throw DevFailedException.of(
                    Reasons.ATTR_NOT_WRITABLE, "Attribute " + attribute.name() + " is not writable", ORIGIN);
        }
        return writer.write(value);
    }

    private void failed(Checked item, Throwable error) {
        String origin = call.device().info().deviceClass() + "::" + item.attribute.name();
        request.failures.add(
                new NamedDevError(request.items.get(item.index).name(), item.index, Failures.errors(error, origin)));
    }

    private void leave() {
        boolean more = !request.left.isEmpty();
        try {
            if (!more) {
                finish();
            }
        } finally {
            if (lane != null) {
                done();
            }
        }
        if (more) {
            goOn(call, request);
        }
    }

    private void finish() {
        if (request.failures.isEmpty()) {
            request.written.written(call, this);
        } else {
            DevFailedException all = DevFailedException.ofSeveral(request.failures);
            call.fail(request.named ? all : new DevFailedException(all.errors()));
        }
    }

    /** One lane of several that is not to be had costs its own attributes only. */
    @Override
    protected void rejected(LaneRejectedException reason) {
        if (request.left.isEmpty() && request.lanes <= 1) {
            call.fail(reason);
            return;
        }
        mine.forEach(item -> failed(item, reason));
        if (request.left.isEmpty()) {
            finish();
        } else {
            goOn(call, request);
        }
    }

    @Override
    protected String description() {
        String names = request.items.stream().map(Item::name).collect(Collectors.joining(", "));
        return "writing " + names + " of " + call.device().name() + " for " + call.client();
    }
}
