package org.reactivetango.core.zmq;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Bounds what a publisher remembers of its subscribers. JeroMQ keeps each topic that anybody subscribes in a tree without
 * bounds; before it does so it looks at the first octet of the message. Where the bound is reached the message says here
 * that it is no subscription, and JeroMQ hands it through.
 *
 * <p>Messages are made on JeroMQ's thread; everything else happens on the owner thread.
 */
final class SubscriptionGate implements MsgAllocator {
    static final int UNSUBSCRIBE = 0;
    static final int SUBSCRIBE = 1;
    /** Ours: a subscription that was refused. */
    static final int REFUSED = 2;

    private final Thread owner;
    private final PublisherOptions bounds;
    private final Predicate<String> admitted;
    private final Set<String> topics = new HashSet<>();
    private long bytes;

    /** Takes topics that are {@code admitted}, within the bounds. */
    SubscriptionGate(Thread owner, PublisherOptions bounds, Predicate<String> admitted) {
        this.admitted = admitted;
        this.owner = owner;
        this.bounds = bounds;
    }

    @Override
    public Msg allocate(int size) {
        return new Subscription(BoundedAllocator.bounded(size, 1 + bounds.maxTopicBytes()));
    }

    /** Whether there is room for a topic, and takes it if so. */
    private boolean admits(String topic) {
        if (topics.contains(topic)) {
            return true;
        }
        if (!admitted.test(topic)
                || topics.size() >= bounds.maxSubscriptions()
                || bytes + topic.length() > bounds.maxSubscriptionBytes()) {
            return false;
        }
        topics.add(topic);
        bytes += topic.length();
        return true;
    }

    /** Nobody subscribes the topic any more. */
    void left(String topic) {
        if (topics.remove(topic)) {
            bytes -= topic.length();
        }
    }

    static String topic(byte[] message) {
        return new String(message, 1, message.length - 1, StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] topic) {
        return new String(topic, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String topic) {
        return topic.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As a subscriber sends it. */
    static byte[] message(int what, String topic) {
        byte[] bytes = bytes(topic);
        byte[] message = new byte[1 + bytes.length];
        message[0] = (byte) what;
        System.arraycopy(bytes, 0, message, 1, bytes.length);
        return message;
    }

    /** What a subscriber sends: one octet that says what to do, and a topic. */
    private final class Subscription extends Msg {
        private boolean asked;

        Subscription(int size) {
            super(size);
        }

        @Override
        public byte get(int index) {
            if (index == 0 && !asked && Thread.currentThread().equals(owner)) {
                asked = true;
                if (super.get(0) == SUBSCRIBE && !admits(topic(data()))) {
                    put(0, (byte) REFUSED);
                }
            }
            return super.get(index);
        }
    }
}
