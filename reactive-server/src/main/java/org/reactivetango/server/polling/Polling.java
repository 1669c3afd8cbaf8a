package org.reactivetango.server.polling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.PolledAttribute;
import org.reactivetango.server.dispatch.PolledCommand;
import org.reactivetango.server.dispatch.PolledObject;
import org.reactivetango.server.events.PolledEvents;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The polling of a server: what of which device, and how often. What is said of a device here is done on its loop, when
 * subscribed; only before the server runs it may be done on the thread that makes it.
 */
public final class Polling {
    /** Of results, where nothing else is said. */
    public static final int DEFAULT_DEPTH = 10;

    /** The least period but for zero, which says that nothing is read by itself. */
    public static final Duration LEAST_PERIOD = Duration.ofMillis(5);

    private final PolledEvents events;
    private final PollCounters counters = new PollCounters();
    private final Map<LoopScheduler, PollSchedule> schedules;
    private final Map<Device, Polled> devices = new HashMap<>();

    /** The polled objects of one device, in the order in which they came. Confined to its loop, but for {@code any}. */
    private static final class Polled {
        private final List<PolledObject> objects = new ArrayList<>();
        private volatile boolean any;

        @Nullable
        PolledObject find(ObjectType type, String name) {
            ObjectType as = type.of(name);
            for (PolledObject object : objects) {
                if (as == ObjectType.of(object) && object.name().equalsIgnoreCase(name)) {
                    return object;
                }
            }
            return null;
        }
    }

    /** What can be polled. */
    enum ObjectType {
        ATTRIBUTE,
        COMMAND;

        /** State and Status are attributes even if a client polls the commands of that name. */
        ObjectType of(String name) {
            return isBoth(name) ? ATTRIBUTE : this;
        }

        static ObjectType of(PolledObject object) {
            return object instanceof PolledAttribute ? ATTRIBUTE : COMMAND;
        }

