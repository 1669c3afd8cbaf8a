package org.reactivetango.client.subscription;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.client.session.PlainExchange;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.event.EventChannel;
import org.reactivetango.core.event.EventConfirmation;
import org.reactivetango.core.event.TopicKey;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * All subscriptions to one server. What is wanted there is asked for whenever the server is found, received as long as its
 * {@link ChannelLife} lasts, and asked for again after that. Confined to the loop.
 */
final class ServerChannel {
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Each is asked again that the server has refused. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** A server forgets after 600 s; every client tells it before. */
    private static final Duration GO_ON = Duration.ofSeconds(200);

    /** Servers of others forget when a device is initialised again, too, and do not say so. */
    private static final Duration GO_ON_ELSEWHERE = Duration.ofSeconds(20);

    /** Calls to the server under way. */
    private static final int MOST_ASKING = 64;

    /** Subscriptions that one call tells to go on. */
    private static final int MOST_CONFIRMED_AT_ONCE = 500;

    private final EventConsumer consumer;
    private final String place;
    private final LoopScheduler loop;
    private final Map<WireSubscription.Key, WireSubscription> wanted = new LinkedHashMap<>();
    private final Map<TopicKey, WireSubscription> byTopic = new HashMap<>();
    private final Queue<WireSubscription> toAsk = new ArrayDeque<>();
    private final Disposable.Swap timer = Disposables.swap();
    private final Disposable.Swap attempt = Disposables.swap();

    private Phase phase = Phase.IDLE;
    /** Tells late answers apart. */
    private int attempts;

    private int asking;
    private int failures;
    private int goodEndpoints;
    private @Nullable DeviceSession admin;
    private @Nullable ChannelLife life;

    /**
     * What goes on.
     *
     * <pre>
     * IDLE -> LOOKING -> OPEN
     *            |  ^      |
     *            v  |      |
     *           WAITING <--+
     * </pre>
     *
     * From everywhere back to IDLE when nothing is wanted any more.
     */
    private enum Phase {
        /** Nothing is wanted. */
        IDLE,
        /** The server is asked for its admin device. */
        LOOKING,
        /** The server is there. */
        OPEN,
        /** Until the next attempt. */
        WAITING
    }

    ServerChannel(EventConsumer consumer, String place) {
        this.consumer = consumer;
        this.place = place;
        this.loop = consumer.loop();
    }

    /** {@code host:port} of the server. */
    String place() {
        return place;
    }

    boolean isEmpty() {
        return wanted.isEmpty();
    }

    // ---- what is wanted

    void add(
            DeviceSession device,
            String object,
            Duration timeout,
            EventSubscriber<?> subscriber,
            WireSubscription.Key key) {
        WireSubscription subscription = wanted.get(key);
        if (subscription == null) {
            subscription = new WireSubscription(device, object, key.type(), timeout);
            wanted.put(key, subscription);
            subscription.add(subscriber);
            begin(subscription);
        } else {
            subscription.add(subscriber);
        }
    }

    private void begin(WireSubscription subscription) {
        switch (phase) {
            case IDLE -> look();
            case OPEN -> ask(subscription);
            case LOOKING, WAITING -> {}
        }
    }

    void remove(WireSubscription.Key key, EventSubscriber<?> subscriber) {
        WireSubscription subscription = wanted.get(key);
        if (subscription != null && subscription.remove(subscriber)) {
            wanted.remove(key);
            toAsk.remove(subscription);
            ChannelLife now = life;
            if (now != null && byTopic.remove(TopicKey.of(subscription.topic()), subscription)) {
                now.unsubscribe(subscription.topic());
            }
            if (wanted.isEmpty()) {
                end();
                phase = Phase.IDLE;
            }
        }
    }

    /** The client is closed: nothing is wanted any more. */
    void close() {
        end();
        phase = Phase.IDLE;
        List<WireSubscription> all = List.copyOf(wanted.values());
        wanted.clear();
        all.forEach(WireSubscription::complete);
    }

