package org.reactivetango.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.core.lane.BridgeWorkers;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.server.admin.Administered.AdministeredDevice;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.AttributeTraits;
import org.reactivetango.server.dispatch.Builtins;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.dispatch.Failures;
import org.reactivetango.server.events.AttributeStream;
import org.reactivetango.server.events.EventSupplier;
import org.reactivetango.server.polling.Polling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** One device of a definition: binds the definition's handlers to the state that {@code init} gives. */
final class ServedDevice<S> implements DeviceContext, AdministeredDevice {
    private static final Logger LOG = LoggerFactory.getLogger(ServedDevice.class);

    private final DeviceDefinition<S> definition;
    private final Device device;
    private final Lanes lanes;
    private final Dispatcher dispatcher;
    private final SharedBridges sharedBridges;
    private final EventSupplier events;
    private final Polling polling;
    private final Consumer<BlockingBridge<?>> onNewBridge;
    /** What ends the bridges that it has asked for. */
    private final Queue<Mono<Void>> bridgeEnds = new ConcurrentLinkedQueue<>();

    private final List<Streamed<S>> streams = new ArrayList<>();

    private volatile @Nullable S state;
    private volatile @Nullable Throwable initFailure;

    ServedDevice(
            ServedClass<S> servedClass,
            String name,
            Lane lane,
            Lanes lanes,
            DeviceInfo info,
            String adminName,
            Dispatcher dispatcher,
            SharedBridges sharedBridges,
            EventSupplier events,
            Polling polling,
            Consumer<BlockingBridge<?>> onNewBridge) {
        this.definition = servedClass.definition();
        this.lanes = lanes;
        this.dispatcher = dispatcher;
        this.sharedBridges = sharedBridges;
        this.events = events;
        this.polling = polling;
        this.onNewBridge = onNewBridge;
        this.device = new Device(name, lane, info, adminName, servedClass.names());
        device.state(definition.initialState());
        addAttributes(servedClass.traits());
        definition.commands().forEach(this::addCommand);
        Builtins.addTo(device, nothing -> init(), stateReader(), statusReader());
        polling.add(device);
        definition.attributes().forEach(each -> addPolling("attribute", each.name(), each.execution()));
        definition.commands().forEach(each -> addPolling("command", each.name(), each.execution()));
    }

    @Override
    public Device device() {
        return device;
    }

    /**
     * Makes the device's state anew, after deleting the old one. What fails leaves the device in FAULT with the cause in its
     * status; the Mono completes all the same, for the server goes on.
     */
    Mono<Void> init() {
        return Mono.defer(this::delete)
                .then(Mono.defer(() -> definition.init().apply(this)))
                .switchIfEmpty(Mono.error(
                        () -> new IllegalStateException("init of class " + definition.className() + " gave no state")))
                .doOnNext(made -> {
                    state = made;
                    initFailure = null;
                    streams.forEach(stream -> stream.start(made));
                })
                .then()
                .onErrorResume(e -> {
                    initFailed(e);
                    return Mono.empty();
                });
    }

    private void initFailed(Throwable failure) {
        LOG.error("Device {} could not be initialised; it is in FAULT until Init succeeds", name(), failure);
        initFailure = failure;
        device.state(DevState.FAULT);
        String reason = Failures.errors(failure, name()).get(0).description();
        device.status("The device could not be initialised: " + reason + "\nRun Init once the cause is gone.");
    }

    @Override
    public String className() {
        return definition.className();
    }

    @Override
    public Mono<Void> restart() {
        return device.lane().call("restart of " + name(), () -> {
            polling.restarted(device);
            return init();
        });
    }

    /** Lets the state go, if there is one. */
    Mono<Void> delete() {
        S old = state;
        state = null;
        streams.forEach(Streamed::stop);
        Mono<Void> deleted = old == null ? Mono.empty() : definition.delete().apply(old);
        return deleted.onErrorResume(e -> {
                    LOG.warn("Device {} did not end well", name(), e);
                    return Mono.empty();
                })
                .then(Mono.defer(this::closeBridges));
    }

