package org.reactivetango.server.events;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.EventTopic;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.zmq.MessagePublisher;
import org.reactivetango.core.zmq.Outgoing;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.PushedReading;

/**
 * The events of one type of one attribute that somebody has subscribed: in which versions and until when, and what was
 * sent last. Any thread may use it, and none waits while another encodes.
 */
final class Feed {
    static final boolean LITTLE_ENDIAN = true;

    /** So long a subscription lasts that is not renewed. */
    static final Duration KEPT = Duration.ofMinutes(10);

    /** Of a message that waits, beside its topic and its structure. */
    private static final int MESSAGE_BYTES = 64;

    /** Of the structures that hold values. */
    private static final int NEWEST = 5;

    private static final byte[] BYTE_ORDER = EventMessage.byteOrder(LITTLE_ENDIAN);

    private final EventType type;
    private final List<Version> versions = new CopyOnWriteArrayList<>();

    private final @Nullable Detection detection;

    /** What goes out under one topic is counted from 1, whatever its structure. */
    private static final class Channel {
        private final EventTopic topic;
        private final byte[] bytes;
        /** What there was no room for so far. */
        private final AtomicInteger refused = new AtomicInteger();

        // ---- of the thread that sends

        private int sent;
        private int skipped;

        Channel(EventTopic topic) {
            this.topic = topic;
            this.bytes = topic.bytes();
        }

        void send(MessagePublisher publisher, boolean error, byte[] structure) {
            if (!publisher.publish(new Message(this, refused.get(), error, structure))) {
                refused.incrementAndGet();
            }
        }

        /** Threads may have handed over in another order than they looked what was refused: counters only go up. */
        int nextCounter(int refusedBefore) {
            skipped = Math.max(skipped, refusedBefore);
            return ++sent + skipped;
        }
    }

    /** Gets its counter when it is sent, so that nobody who pushes waits for others to know theirs. */
    private record Message(Channel channel, int refusedBefore, boolean error, byte[] structure) implements Outgoing {
        @Override
        public int bytes() {
            return MESSAGE_BYTES + channel.bytes.length + structure.length;
        }

        @Override
        public List<byte[]> parts() {
            byte[] callInfo = EventMessage.callInfo(channel.nextCounter(refusedBefore), error, LITTLE_ENDIAN);
            return List.of(channel.bytes, BYTE_ORDER, callInfo, structure);
        }
    }

    /** Clients that want one version of the structure. */
    private static final class Version {
        private final int number;
        private final Channel channel;
        private volatile long subscribedNanos;

        Version(int number, Channel channel) {
            this.number = number;
            this.channel = channel;
        }
    }

    Feed(Attribute attribute, EventType type) {
        this.type = type;
        this.detection = hasCriteria(attribute.definedConfig().events(), type) ? new Detection(attribute, type) : null;
    }

    EventType type() {
        return type;
    }

    /** Whether there is a criterion that decides what is sent. */
    static boolean hasCriteria(AttributeConfig.Events properties, EventType type) {
        return switch (type) {
            case CHANGE -> ChangeCriteria.ofChange(properties).isSet();
            case ARCHIVE ->
                ChangeCriteria.ofArchive(properties).isSet() || EventPeriod.parse(properties.archivePeriod()) != null;
            default -> false;
        };
    }

    /** Somebody subscribes, or goes on to; on the loop. */
    void subscribed(EventTopic topic, int number, long nowNanos) {
        Version version = find(number);
        if (version == null) {
            version = new Version(number, channel(topic));
            version.subscribedNanos = nowNanos;
            versions.add(version);
        }
        version.subscribedNanos = nowNanos;
    }

    private @Nullable Version find(int number) {
        for (Version version : versions) {
            if (version.number == number) {
                return version;
            }
        }
        return null;
    }

    private Channel channel(EventTopic topic) {
        for (Version version : versions) {
            if (version.channel.topic.equals(topic)) {
                return version.channel;
            }
        }
        return new Channel(topic);
    }

    boolean isWanted(long nowNanos) {
        for (Version version : versions) {
            if (isRecent(version, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRecent(Version version, long nowNanos) {
        return type == EventType.DATA_READY || nowNanos - version.subscribedNanos < KEPT.toNanos();
    }

    /**
     * Sends what was pushed, in each version that is wanted; all of it, unless the class has declared criteria.
     *
     * @return whether it was sent
     */
    boolean send(MessagePublisher publisher, PushedReading pushed, long nowNanos) {
        IntFunction<byte[]> structure = version -> pushed.encode(type, version);
        if (detection == null) {
            send(publisher, nowNanos, false, structure);
            return true;
        }
        Reading<?> reading = pushed.reading();
        if (!detection.wouldBeEvent(reading, nowNanos)) {
            return false;
        }
        encode(structure, nowNanos);
        return detection.sendIfEvent(reading, nowNanos, () -> send(publisher, nowNanos, false, structure));
    }

    /** Readings keep what they were encoded to. */
    private void encode(IntFunction<byte[]> structure, long nowNanos) {
        for (Version version : versions) {
            if (isRecent(version, nowNanos)) {
                var unused = structure.apply(version.number);
            }
        }
    }

    /** Sends that error, likewise. */
    boolean send(MessagePublisher publisher, List<DevError> errors, long nowNanos) {
        byte[] structure = encode(errors);
        if (detection == null) {
            send(publisher, nowNanos, true, version -> structure);
            return true;
        }
        return detection.sendIfEvent(errors, nowNanos, () -> send(publisher, nowNanos, true, version -> structure));
    }

    /** An error looks the same in each version. */
    byte[] encode(List<DevError> errors) {
        ByteBuf out = Unpooled.buffer();
        try {
            EventStructure.of(type, NEWEST).encodeErrors(errors, out, LITTLE_ENDIAN);
            return Arrays.copyOf(out.array(), out.readableBytes());
        } finally {
            out.release();
        }
    }

    /**
     * Hands an event over in each version that is wanted.
     *
     * @param structure gives the last part, for a version
     */
    void send(MessagePublisher publisher, long nowNanos, boolean error, IntFunction<byte[]> structure) {
        for (Version version : versions) {
            if (isRecent(version, nowNanos)) {
                version.channel.send(publisher, error, structure.apply(version.number));
            }
        }
    }
}
