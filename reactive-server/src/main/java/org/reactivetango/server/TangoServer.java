package org.reactivetango.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.idl.RepositoryIds;
import org.reactivetango.core.lane.GuardOptions;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.lane.SerialModel;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DeviceName;
import org.reactivetango.core.observe.TangoMeter;
import org.reactivetango.core.transport.TcpTransport;
import org.reactivetango.core.transport.Transport;
import org.reactivetango.core.zmq.PublisherOptions;
import org.reactivetango.server.admin.AdminCommands;
import org.reactivetango.server.admin.Administered;
import org.reactivetango.server.admin.EventCommands;
import org.reactivetango.server.admin.PollingCommands;
import org.reactivetango.server.dispatch.Builtins;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.events.EventSupplier;
import org.reactivetango.server.events.SocketOptions;
import org.reactivetango.server.iiop.IiopListener;
import org.reactivetango.server.polling.Polling;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A device server that runs: its devices answer every Tango client that reaches its port. It has one event loop, or as
 * many as {@link Builder#eventLoops} says, however many clients and devices there are, and one thread that looks whether
 * somebody blocks them ({@link Builder#guard}); who subscribes events first brings three more for ZMQ.
 *
 * <pre>{@code
 * TangoServer server = TangoServer.named("PowerSupply/test")
 *     .device("lab/ps/1", POWER_SUPPLY)
 *     .port(45450)
 *     .bindNow();
 * System.out.println(server.deviceUrl("lab/ps/1"));   // tango://127.0.0.1:45450/lab/ps/1#dbase=no
 * }</pre>
 *
 * <p>{@link #dispose} ends it at once, {@link #closeLater} after its devices have been deleted and its clients told. Every
 * method may be called from any thread.
 */
public final class TangoServer implements Disposable {
    private final Builder built;
    private final Transport transport;
    private final IiopListener iiop;
    private final Transport.Listener listener;
    private final List<ServedDevice<?>> devices;
    private final EventSupplier events;
    private final Polling polling;
    /** Its guard and its meters. */
    private final Disposable watching;

    private final Sinks.Empty<Void> closed = Sinks.empty();
    private volatile boolean disposed;

    private TangoServer(
            Builder built,
            Transport transport,
            IiopListener iiop,
            Transport.Listener listener,
            List<ServedDevice<?>> devices,
            EventSupplier events,
            Polling polling,
            Disposable watching) {
        this.built = built;
        this.transport = transport;
        this.iiop = iiop;
        this.listener = listener;
        this.devices = devices;
        this.events = events;
        this.polling = polling;
        this.watching = watching;
    }

    /** Begins a server, {@code name} being {@code executable/instance} as in every Tango server. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * The whole {@code main} of a device server: reads the command line ({@link ServerArguments}), serves, and ends the
     * process when it is told to end; the environment says more ({@link EventOptions#environment}). Prints the devices' URLs and {@code Ready to accept request} to the standard output.
     * Exit codes: 0 the server has run and was ended, 1 it could not be started, 2 the command line is wrong.
     *
     * <p>The executable's name is that of the last class. Without {@code -dlist} there is one device,
     * {@code test/nodb/<class>}.
     *
     * @param classes what it can serve; a device for which the command line gives no class is of the last
     */
    public static void run(String[] arguments, DeviceDefinition<?>... classes) {
        String executable = classes.length == 0 ? "" : classes[classes.length - 1].className();
        ServerProgram program =
                new ServerProgram(executable, List.of(classes), System.getenv(), System.out, System.err);
        System.exit(program.run(arguments, ServerProgram::endWithProcess));
    }

    /** {@code executable/instance}. */
    public String name() {
        return built.name;
    }

    /** The address on which it listens. */
    public String host() {
        return built.host;
    }

    /** The port on which it listens. */
    public int port() {
        return listener.port();
    }

    /** Clients' connections now open. */
    public int connections() {
        return listener.connections();
    }

    /** What clients' connections have come to so far. */
    public ConnectionCounts connectionCounts() {
        return ConnectionCounts.of(iiop.counters(), listener.refused());
    }

    /** What its devices have pushed so far. */
    public EventCounts eventCounts() {
        return new EventCounts(events.pushed(), events.refused());
    }

    /** What has become of the polling of its devices so far. */
    public PollingCounts pollingCounts() {
        return PollingCounts.of(polling.counters());
    }

    /** The names of its devices, without the admin device. */
    public List<String> deviceNames() {
        return devices.stream().<String>map(ServedDevice::name).toList();
    }

    /** The name of the device that tells about the server itself: {@code dserver/executable/instance}. */
    public String adminName() {
        return built.adminName();
    }

    /** The name under which any Tango client finds a device of this server without a database. */
    public String deviceUrl(String device) {
        return "tango://" + built.host + ":" + port() + "/" + device + "#dbase=no";
    }

    /** Completes when the server has ended. */
    public Mono<Void> onClose() {
        return closed.asMono();
    }

    /**
     * Ends the server, when subscribed: no new clients, devices deleted in reverse order, clients told that it closes. The
     * result is the same for everyone who asks.
     */
    public Mono<Void> closeLater() {
        return Mono.defer(() -> {
            if (disposed) {
                return onClose();
            }
            disposed = true;
            return listener.closeLater()
                    .onErrorComplete()
                    .then(polling.stop())
                    .onErrorComplete()
                    .thenMany(Flux.range(1, devices.size()).concatMap(i -> deleted(devices.get(devices.size() - i))))
                    .then(events.close().onErrorComplete())
                    .then(iiop.closeConnections())
                    .then(transport.closeLater())
                    .onErrorComplete()
                    .doOnTerminate(this::ended)
                    .doOnCancel(this::ended)
                    .then();
        });
    }

    private static <S> Mono<Void> deleted(ServedDevice<S> device) {
        return device.lane().call("delete of " + device.name(), device::delete).onErrorComplete();
    }

    @Override
    public void dispose() {
        disposed = true;
        polling.stop().onErrorComplete().subscribe();
        Mono.when(events.close(), transport.closeLater()).subscribe(nothing -> {}, e -> ended(), this::ended);
    }

    private void ended() {
        watching.dispose();
        closed.tryEmitEmpty();
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    /** What a server is to be. Immutable: every method returns a changed copy. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[^/\\s]+/[^/\\s]+");
        private static final int MOST_EVENT_LOOPS = 256;
        private static final Duration START = Duration.ofSeconds(30);

        private final String name;
        private String host = "127.0.0.1";
        private int port;
        private Limits limits = Limits.DEFAULT;
        private SerialModel serial = SerialModel.BY_DEVICE;
        private GuardOptions guard = GuardOptions.DEFAULT;
        private int eventLoops = 1;
        private EventOptions events = EventOptions.DEFAULT;
        private @Nullable Supplier<Transport> transports;
        private @Nullable MeterRegistry registry;
        private DeviceEntries entries = DeviceEntries.NONE;

        private Builder(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("\"" + name
                        + "\" is no server name: it must be executable/instance, for example PowerSupply/test");
            }
            this.name = name;
        }

        private Builder changed(Consumer<Builder> change) {
            Builder copy = new Builder(name);
            copy.host = host;
            copy.port = port;
            copy.limits = limits;
            copy.serial = serial;
            copy.guard = guard;
            copy.eventLoops = eventLoops;
            copy.events = events;
            copy.transports = transports;
            copy.registry = registry;
            copy.entries = entries;
            change.accept(copy);
            return copy;
        }

        /** The address to listen on; 127.0.0.1, if never called: opening a server to a network is a decision. */
        public Builder host(String address) {
            return changed(b -> b.host = Objects.requireNonNull(address));
        }

        /** The port to listen on; any free one, if never called or 0. */
        public Builder port(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("there is no port " + number + "; use 1 to 65535, or 0 for any");
            }
            return changed(b -> b.port = number);
        }

        public Builder limits(Limits bounds) {
            return changed(b -> b.limits = bounds);
        }

        /** Which operations exclude each other, for classes that do not say so themselves; by device, if never called. */
        public Builder serial(SerialModel model) {
            return changed(b -> b.serial = model);
        }

        /**
         * What a server's connections and its loop are made of; TCP, if never called. In-memory transports serve tests. Every
         * server makes one for itself and closes it.
         */
        public Builder transport(Supplier<Transport> maker) {
            return changed(b -> b.transports = maker);
        }

        /**
         * On how many event loops it runs; 1, if never called, which is enough for most: each device lives on one of them, in
         * turn, and so does each connection. A request to a device on another loop than its connection changes over and back.
         * Devices that share a lane, by its name or by the serialization model, share its loop. A {@link #transport} brings its
         * own loops.
         */
        public Builder eventLoops(int number) {
            if (number < 1 || number > MOST_EVENT_LOOPS) {
                throw new IllegalArgumentException(
                        "a server has 1 to " + MOST_EVENT_LOOPS + " event loops, not " + number);
            }
            return changed(b -> b.eventLoops = number);
        }

        /** Who is told when a handler holds the loop: {@code guard(g -> g.limit(ofMillis(50)))}, or {@code g.off()}. */
        public Builder guard(UnaryOperator<GuardOptions> changes) {
            return changed(b -> b.guard = changes.apply(guard));
        }

        /** How it sends events: {@code events(e -> e.eventPort(45451))}. */
        public Builder events(UnaryOperator<EventOptions> changes) {
            return changed(b -> b.events = changes.apply(events));
        }

        /** Measures itself into {@code registry} until it ends; see {@link TangoMeter}. Without it nothing is measured. */
        public Builder meters(MeterRegistry meterRegistry) {
            return changed(b -> b.registry = Objects.requireNonNull(meterRegistry));
        }

        /** Serves a device, {@code domain/family/member}. */
        public <S> Builder device(String device, DeviceDefinition<S> definition) {
            DeviceEntries more = entries.with(new DeviceName(device), definition);
            if (more == null) {
                throw new IllegalArgumentException("device " + device + " is served twice by " + name);
            }
            return changed(b -> b.entries = more);
        }

        /**
         * Starts the server, when subscribed: devices are initialised in order, then the port is opened. A device that
         * cannot be initialised is in FAULT and does not keep the others from running.
         */
        public Mono<TangoServer> bind() {
            return Mono.defer(() -> {
                Transport transport =
                        transports == null ? TcpTransport.create("tango-server", eventLoops) : transports.get();
                ServerMeters meters = registry == null ? null : new ServerMeters(registry, name);
                Lanes lanes = meters == null ? new Lanes(limits) : new Lanes(limits, meters::lane);
                GuardOptions guarding = meters == null ? guard : guard.onStall(meters::stalled);
                Disposable.Composite watching =
                        Disposables.composite(guarding.watch("tango-server-guard", transport.loops(), lanes::holders));
                if (meters != null) {
                    watching.add(meters);
                }
                return bind(transport, lanes, meters, watching)
                        .onErrorResume(e -> transport
                                .closeLater()
                                .doFinally(end -> watching.dispose())
                                .then(Mono.error(e)));
            });
        }

        private Mono<TangoServer> bind(
                Transport transport, Lanes lanes, @Nullable ServerMeters meters, Disposable watching) {
            Dispatcher dispatcher = new Dispatcher();
            SharedBridges sharedBridges = new SharedBridges();
            EventSupplier supplier = new EventSupplier(
                    transport.loop(),
                    () -> transport.messages("tango-events"),
                    socketOptions(),
                    adminName(),
                    dispatcher::find);
            Polling polling = new Polling(transport.loops(), supplier.polled());
            List<ServedDevice<?>> devices = new ArrayList<>();
            List<DeviceEntries.Entry<?>> wanted = entries.list();
            List<DeviceDefinition<?>> definitions = wanted.stream()
                    .<DeviceDefinition<?>>map(DeviceEntries.Entry::definition)
                    .toList();
            List<LoopScheduler> loops = Placement.of(definitions, serial, transport.loops());
            Map<DeviceDefinition<?>, ServedClass<?>> classes = new HashMap<>();
            for (DeviceEntries.Entry<?> entry : wanted) {
                LoopScheduler loop = loops.get(devices.size());
                ServedClass<?> served = classes.computeIfAbsent(entry.definition(), ServedClass::of);
                ServedDevice<?> device = serve(
                        served, entry.name().text(), loop, lanes, dispatcher, sharedBridges, supplier, polling, meters);
                devices.add(device);
            }
            dispatcher.addAll(devices.stream().map(ServedDevice::device).toList());
            Sinks.Empty<Void> kill = Sinks.empty();
            dispatcher.add(adminDevice(devices, kill, transport, lanes, supplier, polling));
            IiopListener iiop = new IiopListener(transport, dispatcher, limits);
            return Flux.fromIterable(devices)
                    .concatMap(device -> device.lane().call("init of " + device.name(), device::init))
                    .then(supplier.start())
                    .then(Mono.defer(() -> iiop.listen(host, port)))
                    .doOnNext(listener -> {
                        supplier.port(listener.port());
                        if (meters != null) {
                            meters.watch(transport.loops(), iiop, listener, polling.counters());
                        }
                    })
                    .flatMap(listener -> polling.start().thenReturn(listener))
                    .map(listener ->
                            new TangoServer(this, transport, iiop, listener, devices, supplier, polling, watching))
                    .doOnNext(server -> kill.asMono().then(server.closeLater()).subscribe())
                    .onErrorResume(e -> supplier.close().onErrorComplete().then(Mono.error(e)));
        }

        private SocketOptions socketOptions() {
            return new SocketOptions(
                    host,
                    events.heartbeatPort(),
                    events.eventPort(),
                    PublisherOptions.DEFAULT.withSendHighWaterMark(events.bufferHwm()));
        }

        /** {@link #bind}, waiting until the server answers. Not to be called on an event loop. */
        public TangoServer bindNow() {
            return Objects.requireNonNull(bind().block(START));
        }

        private <S> ServedDevice<S> serve(
                ServedClass<S> served,
                String name,
                LoopScheduler loop,
                Lanes lanes,
                Dispatcher dispatcher,
                SharedBridges sharedBridges,
                EventSupplier events,
                Polling polling,
                @Nullable ServerMeters meters) {
            DeviceDefinition<S> definition = served.definition();
            Lane lane = definition.lane() == null
                    ? lanes.of(definition.serial(serial), name, definition.className(), loop)
                    : lanes.named(definition.lane(), loop);
            return new ServedDevice<>(
                    served,
                    name,
                    lane,
                    lanes,
                    info(definition.className()),
                    adminName(),
                    dispatcher,
                    sharedBridges,
                    events,
                    polling,
                    bridge -> {
                        if (meters != null) {
                            meters.bridge(bridge);
                        }
                    });
        }

        private DeviceInfo info(String className) {
            return new DeviceInfo(
                    className,
                    name,
                    host,
                    RepositoryIds.newestDevice(),
                    "http://www.tango-controls.org",
                    "Uninitialised",
                    Map.of("idl", "6.0", "reactive-tango", version()));
        }

        private static String version() {
            @Nullable String version = TangoServer.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }

        private String adminName() {
            return "dserver/" + name;
        }

        private Device adminDevice(
                List<ServedDevice<?>> devices,
                Sinks.Empty<Void> kill,
                Transport transport,
                Lanes lanes,
                EventSupplier events,
                Polling polling) {
            Administered server = new Administered() {
                @Override
                public List<ServedDevice<?>> devices() {
                    return devices;
                }

                @Override
                public void kill() {
                    // After the turn of the loop in which the command is answered.
                    transport.loop().execute(kill::tryEmitEmpty);
                }
            };
            Lane lane = lanes.lane(adminName(), transport.loop());
            Device admin = new Device(adminName(), lane, info(AdminCommands.CLASS_NAME), adminName());
            AdminCommands.addTo(admin, server);
            EventCommands.addTo(admin, events);
            PollingCommands.addTo(admin, server, polling);
            Builtins.addTo(admin, nothing -> AdminCommands.restartAll(server));
            admin.state(DevState.ON);
            admin.status(PollingCommands.status(true));
            return admin;
        }
    }
}
