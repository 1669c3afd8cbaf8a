package org.reactivetango.server.dispatch;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.CommandInout;
import org.reactivetango.core.idl.CommandInout2;
import org.reactivetango.core.idl.CommandInout4;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.CppClntIdent6;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.idl.JavaClntIdent6;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes3;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.idl.ReadPipe5;
import org.reactivetango.core.idl.SetAttributeConfig4;
import org.reactivetango.core.idl.SetAttributeConfig5;
import org.reactivetango.core.idl.WriteAttributes4;
import org.reactivetango.core.idl.WriteReadAttributes5;
import org.reactivetango.core.model.DevSource;

/**
 * The last operations that clients have called on a device, for people: who called what, and when. A ring of entries
 * that are used again and again. Nothing of a value is kept. Confined to the device's loop.
 *
 * <p>A reading of one attribute, which most calls are, makes no object here and copies no text: three numbers say when, of
 * which attribute, and by whom. Where there are thousands of devices, what a call costs is how much memory of each it
 * touches.
 */
final class BlackBox {
    static final int DEPTH = 50;

    /** Of names and of a main class: clients choose how long they are. */
    static final int MOST_CHARACTERS = 1000;

    private static final int FIRST_CHARACTERS = 64;

    private static final @Nullable Entry[] NO_ENTRIES = {};
    private static final int CLIENT_BITS = 6;
    private static final int NUMBER_BITS = 16;
    /** More than the ring has places, so that looking for those that nothing refers to any more is seldom. */
    private static final int MOST_CLIENTS = (1 << CLIENT_BITS) - 1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss:SS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Device device;
    /**
     * By place: a reading's time, the number of its attribute, and in the lowest bits one more than that of its client; 0 for
     * an entry.
     */
    private long[] readings = new long[4];

    private @Nullable ClientIdentity[] clients = new @Nullable ClientIdentity[1];
    private @Nullable ClientIdentity lastClient;
    private int last;
    /** A bit for each client that certainly no reading refers to. */
    private long free = 1;

    private @Nullable Entry[] entries = NO_ENTRIES;
    private long recorded;

    BlackBox(Device device) {
        this.device = device;
    }

    /** One call. Of its client, {@code process} or {@code mainClass} is known, or neither. */
    private static final class Entry {
        private final Text names = new Text();
        private final Text mainClass = new Text();
        private long epochMillis;
        private Operation<?, ?> operation = Operations.PING;
        private @Nullable DevSource source;
        private String client = "";
        private long process;

        /** It is a reading by that client. */
        void read(ClientIdentity identity) {
            client = identity.client();
            source = identity.source();
            process = identity.process();
            mainClass.set(identity.mainClass());
        }
    }

    /** Characters that were copied from a request and become a text when somebody wants to read them. */
    private static final class Text {
        private byte[] characters = new byte[0];
        private int length;

        /** So many bytes of a buffer, but never more than {@link #MOST_CHARACTERS}. */
        void set(ByteBuf buffer, int index, int bytes) {
            length = Math.min(bytes, MOST_CHARACTERS);
            if (characters.length < length) {
                characters = new byte[Math.max(length, FIRST_CHARACTERS)];
            }
            buffer.getBytes(index, characters, 0, length);
        }

        void set(String text) {
            characters =
                    text.substring(0, Math.min(text.length(), MOST_CHARACTERS)).getBytes(StandardCharsets.ISO_8859_1);
            length = characters.length;
        }

        void clear() {
            length = 0;
        }

        boolean isEmpty() {
            return length == 0;
        }

