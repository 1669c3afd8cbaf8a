package org.reactivetango.server.events;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventTopic;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.zmq.ZmqPublisher;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.PushedReading;

/**
 * The events of one type of one attribute that somebody has subscribed: in which versions and until when, and what was
 * sent last. Any thread may use it; nothing is encoded while another waits.
 */
final class Feed {
    static final boolean LITTLE_ENDIAN = true;

    /** So long a subscription lasts that is not renewed. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final byte[] BYTE_ORDER = EventMessage.byteOrder(LITTLE_ENDIAN);

    private final Attribute attribute;
    private final EventType type;
    private final boolean detects;
    private final List<Version> versions = new CopyOnWriteArrayList<>();

    // ---- guarded by this

    private AttributeConfig.@Nullable Events properties;
    private @Nullable ChangeDetector changes;
    private @Nullable ArchiveDetector archives;

    /** What goes out under one topic is counted from 1, whatever its structure. */
    private static final class Channel {
        private final EventTopic topic;
        private final byte[] bytes;
        private int counter = 1;

        Channel(EventTopic topic) {
            this.topic = topic;
            this.bytes = topic.bytes();
        }

        /** Counted even if it is refused: subscribers see the gap. */
        synchronized void send(ZmqPublisher publisher, boolean error, byte[] structure) {
            byte[] callInfo = EventMessage.callInfo(counter++, error, LITTLE_ENDIAN);
            publisher.publish(List.of(bytes, BYTE_ORDER, callInfo, structure));
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
        this.attribute = attribute;
        this.type = type;
        this.detects = hasCriteria(attribute.definedConfig().events(), type);
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

    /** Whether to send what was pushed; all of it, unless the class has declared criteria. */
    boolean isEvent(PushedReading pushed, long nowNanos) {
        if (!detects) {
            return true;
        }
        Reading<?> reading = pushed.reading();
        synchronized (this) {
            renewDetectors();
            return type == EventType.CHANGE
                    ? Objects.requireNonNull(changes).isEvent(reading)
                    : Objects.requireNonNull(archives).isEvent(reading, nowNanos);
        }
    }

    /** Whether to send that error. */
    boolean isEvent(List<DevError> errors, long nowNanos) {
        if (!detects) {
            return true;
        }
        synchronized (this) {
            renewDetectors();
            return type == EventType.CHANGE
                    ? Objects.requireNonNull(changes).isEvent(errors)
                    : Objects.requireNonNull(archives).isEvent(errors, nowNanos);
        }
    }

    /** With other criteria what was sent before does not count. */
    private void renewDetectors() {
        AttributeConfig.Events now = attribute.config().events();
        if (now.equals(properties)) {
            return;
        }
        properties = now;
        if (type == EventType.CHANGE) {
            changes = new ChangeDetector(attribute.config().type(), ChangeCriteria.ofChange(now));
        } else {
            archives = new ArchiveDetector(attribute.config().type(), now);
        }
    }

    /**
     * Hands an event over in each version that is wanted.
     *
     * @param structure gives the last part, for a version
     */
    void send(ZmqPublisher publisher, long nowNanos, boolean error, IntFunction<byte[]> structure) {
        for (Version version : versions) {
            if (isRecent(version, nowNanos)) {
                version.channel.send(publisher, error, structure.apply(version.number));
            }
        }
    }
}
