package org.reactivetango.server.dispatch;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import reactor.core.publisher.Mono;

/** Calls between devices of one server: through the lane, not over the wire. The checks are those of a client's call. */
public final class LocalCalls {
    private static final String ORIGIN = "LocalDevice";

    private LocalCalls() {}

    /** Reads an attribute, when subscribed. */
    public static Mono<Reading<?>> read(Device device, String name) {
        Attribute attribute = device.attribute(name);
        if (attribute == null) {
            return Mono.error(Failures.attributeNotFound(name, ORIGIN));
        }
        return onLane(
                        attribute.lane(),
                        attribute.cancellable(),
                        "reading " + name + " of " + device.name() + " for another device",
                        () -> result(ReadTask.read(device, attribute))
                                .map(LocalCalls::detached)
                                .doOnDiscard(Reading.class, SharedReadings::release))
                .switchIfEmpty(Mono.error(() -> DevFailedException.of(
                        Reasons.ATTR_VALUE_NOT_SET,
                        "Read value for attribute " + name + " has not been updated",
                        ORIGIN)))
                .map(given -> reading(given, device.lane().loop().now()));
    }

    /** Another device gets a copy of what is shared, made on the lane. */
    private static Object detached(Object given) {
        if (!(given instanceof Reading<?> reading) || !reading.shared()) {
            return given;
        }
        Object value = reading.value();
        Object copy = value instanceof Image<?> image
                ? new Image<>(Objects.requireNonNull(AttributeAnswer.copy(image.data())), image.width(), image.height())
                : Objects.requireNonNull(AttributeAnswer.copy(value));
        SharedReadings.release(reading);
        return Reading.of(copy, reading.quality(), reading.time());
    }

    private static Reading<?> reading(Object given, Instant now) {
        return given instanceof Reading<?> reading ? reading : Reading.of(given, Quality.VALID, now);
    }

    /** Writes an attribute, when subscribed. */
    public static Mono<Void> write(Device device, String name, Object value) {
        Attribute attribute = device.attribute(name);
        if (attribute == null) {
            return Mono.error(Failures.attributeNotFound(name, ORIGIN));
        }
        if (!attribute.type().javaType().isInstance(value)) {
            return Mono.error(DevFailedException.of(
                    Reasons.INCOMPATIBLE_ATTR_DATA_TYPE,
                    "Attribute " + name + " of " + device.name() + " is " + attribute.type() + ", not a "
                            + value.getClass().getTypeName(),
                    ORIGIN));
        }
        return onLane(
                        attribute.lane(),
                        attribute.cancellable(),
                        "writing " + name + " of " + device.name() + " for another device",
                        () -> result(WriteTask.begin(device, attribute, value))
                                .then(Mono.fromRunnable(
                                        () -> attribute.setPoint().value(value))))
                .then();
    }

    /** Runs a command, when subscribed; empty if it has no result. */
    public static Mono<Object> command(Device device, String name, @Nullable Object argument) {
        Command command = device.command(name);
        if (command == null) {
            return Mono.error(Failures.commandNotFound(name, ORIGIN));
        }
        TangoType expected = command.info().inType();
        if (expected == TangoType.DEV_VOID
                ? argument != null
                : !expected.javaType().isInstance(argument)) {
            return Mono.error(DevFailedException.of(
                    Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE,
                    "Command " + name + " of " + device.name() + " takes a " + expected.tangoName() + ", not "
                            + (argument == null
                                    ? "nothing"
                                    : "a " + argument.getClass().getTypeName()),
                    ORIGIN));
        }
        return onLane(
                command.lane(),
                command.cancellable(),
                "command " + name + " of " + device.name() + " for another device",
                () -> CommandTask.begin(device, command, argument));
    }

    private interface Handler {
        @Nullable
        Object begin();
    }

    private static Mono<Object> onLane(@Nullable Lane lane, boolean cancellable, String description, Handler handler) {
        if (lane == null) {
            return Mono.defer(() -> result(handler.begin()));
        }
        return cancellable
                ? lane.call(description, () -> result(handler.begin()))
                : lane.callToTheEnd(description, () -> result(handler.begin()));
    }

    private static Mono<Object> result(@Nullable Object given) {
        return given instanceof Mono<?> mono ? mono.cast(Object.class) : Mono.justOrEmpty(given);
    }
}
