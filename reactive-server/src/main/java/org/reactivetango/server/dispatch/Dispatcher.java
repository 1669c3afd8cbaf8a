package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.ByteNameTable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.SystemException;

/** Finds the device and the operation of a request and starts it. Read by the loop, changed by any thread. */
public final class Dispatcher {
    private static final ByteNameTable<ServedOperation> OPERATIONS = ServedOperations.table();

    private static final int MOST_NAMED = 20;

    private volatile ByteNameTable<Device> devices = ByteNameTable.exact();

    /** Serves {@code device} from now on. */
    public void add(Device device) {
        addAll(List.of(device));
    }

    /** Serves all of them from now on; cheaper than one {@link #add} for each of thousands. */
    public synchronized void addAll(List<Device> added) {
        Map<String, Device> byKey = new HashMap<>();
        for (Device device : added) {
            if (devices.get(device.key()) != null || byKey.put(device.key(), device) != null) {
                throw new IllegalArgumentException("device " + device.name() + " is served already");
            }
        }
        devices = devices.withAll(byKey);
    }

    /** The device with that object key, looked up in place. */
    public @Nullable Device device(ByteBuf buffer, int keyIndex, int keyLength) {
        return devices.get(buffer, keyIndex, keyLength);
    }

    /**
     * The device of that name.
     *
     * @throws DevFailedException if there is none here
     */
    public Device find(String name) {
        Device device = devices.get(name.toLowerCase(Locale.ROOT));
        if (device == null) {
            throw DevFailedException.of(
                    Reasons.DEVICE_NOT_FOUND,
                    "Device " + name + " is not served here; this server has " + some(devices.names()),
                    "Dispatcher.find");
        }
        return device;
    }

    /** Not thousands of them, in an error. */
    private static String some(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
    }

    /** Every device, in no order that means something. */
    public List<Device> devices() {
        return devices.values();
    }

    /**
     * Starts an operation. When this returns, {@code arguments} has been used up, and the call has ended or will end.
     *
     * @param nameIndex of the operation's name in the buffer of {@code arguments}
     */
    public static void start(IncomingCall call, int nameIndex, int nameLength, CdrReader arguments) {
        ServedOperation operation = OPERATIONS.get(arguments.buffer(), nameIndex, nameLength);
        if (operation == null) {
            call.raise(SystemException.BAD_OPERATION);
            return;
        }
        try {
            operation.start(call, arguments);
        } catch (TangoProtocolException.Remote malformed) {
            call.malformed(malformed);
        } catch (Throwable e) {
            call.fail(e);
        }
    }
}