    private void end() {
        timer.update(Disposables.disposed());
        attempt.update(Disposables.disposed());
        attempts++;
        toAsk.clear();
        asking = 0;
        byTopic.clear();
        admin = null;
        ChannelLife last = life;
        life = null;
        if (last != null) {
            last.close();
        }
    }

    // ---- finding the server

    private void look() {
        phase = Phase.LOOKING;
        WireSubscription first = wanted.values().iterator().next();
        DeviceSession any = first.device();
        Mono<String> adminName =
                any.call(new PlainExchange<>(Operations.GET_ADM_NAME, NoValue.NO_VALUE), first.timeoutNanos());
        attempt.update(adminName.subscribe(name -> found(any, name), cause -> lost(known(cause))));
    }

    private void found(DeviceSession any, String adminName) {
        phase = Phase.OPEN;
        try {
            admin = consumer.admin(any.url(), adminName);
        } catch (DevFailedException noName) {
            lost(noName);
            return;
        }
        timer.update(loop.schedule(this::tick, TICK));
        List.copyOf(wanted.values()).forEach(this::ask);
    }

    /** The server cannot be reached, or not any more. */
    void lost(TangoException cause) {
        end();
        phase = Phase.WAITING;
        for (WireSubscription each : List.copyOf(wanted.values())) {
            each.disconnected(cause);
        }
        // Those who have been told may have gone.
        if (phase == Phase.WAITING && !wanted.isEmpty()) {
            timer.update(loop.schedule(this::look, retry()));
        }
    }

    private Duration retry() {
        long millis = Math.min(FIRST_RETRY.toMillis() << Math.min(failures++, 10), LONGEST_RETRY.toMillis());
        return Duration.ofMillis(millis + consumer.random().nextLong(millis / 5 + 1));
    }

    /** Everything stands: the next loss is a new one. */
    void stands() {
        failures = 0;
    }

    // ---- asking it

    private void ask(WireSubscription subscription) {
        toAsk.add(subscription);
        askOn();
    }

    private void askOn() {
        DeviceSession asked = admin;
        while (asked != null && asked == admin && asking < mostAsking(asked)) {
            WireSubscription next = toAsk.poll();
            if (next == null) {
                return;
            }
            asking++;
            next.asked(loop.nanoTime());
            call(
                    asked,
                    "ZmqEventSubscriptionChange",
                    next.request().argument(),
                    next.timeoutNanos(),
                    answer -> answered(next, channel(answer)),
                    cause -> notAnswered(next, cause));
        }
    }

    /**
     * The first subscription makes a server open its socket. Servers of others that run calls at the same time, as PyTango's
     * on asyncio do, tell a second caller meanwhile of a socket without a port: so they are asked one by one until it is
     * there.
     */
    private int mostAsking(DeviceSession asked) {
        return life == null && !asked.own() ? 1 : MOST_ASKING;
    }

    /** What comes when this attempt has ended is of no interest. */
    private void call(
            DeviceSession asked,
            String command,
            String[] argument,
            long timeoutNanos,
            Consumer<Object> answered,
            Consumer<TangoException> failed) {
        RunCommand exchange =
                new RunCommand(command, TangoType.DEVVAR_STRINGARRAY, argument, ValueType.ANY, DevSource.DEV);
        int now = attempts;
        asked.call(exchange, timeoutNanos).filter(answer -> attempts == now).subscribe(answered, cause -> {
            if (attempts == now) {
                failed.accept(known(cause));
            }
        });
    }

    private static EventChannel channel(Object answer) {
        if (answer instanceof DevVarLongStringArray told) {
            return EventChannel.parse(told);
        }
        throw new TangoProtocolException.Remote(
                "ZmqEventSubscriptionChange answers with " + answer.getClass().getSimpleName());
    }

    private void answered(WireSubscription subscription, EventChannel channel) {
        asking--;
        if (wanted.get(subscription.key()) == subscription) {
            subscribe(subscription, channel);
        }
        askOn();
    }

    private void notAnswered(WireSubscription subscription, TangoException cause) {
        asking--;
        if (cause instanceof TangoConnectionException) {
            lost(cause);
            return;
        }
        if (wanted.get(subscription.key()) == subscription) {
            subscription.refused(cause);
        }
        askOn();
    }

