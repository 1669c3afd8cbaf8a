package org.reactivetango.server.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.lane.LaneOperation;
import reactor.core.publisher.Mono;

/**
 * Writes attributes one after the other on the device's lane. One that fails does not keep the others from being written;
 * all failures are told together, wrong names, types and sizes first.
 */
final class WriteTask extends LaneOperation {
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

    private record Checked(int index, Attribute attribute, Object value) {}

    private final IncomingCall call;
    private final boolean named;
    private final List<Item> items;
    private final Consumer<IncomingCall> written;
    private final List<NamedDevError> failures = new ArrayList<>();
    private final List<Checked> good = new ArrayList<>();
    private int next;
    private boolean running;
    private boolean waiting;

    private WriteTask(IncomingCall call, boolean named, List<Item> items, Consumer<IncomingCall> written) {
        this.call = call;
        this.named = named;
        this.items = items;
        this.written = written;
    }

    /** Writes {@code items} as soon as the lane allows, then calls {@code written} unless one failed. */
    static void start(IncomingCall call, List<Item> items, Consumer<IncomingCall> written) {
        call.enterLane(new WriteTask(call, true, items, written));
    }

    /** As {@link #start}, for an operation that can tell of one failure only: the first. */
    static void startUnnamed(IncomingCall call, List<Item> items, Consumer<IncomingCall> written) {
        call.enterLane(new WriteTask(call, false, items, written));
    }

    @Override
    protected void entered() {
        if (call.abandoned()) {
            call.drop();
            done();
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            check(i, items.get(i));
        }
        writeOn();
    }

    private void check(int index, Item item) {
        try {
            Attribute attribute = call.device().attributes().get(item.name());
            if (attribute == null) {
                throw Failures.attributeNotFound(item.name(), "MultiAttribute::get_attr_ind_by_name");
            }
            if (attribute.writer() == null) {
                throw DevFailedException.of(
                        Reasons.ATTR_NOT_WRITABLE, "Attribute " + attribute.name() + " is not writable", ORIGIN);
            }
            good.add(new Checked(index, attribute, WrittenValue.of(attribute, item.value(), item.dim())));
        } catch (DevFailedException e) {
            failures.add(new NamedDevError(item.name(), index, e.errors()));
        }
    }

    /** Goes on until a handler makes it wait; one that settles at once is met by the loop, not by recursion. */
    private void writeOn() {
        if (running) {
            return;
        }
        running = true;
        while (!waiting && next < good.size()) {
            writeNext(good.get(next++));
        }
        running = false;
        if (!waiting) {
            finish();
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
        new LoopSubscriber(call.device().lane().loop(), this) {
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
        }.await(writing);
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
        failures.add(new NamedDevError(items.get(item.index).name(), item.index, Failures.errors(error, origin)));
    }

    private void finish() {
        try {
            if (failures.isEmpty()) {
                written.accept(call);
            } else {
                DevFailedException all = DevFailedException.ofSeveral(failures);
                call.fail(named ? all : new DevFailedException(all.errors()));
            }
        } finally {
            done();
        }
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
        return "writing " + items.stream().map(Item::name).collect(Collectors.joining(", ")) + " for " + call.client();
    }
}
