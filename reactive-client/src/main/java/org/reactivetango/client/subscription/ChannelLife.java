package org.reactivetango.client.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventEndpoints;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.HeartbeatTopic;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.zmq.MessageSubscriber;
import org.reactivetango.core.zmq.SubscriberListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the sockets of one server, until it is lost: at one of the server's addresses, which are tried in turn.
 * It knows when a subscription has become active. A server of ours is asked: it answers the subscription of a topic that
 * begins as its heartbeats do with a heartbeat of that topic, and subscriptions of a connection stay in order. For others
 * the next heartbeat, or an event, has to do. Confined to the loop.
 */
final class ChannelLife implements SubscriberListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLife.class);

    /** Each address has so long to answer. */
    private static final Duration CONNECTING = Duration.ofSeconds(2);

    /** All addresses have so long together, at least. */
    private static final Duration UNREACHABLE = Duration.ofSeconds(10);

    /** Servers send a heartbeat every 9 to 10 s. */
    private static final Duration SILENCE = Duration.ofSeconds(25);

    private static final Duration PROBE_ANSWER = Duration.ofSeconds(1);

    /** A heartbeat says nothing of what was subscribed right before it. */
    private static final Duration SETTLED = Duration.ofMillis(200);

    private final ServerChannel channel;
    private final LoopScheduler loop;
    private final List<EventEndpoints> endpoints;
    private final MessageSubscriber wire;
    private final String probes;
    private final long begunNanos;
    private boolean answersProbes;
    private int current;
    private long connectingNanos;
    private long heartbeatNanos;
    private boolean heartbeatsUp;
    private boolean eventsUp;
    private boolean over;

    /** Subscribed since the last probe. */
    private Set<WireSubscription> unproved = new LinkedHashSet<>();
    /** Subscribed before the probe that has not been answered. */
    private List<WireSubscription> inProbe = new ArrayList<>();

    private int probe;
    private boolean probing;
    private boolean probeScheduled;
    private long probedNanos;

    /**
     * Begins to connect.
     *
     * @param first of the server's endpoints to be tried
     * @throws DevFailedException if they are of a kind that is not understood
     */
    ChannelLife(
            ServerChannel channel,
            EventConsumer consumer,
            EventChannel told,
            int first,
            String adminDevice,
            boolean database,
            boolean own) {
        this.channel = channel;
        this.loop = consumer.loop();
        this.endpoints = told.endpoints();
        this.current = first % endpoints.size();
        this.answersProbes = own;
        this.begunNanos = loop.nanoTime();
        String heartbeats = told.names()
                .map(names -> HeartbeatTopic.ofChannel(names.channel(), database))
                .orElseGet(() -> new HeartbeatTopic(channel.place(), adminDevice, database))
                .text();
        this.probes = heartbeats + "/" + Long.toHexString(consumer.random().nextLong()) + "-";
        this.wire = consumer.wire(told.highWaterMark(), this);
        wire.subscribe(heartbeats);
        told.names()
                .ifPresent(names -> wire.subscribe(
                        HeartbeatTopic.ofChannel(names.channel(), !database).text()));
        connect();
    }

    private void connect() {
        connectingNanos = loop.nanoTime();
        EventEndpoints at = endpoints.get(current);
        try {
            wire.connect(at.heartbeat());
            wire.connect(at.event());
        } catch (IllegalArgumentException notTcp) {
            wire.close();
            throw DevFailedException.of(
                    Reasons.NOT_SUPPORTED_FEATURE,
                    "The server at " + channel.place() + " sends its events by " + at.event()
                            + ", and this client understands tcp only. Take the event out of the property"
                            + " CtrlSystem/MulticastEvent",
                    "TangoClient.events");
        }
    }

    /** Whether the server still sends from there. */
    boolean isAt(List<EventEndpoints> told) {
        return endpoints.equals(told);
    }

    void subscribe(String topic) {
        wire.subscribe(topic);
    }

    void unsubscribe(String topic) {
        wire.unsubscribe(topic);
    }

    /** Says when the topic of a subscription has become active. */
    void attend(WireSubscription subscription) {
        if (subscription.state() != WireSubscription.State.SUBSCRIBED) {
            return;
        }
        unproved.add(subscription);
        if (isUp()) {
            prove();
        }
    }

    private boolean isUp() {
        return heartbeatsUp && eventsUp && !over;
    }

    void close() {
        over = true;
        wire.close();
    }

    // ---- connecting

    @Override
    public void connected(String endpoint) {
        if (over || isUp()) {
            return;
        }
        EventEndpoints at = endpoints.get(current);
        heartbeatsUp |= at.heartbeat().equals(endpoint);
        eventsUp |= at.event().equals(endpoint);
        if (isUp()) {
            heartbeatNanos = loop.nanoTime();
            channel.good(current);
            channel.stands();
            prove();
        }
    }

    /** What was subscribed begins at once, or when a probe says that nothing passes by. */
    private void prove() {
        if (answersProbes) {
            probeSoon();
        } else {
            List.copyOf(unproved).forEach(WireSubscription::up);
        }
    }

    @Override
    public void disconnected(String endpoint) {
        EventEndpoints at = endpoints.get(current);
        if (!over && (at.event().equals(endpoint) || at.heartbeat().equals(endpoint))) {
            lost("The connection to " + endpoint + ", from where the server at " + channel.place()
                    + " sends its events, is lost. Is it running?");
        }
    }

    /** Every second. */
    void tick() {
        long nowNanos = loop.nanoTime();
        if (!isUp()) {
            connectOn(nowNanos);
        } else if (nowNanos - heartbeatNanos > SILENCE.toNanos()) {
            lost("Event channel is not responding anymore, maybe the server or event system is down: no heartbeat of"
                    + " the server at " + channel.place() + " for " + SILENCE.toSeconds() + " s");
        } else if (probing && nowNanos - probedNanos > PROBE_ANSWER.toNanos()) {
            notAnswered();
        }
    }

    private void connectOn(long nowNanos) {
        if (nowNanos - begunNanos > Math.max(UNREACHABLE.toNanos(), CONNECTING.toNanos() * endpoints.size())) {
            lost("The server at " + channel.place() + " says that it sends its events from "
                    + endpoints.stream().map(EventEndpoints::event).toList()
                    + ", but none of that could be reached for "
                    + Duration.ofNanos(nowNanos - begunNanos).toSeconds() + " s. Is a firewall in between?");
        } else if (endpoints.size() > 1 && nowNanos - connectingNanos > CONNECTING.toNanos()) {
            EventEndpoints silent = endpoints.get(current);
            heartbeatsUp = false;
            eventsUp = false;
            current = (current + 1) % endpoints.size();
            wire.disconnect(silent.heartbeat());
            wire.disconnect(silent.event());
            connect();
        }
    }

    private void lost(String why) {
        channel.lost(new TangoConnectionException(Reasons.EVENT_TIMEOUT, why, Completion.NO, null));
    }

    // ---- messages

    @Override
    public void message(List<byte[]> parts) {
        if (over) {
            return;
        }
        EventMessage message;
        try {
            message = EventMessage.of(parts);
        } catch (Remote nonsense) {
            // Servers in C++ send a message of another kind now and then, for nobody.
            LOG.debug("the server at {} sent what is no event", channel.place(), nonsense);
            return;
        }
        if (message.isHeartbeat()) {
            heartbeat(message.topic());
            return;
        }
        WireSubscription subscription = channel.of(message.topicKey());
        if (subscription != null) {
            subscription.sent(message);
        }
    }

    private void heartbeat(String topic) {
        heartbeatNanos = loop.nanoTime();
        if (topic.equals(probes + probe)) {
            answered();
        } else if (!answersProbes) {
            for (WireSubscription each : List.copyOf(unproved)) {
                if (heartbeatNanos - each.askedNanos() > SETTLED.toNanos()) {
                    unproved.remove(each);
                    each.confirmed();
                }
            }
        }
    }

    // ---- probes

    /** One for all that are subscribed in this turn of the loop, or while another is under way. */
    private void probeSoon() {
        if (isUp() && !probing && !probeScheduled && !unproved.isEmpty()) {
            probeScheduled = true;
            loop.execute(this::probe);
        }
    }

    private void probe() {
        probeScheduled = false;
        if (isUp() && !probing && !unproved.isEmpty()) {
            probing = true;
            probedNanos = loop.nanoTime();
            probe++;
            inProbe = List.copyOf(unproved);
            unproved = new LinkedHashSet<>();
            wire.subscribe(probes + probe);
        }
    }

    private void answered() {
        if (!probing) {
            return;
        }
        probing = false;
        wire.unsubscribe(probes + probe);
        List<WireSubscription> proved = inProbe;
        inProbe = List.of();
        proved.forEach(WireSubscription::confirmed);
        probeSoon();
    }

    /** As with any other server, then. */
    private void notAnswered() {
        answersProbes = false;
        probing = false;
        wire.unsubscribe(probes + probe);
        unproved.addAll(inProbe);
        inProbe = List.of();
        prove();
    }
}
