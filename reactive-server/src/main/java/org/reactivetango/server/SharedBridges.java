package org.reactivetango.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.lane.BlockingBridge;
import reactor.core.publisher.Mono;

/** The bridges that devices of one server share by name, each closed when the last of its users has let it go. */
final class SharedBridges {
    private final Map<String, Entry> entries = new HashMap<>();

    private static final class Entry {
        private final BlockingBridge<?> bridge;
        private int users;

        Entry(BlockingBridge<?> bridge) {
            this.bridge = bridge;
        }
    }

    /** The bridge of that name, made if there is none. {@link #letGo} must follow once. */
    @SuppressWarnings("unchecked") // One name, one driver: whoever names a bus knows what is on it.
    synchronized <D> BlockingBridge<D> use(String name, Supplier<BlockingBridge<D>> make) {
        Entry entry = entries.computeIfAbsent(name, first -> new Entry(make.get()));
        entry.users++;
        return (BlockingBridge<D>) entry.bridge;
    }

    /** One user less, when subscribed. Completes when the driver is closed, if that was the last. */
    Mono<Void> letGo(String name) {
        return Mono.defer(() -> {
            BlockingBridge<?> unused = leave(name);
            return unused == null ? Mono.empty() : unused.close();
        });
    }

    private synchronized @Nullable BlockingBridge<?> leave(String name) {
        Entry entry = entries.get(name);
        if (entry == null || --entry.users > 0) {
            return null;
        }
        entries.remove(name);
        return entry.bridge;
    }
}
