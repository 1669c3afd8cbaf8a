package org.reactivetango.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import reactor.core.publisher.Mono;

/**
 * A device class: what its devices can do. Immutable; one definition serves any number of devices and servers.
 *
 * <pre>{@code
 * DeviceDefinition<Psu> powerSupply = DeviceDefinition.named("PowerSupply", context -> Psu.connect(context))
 *     .scalar("current", Double.class, a -> a.unit("A").range(0, 8.5).read(Psu::current).write(Psu::current))
 *     .command("On", Void.class, Void.class, c -> c.allowedIn(DevState.OFF).run((psu, nothing) -> psu.on()))
 *     .build();
 * }</pre>
 *
 * @param <S> the state of one device
 */
public final class DeviceDefinition<S> {
    private final String className;
    private final Function<DeviceContext, Mono<S>> init;
    private final Function<S, Mono<Void>> delete;
    private final DevState initialState;
    private final @Nullable Function<S, Mono<DevState>> state;
    private final @Nullable Function<S, Mono<String>> status;
    private final @Nullable SerialModel serial;
    private final @Nullable String lane;
    private final List<AttributeDefinition<S, ?>> attributes;
    private final List<CommandDefinition<S, ?, ?>> commands;

    private DeviceDefinition(Builder<S> builder) {
        this.className = builder.className;
        this.init = builder.init;
        this.delete = builder.delete;
        this.initialState = builder.initialState;
        this.state = builder.state;
        this.status = builder.status;
        this.serial = builder.serial;
        this.lane = builder.lane;
        this.attributes = List.copyOf(builder.attributes);
        this.commands = List.copyOf(builder.commands);
    }

    /** A class whose devices need no state but their context. */
    public static Builder<DeviceContext> named(String className) {
        return new Builder<>(className, Mono::just);
    }

    /**
     * A class whose devices have a state of their own.
     *
     * @param init makes the state of a device; called on the device's lane at the start and at each Init command. If it
     *     fails, the device is in state FAULT and says why
     */
    public static <S> Builder<S> named(String className, Function<DeviceContext, Mono<S>> init) {
        return new Builder<>(className, init);
    }

    public String className() {
        return className;
    }

    Function<DeviceContext, Mono<S>> init() {
        return init;
    }

    Function<S, Mono<Void>> delete() {
        return delete;
    }

    DevState initialState() {
        return initialState;
    }

    /** Finds out the state; null if it is what was last set. */
    @Nullable
    Function<S, Mono<DevState>> state() {
        return state;
    }

    /** Finds out the status; null if it is what was last set. */
    @Nullable
    Function<S, Mono<String>> status() {
        return status;
    }

    /** The model of this class, or that of its server. */
    SerialModel serial(SerialModel ofServer) {
        return serial == null ? ofServer : serial;
    }

    /** The lane that its devices share with all who name it; null for what the model says. */
    @Nullable
    String lane() {
        return lane;
    }

    List<AttributeDefinition<S, ?>> attributes() {
        return attributes;
    }

    List<CommandDefinition<S, ?, ?>> commands() {
        return commands;
    }

    /** Collects what a device class can do. */
    public static final class Builder<S> {
        private final String className;
        private final Function<DeviceContext, Mono<S>> init;
        private Function<S, Mono<Void>> delete = state -> Mono.empty();
        private DevState initialState = DevState.UNKNOWN;
        private @Nullable Function<S, Mono<DevState>> state;
        private @Nullable Function<S, Mono<String>> status;
        private @Nullable SerialModel serial;
        private @Nullable String lane;
        private final List<AttributeDefinition<S, ?>> attributes = new ArrayList<>();
        private final List<CommandDefinition<S, ?, ?>> commands = new ArrayList<>();

        private Builder(String className, Function<DeviceContext, Mono<S>> init) {
            this.className = className;
            this.init = init;
        }

        /** The state of a device before its {@code init} sets another; UNKNOWN, if never called. */
        public Builder<S> initialState(DevState state) {
            this.initialState = state;
            return this;
        }

