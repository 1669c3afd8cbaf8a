package org.reactivetango.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.PublishedMessage;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.PaddingRecorder;

/**
 * What real publishers sent is read to its last byte and written again as it was, in the byte order it came in; only
 * padding, which peers fill with garbage, may differ.
 */
final class CapturedEventsTest {
    private static final int MAX_NESTING = 32;

    private final SortedMap<String, Integer> counts = new TreeMap<>();

    @Test
    void everyMessageIsReadToItsLastByteAndWrittenAgainAsItWas() {
        for (PublishedMessage captured : Captures.events()) {
            check(captured);
        }
        System.out.println("Captured events, all read to the last byte and written again as they were: " + counts);
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("alarm", 7),
                        Map.entry("attr_conf", 7),
                        Map.entry("big-endian change, version 4", 3),
                        Map.entry("big-endian heartbeat", 1),
                        Map.entry("big-endian idl5_change", 8),
                        Map.entry("big-endian idl5_periodic", 6),
                        Map.entry("change, version 3", 28),
                        Map.entry("change, version 4", 56),
                        Map.entry("data_ready", 8),
                        Map.entry("error of alarm", 2),
                        Map.entry("error of idl5_archive", 4),
                        Map.entry("error of idl5_change", 6),
                        Map.entry("error of idl5_periodic", 6),
                        Map.entry("heartbeat", 26),
                        Map.entry("idl5_archive", 18),
                        Map.entry("idl5_attr_conf", 9),
                        Map.entry("idl5_change", 215),
                        Map.entry("idl5_periodic", 22),
                        Map.entry("idl5_user_event", 12),
                        Map.entry("intr_change", 6),
                        Map.entry("pipe", 4)));
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(454);
    }

    private void check(PublishedMessage captured) {
        List<byte[]> parts = captured.parts();
        boolean littleEndian = parts.get(1)[0] == 1;
        EventMessage message = EventMessage.of(parts);
        Topic topic = Topic.parse(message.topic());

        assertThat(topic.bytes()).as("%s", captured).isEqualTo(parts.get(0));
        assertThat(EventMessage.byteOrder(littleEndian)).isEqualTo(parts.get(1));
        checkCallInfo(captured, message, parts.get(2), littleEndian);
        if (topic instanceof EventTopic event) {
            assertThat(message.isHeartbeat()).as("%s", captured).isFalse();
            count(littleEndian, checkPayload(captured, message, event, parts.get(3), littleEndian));
        } else {
            assertThat(message.isHeartbeat()).as("%s", captured).isTrue();
            count(littleEndian, "heartbeat");
        }
    }

    private void count(boolean littleEndian, String what) {
        counts.merge((littleEndian ? "" : "big-endian ") + what, 1, Integer::sum);
    }

    private static void checkCallInfo(
            PublishedMessage captured, EventMessage message, byte[] part, boolean littleEndian) {
        byte[] written = EventMessage.callInfo(message.counter(), message.isError(), littleEndian);
        // JTango sends the release of its ZMQ library where the others send version 1.
        int version = captured.set().contains("jtango") ? Short.BYTES : 0;
        System.arraycopy(part, 0, written, 0, 2 * version);
        // Behind the empty method name, whose length of one octet ends at 13.
        System.arraycopy(part, 13, written, 13, 3);
        assertThat(written).as("%s", captured).isEqualTo(part);
    }

    private static String checkPayload(
            PublishedMessage captured, EventMessage message, EventTopic topic, byte[] part, boolean littleEndian) {
        EventName event = topic.event();
        if (message.isError()) {
            EventStructure<?> structure = EventStructure.of(event.type(), 5);
            var errors = message.errors(structure, MAX_NESTING);
            assertThat(errors).as("%s", captured).isNotEmpty();
            assertWritten(captured, part, out -> structure.encodeErrors(errors, out, littleEndian));
            return "error of " + event;
        }
        // On a topic without prefix versions 3 and 4 come one after the other.
        for (int version = event.impliedVersion(); ; version--) {
            EventStructure<?> structure = EventStructure.of(event.type(), version);
            Object value = valueOrNull(message, structure);
            if (value != null) {
                assertSame(captured, part, structure, value, littleEndian);
                return event + (event.equals(new EventName(0, EventType.CHANGE)) ? ", version " + version : "");
            }
            assertThat(version).as("%s", captured).isEqualTo(4);
        }
    }

    private static @Nullable Object valueOrNull(EventMessage message, EventStructure<?> structure) {
        try {
            return message.value(structure, MAX_NESTING);
        } catch (Remote other) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> void assertSame(
            PublishedMessage captured, byte[] part, EventStructure<T> structure, Object value, boolean littleEndian) {
        assertWritten(captured, part, out -> structure.encode((T) value, out, littleEndian));
    }

    private static void assertWritten(PublishedMessage captured, byte[] part, Consumer<PaddingRecorder> writing) {
        PaddingRecorder out = new PaddingRecorder();
        writing.accept(out);
        byte[] written = Arrays.copyOf(out.array(), out.readableBytes());
        out.padding().stream().filter(index -> index < part.length).forEach(index -> written[index] = part[index]);
        out.release();
        assertThat(written).as("%s", captured).isEqualTo(part);
    }

    @Test
    void whatIsNoEventIsRefused() {
        byte[] topic = "tango://h:1/a/b/c/d.change".getBytes(StandardCharsets.ISO_8859_1);
        byte[] order = EventMessage.byteOrder(true);
        byte[] info = EventMessage.callInfo(1, false, true);
        // What servers in C++ send beside each heartbeat, for a subscriber of everything.
        refused("I like beer".getBytes(StandardCharsets.ISO_8859_1));
        refused(topic, order);
        refused(topic, order, info, new byte[4], new byte[4]);
        refused(topic, new byte[] {2}, info, new byte[4]);
        refused(topic, new byte[0], info, new byte[4]);
        refused(topic, order, Arrays.copyOf(info, 20), new byte[4]);
        refused(topic, order, Arrays.copyOf(info, 22), new byte[4]);
        assertThat(EventMessage.of(List.of(topic, order, info)).isHeartbeat()).isTrue();
        EventMessage bare = EventMessage.of(List.of(topic, order, info, new byte[3]));
        assertThat(valueOrNull(bare, EventStructure.DATA_READY)).isNull();
    }

    private static void refused(byte[]... parts) {
        try {
            EventMessage.of(List.of(parts));
        } catch (Remote expected) {
            return;
        }
        throw new AssertionError(parts.length + " parts were taken for an event");
    }
}
