package org.reactivetango.server.dispatch;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.ValueType;
import reactor.core.publisher.Mono;

/**
 * An attribute of one device, with the value last written to it. Changed on its lane's loop only; what is pushed is made
 * from it on any thread.
 */
public final class Attribute {
    /** With its number once it has been added to its device; the same from then on. */
    private AttributeTraits traits;

    private final @Nullable Reader reader;
    private final @Nullable Writer writer;
    private final @Nullable Lane lane;
    private final SetPoint setPoint;
    private Set<EventType> pushed = Set.of();
    private volatile AttributeConfig config;
    private volatile @Nullable PolledAttribute polled;
    private WriteLimits limits;

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
        private volatile Object value;

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
     * @param lane on which it is read and written: its device's, or another; null for one that needs none
     * @param cancellable whether its handlers are cancelled when their client goes; else they finish
     * @param setPoint its own, or that of the attribute whose set value it shows
     */
    public Attribute(
            AttributeConfig config,
            ValueType<?> type,
            @Nullable Reader reader,
            @Nullable Writer writer,
            Set<DevState> readAllowedIn,
            Set<DevState> writeAllowedIn,
            @Nullable Lane lane,
            boolean cancellable,
            SetPoint setPoint) {
        this(
                new AttributeTraits(0, config, type, readAllowedIn, writeAllowedIn, cancellable),
                reader,
                writer,
                lane,
                setPoint);
    }

    /** The same with traits that it shares with those of other devices. */
    public Attribute(
            AttributeTraits traits,
            @Nullable Reader reader,
            @Nullable Writer writer,
            @Nullable Lane lane,
            SetPoint setPoint) {
        this.traits = traits;
        this.config = traits.config();
        this.reader = reader;
        this.writer = writer;
        this.lane = lane;
        this.limits = traits.limits();
        this.setPoint = setPoint;
    }

    public AttributeConfig config() {
        return config;
    }

    /** As the device class has it, whatever clients have changed since. */
    public AttributeConfig definedConfig() {
        return traits.config();
    }

    /** Rules from now on. */
    void config(AttributeConfig changed) {
        config = changed;
        limits = WriteLimits.of(changed);
    }

    public String name() {
        return traits.config().name();
    }

    /** The name as it goes over the wire whatever the code set; null if that depends on it. */
    byte @Nullable [] asciiName() {
        return traits.asciiName();
    }

    AttributeTraits traits() {
        return traits;
    }

    /** It gets its place among the attributes of its device. */
    void numbered(int number) {
        traits = traits.numbered(number);
    }

    /** It gets the place of that one, and shares its traits if they are the same. */
    void numberedAs(AttributeTraits ofClass) {
        traits = traits.config().equals(ofClass.config()) ? ofClass : traits.numbered(ofClass.number());
    }

    public ValueType<?> type() {
        return traits.type();
    }

    /** Its device pushes events of these types; said before it is served. */
    public Attribute pushing(Set<EventType> types) {
        pushed = Set.copyOf(types);
        return this;
    }

    /** Whether its device pushes events of that type. */
    public boolean isPushed(EventType type) {
        return pushed.contains(type);
    }

    /** Whether it is polled, with whatever period. */
    public boolean isPolled() {
        return polled != null;
    }

    /** What is known from polling it; null if it is not polled. */
    @Nullable
    PolledAttribute polled() {
        return polled;
    }

    void polled(@Nullable PolledAttribute now) {
        polled = now;
    }

    @Nullable
    Reader reader() {
        return reader;
    }

    @Nullable
    Writer writer() {
        return writer;
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    boolean cancellable() {
        return traits.cancellable();
    }

    boolean readableIn(DevState state) {
        return traits.readableIn(state);
    }

    boolean writableIn(DevState state) {
        return traits.writableIn(state);
    }

    WriteLimits limits() {
        return limits;
    }

    SetPoint setPoint() {
        return setPoint;
    }

    /** Whether it is State or Status. */
    boolean isBuiltin() {
        return isDeviceState() || name().equals("Status");
    }

    /** Whether it is the pseudo attribute State, which has a union branch of its own. */
    boolean isDeviceState() {
        return traits.isDeviceState();
    }

    /** Whether readings carry the set value behind the value read. */
    boolean showsSetPoint() {
        return traits.showsSetPoint();
    }
}