        @Override
        public String toString() {
            return new String(characters, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** Records a call with the arguments it was decoded to. */
    void add(IncomingCall call, Operation<?, ?> operation, Object arguments) {
        Entry entry = next(call, operation);
        entry.names.set(names(operation, arguments));
        entry.source = source(arguments);
        ClntIdent client = client(arguments);
        if (client instanceof CppClntIdent cpp) {
            entry.process = cpp.cppClnt();
        } else if (client instanceof CppClntIdent6 cpp) {
            entry.process = cpp.cppClnt();
        } else if (client instanceof JavaClntIdent java) {
            entry.mainClass.set(java.mainClass());
        } else if (client instanceof JavaClntIdent6 java) {
            entry.mainClass.set(java.javaClnt().mainClass());
        }
    }

    /**
     * Records a reading of one attribute without decoding anything.
     *
     * @param nameIndex of the name that was asked for, in the buffer of {@code client}
     * @param client stands where the client's identity begins
     */
    void addReading(
            IncomingCall call, Attribute attribute, int nameIndex, int nameLength, DevSource source, CdrReader client) {
        ClientIdentity identity = call.identities().of(source, client);
        int number = attribute.traits().number();
        if (number >= 1 << NUMBER_BITS || !isNameOf(attribute, client.buffer(), nameIndex, nameLength)) {
            Entry entry = next(call, Operations.READ_ATTRIBUTES_5);
            entry.names.set(client.buffer(), nameIndex, nameLength);
            entry.read(identity);
            return;
        }
        int place = (int) (recorded++ % DEPTH);
        if (place >= readings.length) {
            readings = Arrays.copyOf(readings, Math.min(2 * (place + 1), DEPTH));
        }
        if (identity != lastClient) {
            readings[place] = 0;
            note(identity);
        }
        readings[place] = (epochMillis() << NUMBER_BITS | number) << CLIENT_BITS | (last + 1);
    }

    private long epochMillis() {
        return device.lane().loop().epochMillis();
    }

    /** Whether it was asked for in just this spelling. */
    private static boolean isNameOf(Attribute attribute, ByteBuf buffer, int index, int length) {
        byte[] name = attribute.asciiName();
        if (name == null || name.length != length) {
            return false;
        }
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if (buffer.getLongLE(index + i) != (long) LONGS.get(name, i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (buffer.getByte(index + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Takes a number for a client that is not the last one, from one that no reading refers to any more. */
    private void note(ClientIdentity identity) {
        if (free == 0) {
            findFree();
        }
        last = Long.numberOfTrailingZeros(free);
        free &= free - 1;
        clients[last] = identity;
        lastClient = identity;
    }

    private void findFree() {
        long used = 0;
        for (long reading : readings) {
            int client = (int) reading & MOST_CLIENTS;
            used |= client == 0 ? 0 : 1L << (client - 1);
        }
        int room = clients.length;
        if (Long.bitCount(used) * 2 > room && room < MOST_CLIENTS) {
            room = Math.min(2 * room, MOST_CLIENTS);
            clients = Arrays.copyOf(clients, room);
        }
        free = ~used & (-1L >>> (Long.SIZE - room));
    }

    private Entry next(IncomingCall call, Operation<?, ?> operation) {
        int place = (int) (recorded++ % DEPTH);
        if (place < readings.length) {
            readings[place] = 0;
        }
        if (entries.length == 0) {
            entries = new @Nullable Entry[DEPTH];
        }
        Entry entry = entries[place];
        if (entry == null) {
            entry = new Entry();
            entries[place] = entry;
        }
        entry.epochMillis = epochMillis();
        entry.operation = operation;
        entry.names.clear();
        entry.mainClass.clear();
        entry.source = null;
        entry.client = call.client();
        entry.process = -1;
        return entry;
    }

    /** The entry at a place of the ring, be it one of the readings or not. */
    private @Nullable Entry entry(int place) {
        long reading = place < readings.length ? readings[place] : 0;
        if (reading == 0) {
            return entries[place];
        }
        Entry entry = new Entry();
        entry.operation = Operations.READ_ATTRIBUTES_5;
        entry.epochMillis = reading >> (NUMBER_BITS + CLIENT_BITS);
        int number = (int) (reading >> CLIENT_BITS) & ((1 << NUMBER_BITS) - 1);
        entry.names.set(device.attribute(number).name());
        entry.read(Objects.requireNonNull(clients[((int) reading & MOST_CLIENTS) - 1]));
        return entry;
    }

    // ---- what is recorded of the arguments

    private static String names(Operation<?, ?> operation, Object arguments) {
        if (arguments instanceof ReadAttributes5 read) {
            return String.join(", ", read.names());
        }
        if (arguments instanceof ReadAttributes3 read) {
            return String.join(", ", read.names());
        }
        if (arguments instanceof CommandInout4 inout) {
            return "cmd = " + inout.command();
        }
        if (arguments instanceof CommandInout2 inout) {
            return "cmd = " + inout.command();
        }
        if (arguments instanceof CommandInout inout) {
            return "cmd = " + inout.command();
        }
        if (arguments instanceof WriteAttributes4 write) {
            return names4(write.values());
        }
        if (arguments instanceof WriteReadAttributes5 both) {
            return names4(both.values()) + "/" + String.join(", ", both.rNames());
        }
        if (arguments instanceof ReadPipe5 read) {
            return read.name();
        }
        if (arguments instanceof List<?> list
                && (operation == Operations.READ_ATTRIBUTES
                        || operation == Operations.WRITE_ATTRIBUTES
                        || operation == Operations.WRITE_ATTRIBUTES_3)) {
            return String.join(
                    ", ",
                    list.stream()
                            .map(one -> one instanceof AttributeValue value ? value.name() : one.toString())
                            .toList());
        }
        return "";
    }

    private static String names4(List<AttributeValue4> values) {
        return String.join(", ", values.stream().map(AttributeValue4::name).toList());
    }

    private static @Nullable DevSource source(Object arguments) {
        if (arguments instanceof ReadAttributes5 read) {
            return read.source();
        }
        if (arguments instanceof ReadAttributes3 read) {
            return read.source();
        }
        if (arguments instanceof CommandInout4 inout) {
            return inout.source();
        }
        return arguments instanceof CommandInout2 inout ? inout.source() : null;
    }

    private static @Nullable ClntIdent client(Object arguments) {
        if (arguments instanceof ReadAttributes5 read) {
            return read.clIdent();
        }
        if (arguments instanceof CommandInout4 inout) {
            return inout.clIdent();
        }
        if (arguments instanceof WriteAttributes4 write) {
            return write.clIdent();
        }
        if (arguments instanceof WriteReadAttributes5 both) {
            return both.clIdent();
        }
        if (arguments instanceof ReadPipe5 read) {
            return read.clIdent();
        }
        if (arguments instanceof SetAttributeConfig4 set) {
            return set.clIdent();
        }
        return arguments instanceof SetAttributeConfig5 set ? set.clIdent() : null;
    }

    // ---- reading it

    /**
     * The last {@code most} operations, newest first, as servers in C++ write them.
     *
     * @throws DevFailedException if that is none, or if there are none
     */
    List<String> last(int most) {
        if (most <= 0) {
            throw DevFailedException.of(
                    Reasons.BLACK_BOX_ARGUMENT, "Argument to read black box out of range", "BlackBox::read");
        }
        if (recorded == 0) {
            throw DevFailedException.of(Reasons.BLACK_BOX_EMPTY, "Nothing stored yet in black-box", "BlackBox::read");
        }
        List<String> lines = new ArrayList<>();
        for (long i = recorded - 1; i >= 0 && i >= recorded - DEPTH && lines.size() < most; i--) {
            Entry entry = entry((int) (i % DEPTH));
            if (entry != null) {
                lines.add(line(entry));
            }
        }
        return lines;
    }

    private static String line(Entry entry) {
        StringBuilder line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(entry.epochMillis), line);
        line.append(" : ").append(what(entry.operation));
        if (!entry.names.isEmpty()) {
            line.append(" (").append(entry.names).append(')');
        }
        if (entry.source != null) {
            line.append(" from ").append(source(entry.source));
        }
        line.append(" requested from ").append(host(entry.client));
        if (entry.process >= 0) {
            line.append(" (CPP/Python client with PID ").append(entry.process).append(')');
        } else if (!entry.mainClass.isEmpty()) {
            line.append(" (Java client with main class ")
                    .append(entry.mainClass)
                    .append(')');
        }
        return line.toString();
    }

    private static String what(Operation<?, ?> operation) {
        String name = operation.name();
        if (name.startsWith("_get_")) {
            return "Attribute " + name.substring("_get_".length());
        }
        return "Operation " + (operation == Operations.BLACK_BOX ? "blackbox" : name);
    }

    private static String source(DevSource source) {
        return switch (source) {
            case DEV -> "device";
            case CACHE -> "cache";
            case CACHE_DEV -> "cache_device";
        };
    }

    /** The host of a client; by its number, for asking for its name would take time. */
    private static String host(String client) {
        int port = client.lastIndexOf(':');
        String host = port < 0 ? client : client.substring(0, port);
        return host.startsWith("127.") || host.equals("[::1]") || host.equals("0:0:0:0:0:0:0:1") ? "localhost" : host;
    }
}
