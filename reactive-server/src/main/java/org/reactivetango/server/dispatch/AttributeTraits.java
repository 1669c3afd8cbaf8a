package org.reactivetango.server.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.ValueType;

/**
 * What does not differ from device to device of an attribute: one object for all devices of a class, so that thousands of
 * them take less memory, and touch less of it.
 */
public final class AttributeTraits {
    private final AttributeConfig config;
    private final byte @Nullable [] asciiName;
    private final ValueType<?> type;
    private final Set<DevState> readAllowedIn;
    private final Set<DevState> writeAllowedIn;
    private final boolean cancellable;
    private final boolean deviceState;
    private final WriteLimits limits;

    /**
     * Traits.
     *
     * @param config as the device class has it
     * @param readAllowedIn states in which it may be read; empty for all
     * @param writeAllowedIn states in which it may be written; empty for all
     * @param cancellable whether its handlers are cancelled when their client goes; else they finish
     */
    public AttributeTraits(
            AttributeConfig config,
            ValueType<?> type,
            Set<DevState> readAllowedIn,
            Set<DevState> writeAllowedIn,
            boolean cancellable) {
        this.config = config;
        this.asciiName = ascii(config.name());
        this.type = type;
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

    AttributeConfig config() {
        return config;
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
