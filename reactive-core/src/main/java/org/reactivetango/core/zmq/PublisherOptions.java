package org.reactivetango.core.zmq;

import java.time.Duration;

/**
 * The bounds of a publisher.
 *
 * @param sendHighWaterMark messages that wait for one subscriber; what comes on top is not sent to it
 * @param maxQueuedMessages messages that wait for the owner thread; what comes on top is refused
 * @param maxQueuedBytes the same in bytes
 * @param maxTopicBytes longest topic that can be subscribed; nothing longer is taken in from a subscriber
 * @param maxSubscriptions most different topics that are subscribed at a time, by all subscribers together
 * @param maxSubscriptionBytes the same in bytes, for each byte of a topic takes about a hundred of the heap
 * @param canaryInterval how often the publisher sends itself a message
 * @param canaryMisses so many of them must be lost one after the other until the socket is opened anew
 */
public record PublisherOptions(
        int sendHighWaterMark,
        int maxQueuedMessages,
        long maxQueuedBytes,
        int maxTopicBytes,
        int maxSubscriptions,
        int maxSubscriptionBytes,
        Duration canaryInterval,
        int canaryMisses) {

    public static final PublisherOptions DEFAULT =
            new PublisherOptions(1000, 10_000, 64L << 20, 1024, 20_000, 2 << 20, Duration.ofMillis(500), 3);

    public PublisherOptions {
        Bounds.positive("sendHighWaterMark", sendHighWaterMark);
        Bounds.positive("maxQueuedMessages", maxQueuedMessages);
        Bounds.positive("maxQueuedBytes", maxQueuedBytes);
        Bounds.positive("maxTopicBytes", maxTopicBytes);
        Bounds.positive("maxSubscriptions", maxSubscriptions);
        Bounds.positive("maxSubscriptionBytes", maxSubscriptionBytes);
        Bounds.positive("canaryInterval", canaryInterval.toNanos());
        Bounds.positive("canaryMisses", canaryMisses);
    }

    /** The same with another bound for each subscriber: Tango's {@code DSEventBufferHwm}. */
    public PublisherOptions withSendHighWaterMark(int messages) {
        return new PublisherOptions(
                messages,
                maxQueuedMessages,
                maxQueuedBytes,
                maxTopicBytes,
                maxSubscriptions,
                maxSubscriptionBytes,
                canaryInterval,
                canaryMisses);
    }
}