    /** Completes when their drivers are closed, for Init opens them again. */
    private Mono<Void> closeBridges() {
        List<Mono<Void>> ends = new ArrayList<>();
        Mono<Void> end;
        while ((end = bridgeEnds.poll()) != null) {
            ends.add(end);
        }
        return Mono.when(ends);
    }

    private S ready() {
        S current = state;
        if (current == null) {
            Throwable failure = initFailure;
            throw DevFailedException.of(
                    Reasons.INIT_NOT_DONE,
                    "Device " + name() + " is not initialised"
                            + (failure == null
                                    ? ""
                                    : ": "
                                            + Failures.errors(failure, name())
                                                    .get(0)
                                                    .description())
                            + ". Run Init once the cause is gone",
                    definition.className() + "::init");
        }
        return current;
    }

    // ---- definition to engine

    private void addAttributes(List<AttributeTraits> traits) {
        Map<String, Attribute.SetPoint> setPoints = new HashMap<>();
        for (AttributeDefinition<S, ?> attribute : definition.attributes()) {
            setPoints.put(key(attribute.name()), new Attribute.SetPoint(attribute.startingSetPoint()));
        }
        for (int i = 0; i < traits.size(); i++) {
            AttributeDefinition<S, ?> attribute = definition.attributes().get(i);
            String owner = attribute.writeAttribute() == null ? attribute.name() : attribute.writeAttribute();
            Attribute.SetPoint setPoint = setPoints.get(key(owner));
            if (setPoint == null) {
                throw new IllegalArgumentException("attribute " + attribute.name() + " of class "
                        + definition.className() + " shows the set value of " + owner + ", which does not exist");
            }
            addAttribute(attribute, traits.get(i), setPoint);
        }
    }

    /** An attribute that gives a stream, and what is made of it. */
    private record Streamed<S>(Attribute attribute, StreamReader<S> reader, Retry retry, AttributeStream stream) {
        void start(S state) {
            stream.start(attribute, () -> reader.apply(state), retry);
        }

        void stop() {
            stream.stop();
        }
    }

    private <T> void addAttribute(
            AttributeDefinition<S, T> attribute, AttributeTraits traits, Attribute.SetPoint setPoint) {
        StreamReader<S> reader = attribute.stream();
        if (reader == null) {
            device.add(attribute(attribute, traits, reader(attribute.reader()), setPoint));
            return;
        }
        AttributeStream stream = new AttributeStream(name() + "/" + attribute.name(), loop(), events, reader.stale());
        Attribute.Reader latest = () -> {
            var unused = ready();
            return stream.read();
        };
        Attribute made = attribute(attribute, traits, latest, setPoint);
        device.add(made);
        streams.add(new Streamed<>(made, reader, reader.retryOn(loop()), stream));
    }

    private Attribute.@Nullable Reader reader(@Nullable Function<S, @Nullable Object> reader) {
        return reader == null ? null : () -> reader.apply(ready());
    }

    private <T> Attribute attribute(
            AttributeDefinition<S, T> attribute,
            AttributeTraits traits,
            Attribute.@Nullable Reader reader,
            Attribute.SetPoint setPoint) {
        BiFunction<S, T, @Nullable Mono<Void>> writer = attribute.writer();
        return new Attribute(
                        traits,
                        reader,
                        writer == null
                                ? null
                                : value ->
                                        writer.apply(ready(), attribute.type().cast(value)),
                        laneOf(attribute.execution()),
                        setPoint)
                .pushing(attribute.pushed());
    }

    @SuppressWarnings("unchecked")
    private <I, O> void addCommand(CommandDefinition<S, I, O> command) {
        BiFunction<S, I, @Nullable Object> handler = command.handler();
        if (handler == null) {
            throw new IllegalStateException(command.name());
        }
        // The engine has checked the argument against the command's type, and Void is null by definition.
        device.add(new Command(
                command.info(),
                command.allowedIn(),
                laneOf(command.execution()),
                command.execution().cancellable(),
                argument -> handler.apply(ready(), (I) argument)));
    }

