package org.reactivetango.client;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.session.Sessions;
import org.reactivetango.client.subscription.EventConsumer;
import org.reactivetango.client.subscription.SocketWires;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.lane.GuardOptions;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.observe.TangoMeter;
import org.reactivetango.core.transport.TcpTransport;
import org.reactivetango.core.transport.Transport;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The way to devices. One client has one event loop and few connections to each server, one to a server of ours, however
 * many proxies and calls there are; it may be shared by the whole program and used from any thread.
 *
 * <p>Connections are opened when needed, closed when quiet, and opened again after a loss: a call waits, within its
 * timeout, for a server that restarts. See {@link ConnectionPolicy}.
 *
 * <pre>{@code
 * TangoClient tango = TangoClient.create();
 * DeviceProxy ps = tango.device("tango://127.0.0.1:45450/lab/ps/1#dbase=no");
 * Mono<Double> current = ps.attribute("current", Double.class).value();
 * }</pre>
 *
 * <p>Results arrive on the client's loop: do not block there, {@code publishOn} something else first. Whoever does is named
 * in the log; see {@link Builder#guard}.
 *
 * <p>{@link #dispose} closes it at once, {@link #closeLater} when subscribed; calls that wait then fail.
 */
public final class TangoClient implements Disposable {
    private final Sessions sessions;
    private final EventConsumer events;
    private final ProxyOptions options;
    /** Its guard and its meters. */
    private final Disposable.Composite watching;

    private final AtomicBoolean disposed = new AtomicBoolean();

    private TangoClient(Builder builder) {
        Transport transport = builder.transports.get();
        this.sessions = new Sessions(transport, builder.limits, builder.connections, builder.random, builder.mainClass);
        this.events = new EventConsumer(
                sessions, new SocketWires(() -> transport.messages("tango-client-events")), builder.eventBufferHwm);
        this.options = builder.options;
        ClientMeters meters = builder.registry == null ? null : new ClientMeters(builder.registry, builder.mainClass);
        GuardOptions guarding = meters == null ? builder.guard : builder.guard.onStall(meters::stalled);
        this.watching = Disposables.composite(
                guarding.watch("tango-client-guard", List.of(transport.loop()), loop -> List.of()));
        if (meters != null) {
            meters.watch(transport.loop(), sessions);
            watching.add(meters);
        }
    }

    /** A client with Tango's defaults, and what Tango's environment variables say. */
    public static TangoClient create() {
        return builder().environment(System.getenv()).build();
    }

    /** A client to be configured. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A device. No I/O happens and nothing fails because a server is down: the first call finds out.
     *
     * @param name {@code tango://host:port/domain/family/member#dbase=no}
     * @throws DevFailedException if {@code name} is no device's name
     */
    public DeviceProxy device(String name) {
        TangoUrl url = TangoUrl.parse(name);
        if (url.attribute() != null) {
            throw DevFailedException.of(
                    Reasons.WRONG_DEVICE_NAME_SYNTAX,
                    "\"" + name + "\" names an attribute; use TangoClient.attribute for it",
                    "TangoClient.device");
        }
        return device(url);
    }

    /**
     * An attribute by its full name, {@code tango://host:port/domain/family/member/attribute#dbase=no}.
     *
     * @throws DevFailedException if {@code name} is no attribute's name
     */
    public <T> AttributeProxy<T> attribute(String name, Class<T> type) {
        TangoUrl url = TangoUrl.parse(name);
        String attribute = url.attribute();
        if (attribute == null) {
            throw DevFailedException.of(
                    Reasons.WRONG_DEVICE_NAME_SYNTAX,
                    "\"" + name + "\" names a device; an attribute's name has a fourth field",
                    "TangoClient.attribute");
        }
        return device(url).attribute(attribute, ValueType.of(type));
    }

    private DeviceProxy device(TangoUrl url) {
        if (url.database()) {
            throw DevFailedException.of(
                    Reasons.NOT_SUPPORTED_FEATURE,
                    "Device " + url + " has to be looked up in a Tango database, which this client cannot do yet. Use"
                            + " the name of its server: tango://host:port/" + url.device() + "#dbase=no",
                    "TangoClient.device");
        }
        return new DeviceProxy(sessions.device(url), events, options);
    }

    /** Closes the client, when subscribed: connections are closed, calls that wait fail. */
    public Mono<Void> closeLater() {
        return Mono.defer(() -> {
            if (!disposed.compareAndSet(false, true)) {
                return Mono.empty();
            }
            return events.close()
                    .onErrorComplete()
                    .then(sessions.closeLater())
                    .doOnTerminate(watching::dispose)
                    .doOnCancel(watching::dispose);
        });
    }

    @Override
    public void dispose() {
        closeLater().subscribe();
    }

    @Override
    public boolean isDisposed() {
        return disposed.get();
    }

    /** What a client is to be. Immutable: every method returns a changed copy. */
    public static final class Builder {
        private static final String EVENT_BUFFER_HWM = "TANGO_EVENT_BUFFER_HWM";

        private Limits limits = Limits.DEFAULT;
        private ConnectionPolicy connections = ConnectionPolicy.DEFAULT;
        private ProxyOptions options = ProxyOptions.DEFAULT;
        private String mainClass = "reactive-tango";
        private GuardOptions guard = GuardOptions.DEFAULT;
        private Supplier<Transport> transports = () -> TcpTransport.create("tango-client");
        private RandomGenerator random = RandomGenerator.getDefault();
        private OptionalInt eventBufferHwm = OptionalInt.empty();
        private @Nullable MeterRegistry registry;

        private Builder() {}

        private Builder changed(Consumer<Builder> change) {
            Builder copy = new Builder();
            copy.limits = limits;
            copy.connections = connections;
            copy.options = options;
            copy.mainClass = mainClass;
            copy.guard = guard;
            copy.transports = transports;
            copy.random = random;
            copy.eventBufferHwm = eventBufferHwm;
            copy.registry = registry;
            change.accept(copy);
            return copy;
        }

        public Builder limits(Limits bounds) {
            return changed(b -> b.limits = bounds);
        }

        /** How connections are used: {@code connections(c -> c.maxConnectionsPerServer(8).retryRefused(false))}. */
        public Builder connections(UnaryOperator<ConnectionPolicy> changes) {
            return changed(b -> b.connections = changes.apply(connections));
        }

        /** How long opening a connection may take; 3 s, if never called. */
        public Builder connectTimeout(Duration timeout) {
            return connections(c -> c.connectTimeout(timeout));
        }

        /** What every proxy starts with: {@code options(o -> o.timeout(ofSeconds(1)))}. */
        public Builder options(UnaryOperator<ProxyOptions> changes) {
            return changed(b -> b.options = changes.apply(options));
        }

        /** How servers list this program in their black boxes. */
        public Builder mainClass(String name) {
            return changed(b -> b.mainClass = name);
        }

        /**
         * What a client's connections and its loop are made of; TCP, if never called. In-memory transports serve tests. Every
         * client makes one for itself and closes it.
         */
        public Builder transport(Supplier<Transport> maker) {
            return changed(b -> b.transports = maker);
        }

        /** What spreads attempts to reconnect; one with a seed makes tests repeatable. */
        public Builder random(RandomGenerator generator) {
            return changed(b -> b.random = generator);
        }

        /**
         * How many events of each server may wait in its socket; as many as the server says, if never called, which is 1,000
         * as a rule. What comes on top is lost, and told as a gap.
         */
        public Builder eventBufferHwm(int messages) {
            if (messages < 1) {
                throw new IllegalArgumentException("at least one event must be able to wait, not " + messages);
            }
            return changed(b -> b.eventBufferHwm = OptionalInt.of(messages));
        }

        /**
         * What Tango's environment variables say, {@code System.getenv()} as a rule: {@code TANGO_EVENT_BUFFER_HWM} for
         * {@link #eventBufferHwm}. {@link TangoClient#create} does so.
         *
         * @throws IllegalArgumentException if one of them says what cannot be
         */
        public Builder environment(Map<String, String> variables) {
            String messages = variables.get(EVENT_BUFFER_HWM);
            if (messages == null || messages.isBlank()) {
                return this;
            }
            try {
                return eventBufferHwm(Integer.parseInt(messages.strip()));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        EVENT_BUFFER_HWM + " must be a number of events, at least 1, not \"" + messages + "\"", wrong);
            }
        }

        /** Who is told when a subscriber holds the loop: {@code guard(g -> g.limit(ofMillis(50)))}, or {@code g.off()}. */
        public Builder guard(UnaryOperator<GuardOptions> changes) {
            return changed(b -> b.guard = changes.apply(guard));
        }

        /**
         * Measures itself into {@code meterRegistry} until it is closed; see {@link TangoMeter}. Several clients that share a
         * registry need a {@link #mainClass} each. Without it nothing is measured.
         */
        public Builder meters(MeterRegistry meterRegistry) {
            return changed(b -> b.registry = Objects.requireNonNull(meterRegistry));
        }

        public TangoClient build() {
            return new TangoClient(this);
        }
    }
}
