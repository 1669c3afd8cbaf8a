package org.reactivetango.server.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;

/**
 * What of an attribute neither differs from device to device nor can be changed by clients: one object for all devices of a
 * class, so that thousands of them take less memory, and with all that a reading needs, so that it touches less of it.
 */
public final class AttributeTraits {
    private final int number;
    private final AttributeConfig config;
    private final byte @Nullable [] asciiName;
    private final ValueType<?> type;
    private final DataFormat format;
    private final TangoType dataType;
    private final boolean showsSetPoint;
    private final int maxX;
    private final int maxY;
    private final Set<DevState> readAllowedIn;
    private final Set<DevState> writeAllowedIn;
    private final boolean cancellable;
    private final boolean deviceState;
    private final WriteLimits limits;

    /**
     * Traits.
     *
     * @param number among the attributes of its class, from 0 on
     * @param config as the device class has it
     * @param type of its values in Java
     * @param readAllowedIn states in which it may be read; empty for all
     * @param writeAllowedIn states in which it may be written; empty for all
     * @param cancellable whether its handlers are cancelled when their client goes; else they finish
     */
    public AttributeTraits(
            int number,
            AttributeConfig config,
            ValueType<?> type,
            Set<DevState> readAllowedIn,
            Set<DevState> writeAllowedIn,
            boolean cancellable) {
        this.number = number;
        this.config = config;
        this.asciiName = ascii(config.name());
        this.type = type;
        this.format = config.format();
        this.dataType = config.type();
        this.showsSetPoint =
                config.writeType() == WriteType.READ_WRITE || config.writeType() == WriteType.READ_WITH_WRITE;
        this.maxX = config.maxX();
        this.maxY = config.maxY();
        this.readAllowedIn = Set.copyOf(readAllowedIn);
        this.writeAllowedIn = Set.copyOf(writeAllowedIn);
        this.cancellable = cancellable;
        this.deviceState = config.name().equals("State");
        this.limits = WriteLimits.of(config);
    }

    private static byte @Nullable [] ascii(String name) {
        return name.chars().allMatch(character -> character > 0 && character < 0x80)
                ? name.getBytes(StandardCharsets.US_ASCII)
                : null;
    }

    /** The same with another number. */
    AttributeTraits numbered(int other) {
        return other == number
                ? this
                : new AttributeTraits(other, config, type, readAllowedIn, writeAllowedIn, cancellable);
    }

    int number() {
        return number;
    }

    /** What it is until a client changes what may be changed. */
    AttributeConfig config() {
        return config;
    }

    DataFormat format() {
        return format;
    }

    TangoType dataType() {
        return dataType;
    }

    /** Whether readings carry the set value behind the value read. */
    boolean showsSetPoint() {
        return showsSetPoint;
    }

    int maxX() {
        return maxX;
    }

    int maxY() {
        return maxY;
    }

    /** The name as it goes over the wire whatever the code set; null if that depends on it. */
    byte @Nullable [] asciiName() {
        return asciiName;
    }

    ValueType<?> type() {
        return type;
    }

    boolean cancellable() {
        return cancellable;
    }

    boolean readableIn(DevState state) {
        return readAllowedIn.isEmpty() || readAllowedIn.contains(state);
    }

    boolean writableIn(DevState state) {
        return writeAllowedIn.isEmpty() || writeAllowedIn.contains(state);
    }

    /** Whether it is the pseudo attribute State, which has a union branch of its own. */
    boolean isDeviceState() {
        return deviceState;
    }

    /** The limits of its configuration. */
    WriteLimits limits() {
        return limits;
    }
}