    private void addPolling(String type, String name, Execution execution) {
        Execution.Polled polled = execution.polled();
        if (polled != null) {
            polling.add(device, type, name, Math.toIntExact(polled.period().toMillis()), polled.depth(), className());
        }
    }

    private Lane laneOf(Execution execution) {
        return execution.lane() == null ? device.lane() : lane(execution.lane());
    }

    /** A device that could not be initialised has nobody to ask. */
    private Attribute.@Nullable Reader stateReader() {
        Function<S, Mono<DevState>> find = definition.state();
        if (find == null) {
            return null;
        }
        return () -> {
            S current = state;
            return current == null ? device.state() : find.apply(current).doOnNext(this::found);
        };
    }

    private void found(DevState current) {
        if (device.state() != current) {
            device.state(current);
        }
    }

    private Attribute.@Nullable Reader statusReader() {
        Function<S, Mono<String>> find = definition.status();
        if (find == null) {
            return null;
        }
        return () -> {
            S current = state;
            return current == null ? device.status() : find.apply(current).doOnNext(device::status);
        };
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    // ---- DeviceContext

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public DevState state() {
        return device.state();
    }

    @Override
    public Mono<Void> state(DevState newState) {
        device.state(newState);
        return Mono.empty();
    }

    @Override
    public Mono<Void> state(DevState newState, String status) {
        device.state(newState);
        device.status(status);
        return Mono.empty();
    }

    @Override
    public String status() {
        return device.status();
    }

    @Override
    public Lane lane() {
        return device.lane();
    }

    @Override
    public Lane lane(String name) {
        return lanes.named(name, loop());
    }

    @Override
    public <D> BlockingBridge<D> bridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options) {
        BlockingBridge<D> bridge = newBridge(name() + "/" + name, open, options);
        bridgeEnds.add(bridge.close());
        return bridge;
    }

    @Override
    public <D> BlockingBridge<D> sharedBridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options) {
        BlockingBridge<D> bridge = sharedBridges.use(name, () -> newBridge(name, open, options));
        bridgeEnds.add(sharedBridges.letGo(name));
        return bridge;
    }

    private <D> BlockingBridge<D> newBridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options) {
        BridgeWorkers workers = loop().bridgeWorkers(options.virtualThreads());
        BlockingBridge<D> bridge = new BlockingBridge<>(name, loop(), open, options, workers);
        onNewBridge.accept(bridge);
        return bridge;
    }

    @Override
    public LocalDevice device(String name) {
        return new LocalDevice(name, dispatcher);
    }

    @Override
    public void pushChange(String attribute, Object value) {
        events.push(attribute(attribute), EventType.CHANGE, value);
    }

    @Override
    public void pushChange(String attribute, Throwable error) {
        events.pushError(attribute(attribute), EventType.CHANGE, error);
    }

    @Override
    public void pushArchive(String attribute, Object value) {
        events.push(attribute(attribute), EventType.ARCHIVE, value);
    }

    @Override
    public void pushArchive(String attribute, Throwable error) {
        events.pushError(attribute(attribute), EventType.ARCHIVE, error);
    }

    @Override
    public void pushUser(String attribute, Object value) {
        events.push(attribute(attribute), EventType.USER, value);
    }

    @Override
    public void pushUser(String attribute, Throwable error) {
        events.pushError(attribute(attribute), EventType.USER, error);
    }

    @Override
    public void pushDataReady(String attribute, int counter) {
        events.pushDataReady(attribute(attribute), counter);
    }

    private Attribute attribute(String name) {
        Attribute found = device.attribute(name);
        if (found == null) {
            throw new IllegalArgumentException("device " + name() + " has no attribute " + name);
        }
        return found;
    }

    @Override
    public LoopScheduler loop() {
        return device.lane().loop();
    }
}