    private void subscribe(WireSubscription subscription, EventChannel channel) {
        ChannelLife now = life;
        if (now == null) {
            try {
                now = begin(subscription, channel);
            } catch (DevFailedException noEndpoint) {
                subscription.refused(noEndpoint);
                return;
            }
        } else if (!now.isAt(channel.endpoints())) {
            lost(new TangoConnectionException(
                    Reasons.EVENT_TIMEOUT,
                    "The server at " + place + " sends its events from elsewhere now: it was started anew",
                    Completion.NO,
                    null));
            return;
        }
        String topic = channel.names()
                .map(EventChannel.Names::topic)
                .orElseGet(() -> subscription
                        .request()
                        .topic(place, subscription.device().url().database(), channel.deviceIdl())
                        .text());
        boolean known = topic.equals(subscription.topic()) && byTopic.get(TopicKey.of(topic)) == subscription;
        subscription.subscribed(topic, Math.min(channel.deviceIdl(), 5));
        if (!known) {
            byTopic.put(TopicKey.of(topic), subscription);
            now.subscribe(topic);
        }
        now.attend(subscription);
    }

    private ChannelLife begin(WireSubscription subscription, EventChannel channel) {
        DeviceSession asked = Objects.requireNonNull(admin);
        boolean database = subscription.device().url().database();
        ChannelLife begun = new ChannelLife(
                this, consumer, channel, goodEndpoints, asked.url().device(), database, asked.own());
        life = begun;
        return begun;
    }

    /** Which of the server's endpoints can be reached from here. */
    void good(int endpoints) {
        goodEndpoints = endpoints;
    }

    @Nullable
    WireSubscription of(TopicKey topic) {
        return byTopic.get(topic);
    }

    Iterable<WireSubscription> all() {
        return List.copyOf(wanted.values());
    }

    // ---- keeping it

    private void tick() {
        timer.update(loop.schedule(this::tick, TICK));
        ChannelLife now = life;
        if (now != null) {
            now.tick();
        }
        if (phase != Phase.OPEN) {
            return;
        }
        long nowNanos = loop.nanoTime();
        askRefusedAgain(nowNanos);
        goOn(nowNanos);
    }

    private void askRefusedAgain(long nowNanos) {
        for (WireSubscription each : all()) {
            if (each.state() == WireSubscription.State.REFUSED && nowNanos - each.askedNanos() >= ASK_AGAIN.toNanos()) {
                ask(each);
            }
        }
    }

    private void goOn(long nowNanos) {
        DeviceSession asked = admin;
        if (asked == null) {
            return;
        }
        long after = (asked.own() ? GO_ON : GO_ON_ELSEWHERE).toNanos();
        List<WireSubscription> due = new ArrayList<>();
        for (WireSubscription each : all()) {
            boolean subscribed = each.state() == WireSubscription.State.SUBSCRIBED
                    || each.state() == WireSubscription.State.CONFIRMED;
            if (subscribed && nowNanos - each.askedNanos() >= after && due.size() < MOST_CONFIRMED_AT_ONCE) {
                each.goesOn(nowNanos);
                due.add(each);
            }
        }
        if (!due.isEmpty()) {
            List<EventConfirmation> confirmations =
                    due.stream().map(WireSubscription::confirmation).toList();
            call(
                    asked,
                    "EventConfirmSubscription",
                    EventConfirmation.argument(confirmations),
                    due.get(0).timeoutNanos(),
                    done -> {},
                    cause -> notConfirmed(due, cause));
        }
    }

    /** Each of them by itself then: one that fails may have kept the others from it. */
    private void notConfirmed(List<WireSubscription> due, TangoException cause) {
        if (cause instanceof TangoConnectionException) {
            lost(cause);
            return;
        }
        for (WireSubscription each : due) {
            if (wanted.get(each.key()) == each) {
                ask(each);
            }
        }
    }

    private TangoException known(Throwable cause) {
        return cause instanceof TangoException tango
                ? tango
                : new TangoProtocolException.Local("events of the server at " + place + ": " + cause);
    }
}
