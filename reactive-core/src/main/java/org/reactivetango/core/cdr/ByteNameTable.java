package org.reactivetango.core.cdr;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table from names to values that is asked with the bytes of a message, in place and without allocation:
 * object keys, operation names, attribute and command names. {@link #with} and {@link #without} return changed copies,
 * so a table may be read by any thread while another publishes its successor.
 *
 * <p>Names are compared as bytes in Latin-1, exactly or with ASCII letters of either case equal. A name is looked at
 * eight bytes at a time, the usual one of up to {@value #SHORT_BYTES} once for hash and comparison, and it lies within its
 * entry: among thousands of names, each step to another place in memory is what costs. The table is open addressing at a
 * load of at most one half and holds only names that this process put in: a hostile peer chooses which names to ask for,
 * not which ones collide, so a question costs at most the longest run of our own names.
 *
 * @param <V> what a name stands for
 */
public final class ByteNameTable<V> {
    private static final int WORD_BYTES = 8;
    private static final int SHORT_BYTES = 3 * WORD_BYTES;
    private static final long[] NO_WORDS = {};
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = ~HIGH_BITS;

    private final boolean ignoreCase;
    private final int size;
    private final int mask;
    private final @Nullable Entry<V>[] slots;

    private ByteNameTable(boolean ignoreCase, int size, @Nullable Entry<V>[] slots) {
        this.ignoreCase = ignoreCase;
        this.size = size;
        this.mask = slots.length - 1;
        this.slots = slots;
    }

    /** An empty table in which only equal bytes match: for object keys and operation names. */
    public static <V> ByteNameTable<V> exact() {
        return build(false, List.of());
    }

    /** An empty table in which ASCII letters match in either case: for attribute and command names. */
    public static <V> ByteNameTable<V> ignoringCase() {
        return build(true, List.of());
    }

    /**
     * This table with {@code name} standing for {@code value}, whatever it stood for before.
     *
     * @throws IllegalArgumentException if the name has characters outside Latin-1, which no message could ask for
     */
    public ByteNameTable<V> with(String name, V value) {
        return withAll(Map.of(name, value));
    }

    /** This table with every name of {@code values}; cheaper than one {@link #with} per name. */
    public ByteNameTable<V> withAll(Map<String, ? extends V> values) {
        List<Entry<V>> entries = entries();
        values.forEach((name, value) -> entries.add(entry(name, value)));
        return build(ignoreCase, entries);
    }

    /** This table without {@code name}; itself when it has no such name. */
    public ByteNameTable<V> without(String name) {
        Entry<V> gone = find(name);
        if (gone == null) {
            return this;
        }
        List<Entry<V>> entries = entries();
        entries.remove(gone);
        return build(ignoreCase, entries);
    }

    /** What the {@code length} bytes at {@code index} of {@code in} stand for. Allocates nothing, moves no index. */
    public @Nullable V get(ByteBuf in, int index, int length) {
        Entry<V> entry = find(in, index, length);
        return entry == null ? null : entry.value;
    }

    /** What {@code name} stands for. */
    public @Nullable V get(String name) {
        Entry<V> entry = find(name);
        return entry == null ? null : entry.value;
    }

    /** The name as it was put in, when the {@code length} bytes at {@code index} of {@code in} match it. */
    public @Nullable String nameOf(ByteBuf in, int index, int length) {
        Entry<V> entry = find(in, index, length);
        return entry == null ? null : entry.name;
    }

    /** Number of names. */
    public int size() {
        return size;
    }

    /** The names as they were put in, in no particular order. */
    public List<String> names() {
        return entries().stream().map(entry -> entry.name).toList();
    }

    /** The values, in no particular order. */
    public List<V> values() {
        return entries().stream().map(entry -> entry.value).toList();
    }

    @Override
    public String toString() {
        return names().toString();
    }

    /** A table of the entries; of two with the same name the later one stays. */
    private static <V> ByteNameTable<V> build(boolean ignoreCase, List<Entry<V>> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        @Nullable Entry<V>[] slots = newSlots(capacity);
        int size = 0;
        for (Entry<V> entry : entries) {
            int slot = entry.hash & (capacity - 1);
            while (slots[slot] != null && !entry.sameName(slots[slot])) {
                slot = (slot + 1) & (capacity - 1);
            }
            size += slots[slot] == null ? 1 : 0;
            slots[slot] = entry;
        }
        return new ByteNameTable<>(ignoreCase, size, slots);
    }

    private Entry<V> entry(String name, V value) {
        if (!isLatin1(name)) {
            throw new IllegalArgumentException("'" + name + "' has characters outside Latin-1");
        }
        ByteBuf bytes = Unpooled.wrappedBuffer(name.getBytes(StandardCharsets.ISO_8859_1));
        int length = bytes.readableBytes();
        long first = wordOrNone(bytes, 0, length);
        long second = wordOrNone(bytes, WORD_BYTES, length - WORD_BYTES);
        long third = wordOrNone(bytes, 2 * WORD_BYTES, length - 2 * WORD_BYTES);
        long[] more = NO_WORDS;
        int hash = hash(length, first, second, third);
        if (length > SHORT_BYTES) {
            more = new long[(length - SHORT_BYTES + WORD_BYTES - 1) / WORD_BYTES];
            for (int i = 0; i < more.length; i++) {
                int at = SHORT_BYTES + i * WORD_BYTES;
                more[i] = word(bytes, at, length - at);
                hash = mix(hash, more[i]);
            }
        }
        return new Entry<>(name, value, length, first, second, third, more, spread(hash));
    }

    private @Nullable Entry<V> find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return isLatin1(name) ? find(Unpooled.wrappedBuffer(bytes), 0, bytes.length) : null;
    }

    private @Nullable Entry<V> find(ByteBuf in, int index, int length) {
        long first = wordOrNone(in, index, length);
        long second = wordOrNone(in, index + WORD_BYTES, length - WORD_BYTES);
        long third = wordOrNone(in, index + 2 * WORD_BYTES, length - 2 * WORD_BYTES);
        int hash = hash(length, first, second, third);
        for (int at = SHORT_BYTES; at < length; at += WORD_BYTES) {
            hash = mix(hash, word(in, index + at, length - at));
        }
        hash = spread(hash);
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Entry<V> entry = slots[slot];
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash
                    && entry.length == length
                    && entry.first == first
                    && entry.second == second
                    && entry.third == third
                    && (length <= SHORT_BYTES || endsAlike(entry, in, index))) {
                return entry;
            }
        }
    }

    private boolean endsAlike(Entry<V> entry, ByteBuf in, int index) {
        for (int i = 0; i < entry.more.length; i++) {
            int at = SHORT_BYTES + i * WORD_BYTES;
            if (entry.more[i] != word(in, index + at, entry.length - at)) {
                return false;
            }
        }
        return true;
    }

    private long wordOrNone(ByteBuf in, int index, int left) {
        return left > 0 ? word(in, index, left) : 0;
    }

    /** Up to eight bytes of a name, the first one lowest, zeros where the name has ended, folded if case is ignored. */
    private long word(ByteBuf in, int index, int left) {
        long word;
        if (left >= WORD_BYTES) {
            word = in.getLongLE(index);
        } else if (index + left >= WORD_BYTES) {
            // The end of a name in one piece, with whatever is before it pushed out.
            word = in.getLongLE(index + left - WORD_BYTES) >>> (8 * (WORD_BYTES - left));
        } else {
            word = 0;
            for (int i = 0; i < left; i++) {
                word |= (in.getByte(index + i) & 0xffL) << (8 * i);
            }
        }
        return ignoreCase ? lowerCase(word) : word;
    }

    /** Eight bytes at once: sets bit 5 of those between {@code A} and {@code Z}. */
    private static long lowerCase(long word) {
        long low = word & LOW_BITS;
        long atLeastA = low + (0x80 - 'A') * EACH_BYTE;
        long beyondZ = low + (0x7f - 'Z') * EACH_BYTE;
        long upper = ~word & HIGH_BITS & (atLeastA ^ beyondZ);
        return word | (upper >>> 2);
    }

    private static int hash(int length, long first, long second, long third) {
        int hash = mix(length, first);
        if (length > WORD_BYTES) {
            hash = mix(mix(hash, second), third);
        }
        return hash;
    }

    private static int mix(int hash, long word) {
        long mixed = (word ^ hash) * 0x9e3779b97f4a7c15L;
        return (int) (mixed ^ (mixed >>> 32));
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }

    private static boolean isLatin1(String name) {
        return name.chars().allMatch(character -> character <= 0xff);
    }

    private List<Entry<V>> entries() {
        List<Entry<V>> entries = new ArrayList<>(size);
        for (Entry<V> entry : slots) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> @Nullable Entry<V>[] newSlots(int capacity) {
        return new Entry[capacity];
    }

    private static final class Entry<V> {
        final String name;
        final V value;
        final int length;
        final int hash;
        final long first;
        final long second;
        final long third;
        /** Of a name that is longer than three words. */
        final long[] more;

        Entry(String name, V value, int length, long first, long second, long third, long[] more, int hash) {
            this.name = name;
            this.value = value;
            this.length = length;
            this.first = first;
            this.second = second;
            this.third = third;
            this.more = more;
            this.hash = hash;
        }

        boolean sameName(Entry<?> other) {
            return length == other.length
                    && first == other.first
                    && second == other.second
                    && third == other.third
                    && Arrays.equals(more, other.more);
        }
    }
}
