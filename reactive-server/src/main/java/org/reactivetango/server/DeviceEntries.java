package org.reactivetango.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.DeviceName;

/**
 * The devices of a server that is being built, in order. Immutable for who looks: {@link #with} gives a longer list and
 * leaves this one as it is. Yet ten thousand are added in linear time: a list and the longer ones that were made of it
 * share their storage, of which each knows how much is its own; only who adds to one that has been added to before copies.
 */
final class DeviceEntries {
    /** One of them. */
    record Entry<S>(DeviceName name, DeviceDefinition<S> definition) {}

    static final DeviceEntries NONE = new DeviceEntries(null, 0);

    private final @Nullable Storage storage;
    private final int size;

    private DeviceEntries(@Nullable Storage storage, int size) {
        this.storage = storage;
        this.size = size;
    }

    /** With one more at the end; null if there is one of that name. */
    @Nullable
    DeviceEntries with(DeviceName name, DeviceDefinition<?> definition) {
        Entry<?> entry = new Entry<>(name, definition);
        Storage mine = storage;
        if (mine != null) {
            synchronized (mine) {
                if (mine.all.size() == size) {
                    return mine.add(entry);
                }
            }
        }
        return new Storage(list()).add(entry);
    }

    List<Entry<?>> list() {
        Storage mine = storage;
        if (mine == null) {
            return List.of();
        }
        synchronized (mine) {
            return List.copyOf(mine.all.subList(0, size));
        }
    }

    /** Only grows; whoever looks at it or adds holds its monitor. */
    private static final class Storage {
        private final List<Entry<?>> all;
        private final Set<DeviceName> names = new HashSet<>();

        Storage(List<Entry<?>> first) {
            all = new ArrayList<>(first);
            first.forEach(entry -> names.add(entry.name()));
        }

        @Nullable
        DeviceEntries add(Entry<?> entry) {
            if (!names.add(entry.name())) {
                return null;
            }
            all.add(entry);
            return new DeviceEntries(this, all.size());
        }
    }
}
