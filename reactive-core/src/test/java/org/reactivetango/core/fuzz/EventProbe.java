package org.reactivetango.core.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventConfirmation;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventTopic;
import org.reactivetango.core.event.HeartbeatTopic;
import org.reactivetango.core.event.Topic;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DevVarLongStringArray;

/**
 * What comes over the event sockets and in the calls about them: refused as the decoders say, or the same again when it is
 * written and read.
 *
 * <p>An input is lines of text behind a zero, or the parts of a message, each behind its length in one octet but for the
 * last.
 */
final class EventProbe implements Probe {
    private static final int MAX_NESTING = Limits.DEFAULT.maxNesting();
    private static final String LINE = "\n";

    static byte[] text(String lines) {
        return ("\0" + lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] message(List<byte[]> parts) {
        ByteBuf input = Unpooled.buffer();
        for (int i = 0; i < parts.size(); i++) {
            if (i < EventMessage.EVENT_PARTS - 1) {
                input.writeByte(parts.get(i).length);
            }
            input.writeBytes(parts.get(i));
        }
        return Arrays.copyOf(input.array(), input.readableBytes());
    }

    private static byte[][] parts(byte[] input) {
        ByteBuf in = Unpooled.wrappedBuffer(input);
        byte[][] parts = new byte[EventMessage.EVENT_PARTS][];
        int count = 0;
        while (in.isReadable() && count < parts.length) {
            int length = count == parts.length - 1 ? in.readableBytes() : in.readUnsignedByte();
            parts[count] = new byte[Math.min(length, in.readableBytes())];
            in.readBytes(parts[count++]);
        }
        return Arrays.copyOf(parts, count);
    }

    @Override
    public boolean takes(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        if (input[0] == 0) {
            String text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
            boolean taken = takesTopic(text);
            List<String> lines = List.of(text.split(LINE, -1));
            taken |= takesSubscription(lines);
            taken |= takesConfirmation(lines);
            return takesChannel(input.length, lines) || taken;
        }
        return takesMessage(List.of(parts(input)));
    }

    private static boolean takesMessage(List<byte[]> parts) {
        EventMessage message;
        Topic topic;
        try {
            message = EventMessage.of(parts);
            topic = Topic.parse(message.topic());
        } catch (Remote refused) {
            return false;
        }
        if (!(topic instanceof EventTopic event) || message.isHeartbeat()) {
            return true;
        }
        boolean taken = false;
        for (int version = 3; version <= 6; version++) {
            EventStructure<?> structure = EventStructure.of(event.event().type(), version);
            taken |= message.isError() ? takesErrors(message, structure) : takesValue(message, structure);
        }
        return taken;
    }

    private static boolean takesErrors(EventMessage message, EventStructure<?> structure) {
        List<DevError> errors;
        try {
            errors = message.errors(structure, MAX_NESTING);
        } catch (Remote refused) {
            return false;
        }
        byte[] written = write(out -> structure.encodeErrors(errors, out, true));
        if (written.length != 0
                && !structure
                        .decodeErrors(Unpooled.wrappedBuffer(written), true, MAX_NESTING)
                        .equals(errors)) {
            throw new AssertionError(errors + " became others");
        }
        return true;
    }

    private static <T> boolean takesValue(EventMessage message, EventStructure<T> structure) {
        T value;
        try {
            value = message.value(structure, MAX_NESTING);
        } catch (Remote refused) {
            return false;
        }
        byte[] written = write(out -> structure.encode(value, out, false));
        if (written.length == 0) {
            return true;
        }
        T back = structure.decode(Unpooled.wrappedBuffer(written), false, MAX_NESTING);
        byte[] again = write(out -> structure.encode(back, out, false));
        if (!Arrays.equals(written, again)) {
            throw new AssertionError("written differently the second time: " + value);
        }
        return true;
    }

    /** Nothing if it holds a string that cannot be written. */
    private static byte[] write(Consumer<ByteBuf> writing) {
        ByteBuf out = Unpooled.buffer();
        try {
            writing.accept(out);
        } catch (Local unwritable) {
            if (!String.valueOf(unwritable.getMessage()).contains("NUL")) {
                throw new AssertionError("what was read cannot be written", unwritable);
            }
            return new byte[0];
        }
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    private static boolean takesTopic(String text) {
        try {
            Topic topic = Topic.parse(text);
            if (!Topic.parse(topic.text()).equals(topic)) {
                throw new AssertionError(topic + " became another");
            }
            return true;
        } catch (Remote refused) {
            return false;
        }
    }

    private static boolean takesSubscription(List<String> lines) {
        EventSubscription subscription;
        try {
            subscription = EventSubscription.parse(lines);
        } catch (DevFailedException refused) {
            return isNoSubscription(refused);
        }
        if (!EventSubscription.parse(List.of(subscription.argument())).equals(subscription)) {
            throw new AssertionError(subscription + " became another");
        }
        return true;
    }

    private static boolean takesConfirmation(List<String> lines) {
        List<EventConfirmation> confirmations;
        try {
            confirmations = EventConfirmation.parse(lines);
        } catch (DevFailedException refused) {
            return isNoSubscription(refused);
        }
        List<String> argument = List.of(EventConfirmation.argument(confirmations));
        if (!EventConfirmation.parse(argument).equals(confirmations)) {
            throw new AssertionError(confirmations + " became others");
        }
        return true;
    }

    private static boolean isNoSubscription(DevFailedException refused) {
        if (!refused.reason().equals(Reasons.WRONG_NUMBER_OF_ARGS)) {
            throw new AssertionError("not what the documentation says", refused);
        }
        return false;
    }

    private static boolean takesChannel(int seed, List<String> lines) {
        int[] numbers = new int[seed % 8];
        Arrays.setAll(numbers, i -> (seed * 131 + i) % 2000 - i);
        try {
            EventChannel channel = EventChannel.parse(new DevVarLongStringArray(numbers, lines.toArray(String[]::new)));
            if (!EventChannel.parse(channel.result()).equals(channel)) {
                throw new AssertionError(channel + " became another");
            }
            channel.names().ifPresent(names -> HeartbeatTopic.ofChannel(names.channel(), true));
            return true;
        } catch (Remote refused) {
            return false;
        }
    }
}
