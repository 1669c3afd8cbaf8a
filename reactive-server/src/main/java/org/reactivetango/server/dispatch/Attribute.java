package org.reactivetango.server.dispatch;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import reactor.core.publisher.Mono;

/** An attribute of one device, with the value last written to it. Confined to the device's loop. */
public final class Attribute {
    private final AttributeConfig config;
    private final ValueType<?> type;
    private final @Nullable Reader reader;
    private final @Nullable Writer writer;
    private final Set<DevState> readAllowedIn;
    private final Set<DevState> writeAllowedIn;
    private final boolean offLane;
    private final boolean deviceState;
    private final WriteLimits limits;
    private final SetPoint setPoint;

    /** Reads an attribute; called on the loop. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Begins a reading.
         *
         * @return a value of the attribute's Java type, a {@code Reading} of one, or a {@code Mono} of either
         */
        @Nullable
        Object read();
    }

    /** Writes an attribute; called on the loop. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Begins a write.
         *
         * @param value of the attribute's Java type, already checked against its limits
         * @return null if it is done, else a Mono that completes when it is
         */
        @Nullable
        Mono<Void> write(Object value);
    }

    /** The value last written: shared between an attribute and those that show it beside their own value. */
    public static final class SetPoint {
        private Object value;

        public SetPoint(Object initial) {
            this.value = initial;
        }

        Object value() {
            return value;
        }

        void value(Object written) {
            value = written;
        }
    }

    /**
     * An attribute.
     *
     * @param reader null for one that can only be written
     * @param writer null for one that can only be read
     * @param readAllowedIn states in which it may be read; empty for all
     * @param writeAllowedIn states in which it may be written; empty for all
     * @param offLane whether it is read without the device's lane
     * @param setPoint its own, or that of the attribute whose set value it shows
     */
    public Attribute(
            AttributeConfig config,
            ValueType<?> type,
            @Nullable Reader reader,
            @Nullable Writer writer,
            Set<DevState> readAllowedIn,
            Set<DevState> writeAllowedIn,
            boolean offLane,
            SetPoint setPoint) {
        this.config = config;
        this.type = type;
        this.reader = reader;
        this.writer = writer;
        this.readAllowedIn = Set.copyOf(readAllowedIn);
        this.writeAllowedIn = Set.copyOf(writeAllowedIn);
        this.offLane = offLane;
        this.deviceState = config.name().equals("State");
        this.limits = WriteLimits.of(config);
        this.setPoint = setPoint;
    }

    public AttributeConfig config() {
        return config;
    }

    public String name() {
        return config.name();
    }

    public ValueType<?> type() {
        return type;
    }

    @Nullable
    Reader reader() {
        return reader;
    }

    @Nullable
    Writer writer() {
        return writer;
    }

    boolean offLane() {
        return offLane;
    }

    boolean readableIn(DevState state) {
        return readAllowedIn.isEmpty() || readAllowedIn.contains(state);
    }

    boolean writableIn(DevState state) {
        return writeAllowedIn.isEmpty() || writeAllowedIn.contains(state);
    }

    WriteLimits limits() {
        return limits;
    }

    SetPoint setPoint() {
        return setPoint;
    }

    /** Whether it is the pseudo attribute State, which has a union branch of its own. */
    boolean isDeviceState() {
        return deviceState;
    }

    /** Whether readings carry the set value behind the value read. */
    boolean showsSetPoint() {
        return config.writeType() == WriteType.READ_WRITE || config.writeType() == WriteType.READ_WITH_WRITE;
    }
}