        /**
         * How a device finds out its state when a client asks for it: on its lane, as any other operation. What it finds is
         * set. If never called, the state is what was last set ({@link DeviceContext#state(DevState)}), and asking for it
         * needs no lane: it can overtake a command that waits.
         */
        public Builder<S> state(Function<S, Mono<DevState>> handler) {
            this.state = handler;
            return this;
        }

        /** How a device finds out its status, likewise; what was last set, if never called. */
        public Builder<S> status(Function<S, Mono<String>> handler) {
            this.status = handler;
            return this;
        }

        /** Which operations of its devices exclude each other; what the server says, if never called. */
        public Builder<S> serial(SerialModel model) {
            this.serial = model;
            return this;
        }

        /**
         * Puts its devices on a lane of that name, whatever the model: they never overlap with each other, nor with whatever
         * else of the server is on that lane, such as devices of another class on the same bus.
         */
        public Builder<S> lane(String name) {
            this.lane = name;
            return this;
        }

        /** What is to be done when a device ends or is initialised again. */
        public Builder<S> delete(Function<S, Mono<Void>> handler) {
            this.delete = handler;
            return this;
        }

        /** Adds a scalar attribute: {@code scalar("current", Double.class, a -> a.unit("A").read(Psu::current))}. */
        public <T> Builder<S> scalar(String name, Class<T> type, UnaryOperator<AttributeDefinition<S, T>> how) {
            return attribute(how.apply(AttributeDefinition.scalar(name, type)));
        }

        /** Adds a spectrum attribute of at most {@code maxX} elements, {@code type} being an array. */
        public <T> Builder<S> spectrum(
                String name, Class<T> type, int maxX, UnaryOperator<AttributeDefinition<S, T>> how) {
            return attribute(how.apply(AttributeDefinition.spectrum(name, type, maxX)));
        }

        /** Adds an image attribute of at most {@code maxX} by {@code maxY} elements, {@code data} being an array. */
        public <A> Builder<S> image(
                String name, Class<A> data, int maxX, int maxY, UnaryOperator<AttributeDefinition<S, Image<A>>> how) {
            return attribute(how.apply(AttributeDefinition.image(name, data, maxX, maxY)));
        }

        /** Adds a command: {@code command("On", Void.class, Void.class, c -> c.run((psu, nothing) -> psu.on()))}. */
        public <I, O> Builder<S> command(
                String name, Class<I> in, Class<O> out, UnaryOperator<CommandDefinition<S, I, O>> how) {
            return command(how.apply(CommandDefinition.of(name, in, out)));
        }

        /** Adds an attribute made elsewhere, or of a type that {@link AttributeDefinition} has a factory for. */
        public Builder<S> attribute(AttributeDefinition<S, ?> attribute) {
            if (attribute.reader() == null && attribute.writer() == null) {
                throw new IllegalArgumentException("attribute " + attribute.name() + " of class " + className
                        + " can neither be read nor written: give it get, read, set or write");
            }
            refuseTwice(
                    attribute.name(),
                    attributes.stream().map(AttributeDefinition::name).toList(),
                    "attributes");
            attributes.add(attribute);
            return this;
        }

        /** Adds a command made elsewhere. */
        public Builder<S> command(CommandDefinition<S, ?, ?> command) {
            if (command.handler() == null) {
                throw new IllegalArgumentException("command " + command.name() + " of class " + className
                        + " does nothing: give it call, accept or run");
            }
            refuseTwice(
                    command.name(),
                    commands.stream().map(CommandDefinition::name).toList(),
                    "commands");
            commands.add(command);
            return this;
        }

        public DeviceDefinition<S> build() {
            return new DeviceDefinition<>(this);
        }

        private void refuseTwice(String name, List<String> others, String what) {
            for (String other : others) {
                if (other.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("class " + className + " has two " + what + " named " + name);
                }
            }
        }
    }
}