        static boolean isBoth(String name) {
            return name.equalsIgnoreCase("State") || name.equalsIgnoreCase("Status");
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Polls nothing yet.
     *
     * @param loops on which the server's devices are
     */
    public Polling(List<LoopScheduler> loops, PolledEvents events) {
        this.events = events;
        this.schedules = loops.stream()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), loop -> new PollSchedule(loop, this::polled, counters)));
    }

    public PollCounters counters() {
        return counters;
    }

    /** A device of which something may be polled; before the server runs. */
    public void add(Device device) {
        devices.put(device, new Polled());
    }

    private Polled polled(Device device) {
        return Objects.requireNonNull(devices.get(device), device.name());
    }

    private PollSchedule schedule(Device device) {
        return Objects.requireNonNull(schedules.get(device.lane().loop()), device.name());
    }

    /** What was read goes on to those who have subscribed it. */
    private void polled(PolledObject object) {
        if (object instanceof PolledAttribute attribute) {
            if (attribute.lastErrors().isEmpty()) {
                events.read(attribute.attribute(), attribute.lastReading(), attribute.lastBeganNanos());
            } else {
                events.failed(attribute.attribute(), attribute.lastErrors(), attribute.lastBeganNanos());
            }
        }
    }

    // ---- all

    /** Begins to poll, and does again after {@link #stop}. */
    public Mono<Void> start() {
        return onEachLoop(PollSchedule::start);
    }

    /** Polls nothing any more, but keeps what was polled and what was to be. */
    public Mono<Void> stop() {
        return onEachLoop(PollSchedule::stop);
    }

    private Mono<Void> onEachLoop(Consumer<PollSchedule> what) {
        return Flux.fromIterable(schedules.values())
                .flatMap(schedule -> Mono.fromRunnable(() -> what.accept(schedule))
                        .subscribeOn(schedule.loop().asScheduler()))
                .then();
    }

    // ---- one device

    /** Whether something of it is polled; any thread may ask. */
    public boolean isPolled(Device device) {
        return polled(device).any;
    }

    /**
     * Polls an attribute, or a command without an argument.
     *
     * @param type {@code attribute} or {@code command}, in any case
     * @param periodMillis at least 5, or 0 for what is never read by itself
     * @param origin of errors
     * @throws DevFailedException if there is no such thing, or if it is polled already, or cannot be so often
     */
    public void add(Device device, String type, String name, int periodMillis, int depth, String origin) {
        ObjectType objectType = objectType(type, origin).of(name);
        Duration period = Duration.ofMillis(periodMillis);
        PolledObject object = objectType == ObjectType.ATTRIBUTE
                ? new PolledAttribute(device, attribute(device, name), period, depth)
                : new PolledCommand(device, PolledCommand.pollable(device, name), period, depth);
        Polled polled = polled(device);
        if (polled.find(objectType, name) != null) {
            String text = objectType == ObjectType.ATTRIBUTE ? "Attribute " : "Command ";
            throw DevFailedException.of(Reasons.ALREADY_POLLED, text + lower(name) + " already polled", origin);
        }
        checkPeriod(periodMillis, origin);
        polled.objects.add(object);
        polled.any = true;
        object.begin();
        if (periodMillis > 0) {
            schedule(device).add(object);
        }
    }

    private static ObjectType objectType(String text, String origin) {
        for (ObjectType type : ObjectType.values()) {
            if (type.name().equalsIgnoreCase(text)) {
                return type;
            }
        }
        throw DevFailedException.of(Reasons.NOT_SUPPORTED, "Object type " + lower(text) + " not supported", origin);
    }

    private static Attribute attribute(Device device, String name) {
        Attribute attribute = device.attribute(name);
        if (attribute == null) {
            throw DevFailedException.of(
                    Reasons.ATTR_NOT_FOUND, name + " attribute not found", "MultiAttribute::get_attr_by_name");
        }
        return attribute;
    }

    private static void checkPeriod(int periodMillis, String origin) {
        if (periodMillis != 0 && periodMillis < LEAST_PERIOD.toMillis()) {
            throw DevFailedException.of(
                    Reasons.NOT_SUPPORTED,
                    periodMillis + " is below the min authorized period (" + LEAST_PERIOD.toMillis() + " mS)",
                    origin);
        }
    }

    /**
     * Polls something more or less often from now on.
     *
     * @throws DevFailedException if it is not polled, or cannot be so often
     */
    public void change(Device device, String type, String name, int periodMillis, String origin) {
        PolledObject object = find(device, type, name, origin);
        // Another origin than that of all else about this command: theirs, too.
        checkPeriod(periodMillis, "DServer::upd_obj_polling");
        boolean scheduled = !object.period().isZero();
        object.period(Duration.ofMillis(periodMillis));
        PollSchedule schedule = schedule(device);
        if (!scheduled && periodMillis > 0) {
            schedule.add(object);
        } else if (periodMillis == 0) {
            schedule.remove(object);
        } else {
            schedule.changed(object);
        }
    }

    /**
     * Polls something no more, and tells those who have subscribed it.
     *
     * @throws DevFailedException if it is not polled
     */
    public void remove(Device device, String type, String name, String origin) {
        PolledObject object = find(device, type, name, origin);
        Polled polled = polled(device);
        polled.objects.remove(object);
        polled.any = !polled.objects.isEmpty();
        schedule(device).remove(object);
        object.end();
        if (object instanceof PolledAttribute attribute) {
            events.ended(attribute.attribute(), device.lane().loop().nanoTime());
        }
    }

    private PolledObject find(Device device, String type, String name, String origin) {
        if (!isPolled(device)) {
            throw DevFailedException.of(
                    Reasons.DEVICE_NOT_POLLED, "Device " + device.name() + " is not polled", origin);
        }
        PolledObject object = polled(device).find(objectType(type, origin), name);
        if (object == null) {
            throw DevFailedException.of(
                    Reasons.POLL_OBJ_NOT_FOUND,
                    lower(name) + " not found in list of polled object",
                    "DeviceImpl::get_polled_obj_by_type_name");
        }
        return object;
    }

    /** The device begins anew: what was read of it before, and what was sent, does not count any more. */
    public void restarted(Device device) {
        for (PolledObject object : polled(device).objects) {
            object.clear();
            if (object instanceof PolledAttribute attribute) {
                events.forget(attribute.attribute());
            }
        }
    }

    /** What there is to say of the polling of a device: a text for each object, those of commands first. */
    public List<String> status(Device device) {
        return PollStatus.of(polled(device).objects, device.lane().loop().nanoTime());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
