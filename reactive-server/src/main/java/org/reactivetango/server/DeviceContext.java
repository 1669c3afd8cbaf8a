package org.reactivetango.server;

import org.reactivetango.core.lane.BlockingBridge;
import org.reactivetango.core.lane.BridgeOptions;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.model.DevState;
import reactor.core.publisher.Mono;

/** What the runtime gives a device: its name, its state, its lane. Every method may be called from any thread. */
public interface DeviceContext {
    /** The device's name, {@code domain/family/member}. */
    String name();

    /** The state last set; UNKNOWN before. */
    DevState state();

    /**
     * Sets the state now; the status becomes Tango's text for it.
     *
     * @return an empty Mono, so that it can end a pipeline
     */
    Mono<Void> state(DevState state);

    /**
     * Sets state and status now.
     *
     * @return an empty Mono, so that it can end a pipeline
     */
    Mono<Void> state(DevState state, String status);

    /** The status last set, or Tango's text for the state. */
    String status();

    /**
     * A bridge to a blocking driver: one worker, and the other defaults of {@link BridgeOptions#DEFAULT}. It is closed when
     * the device is deleted or initialised again. The driver is opened when first needed; {@code ready()} in init opens it.
     *
     * @param name for threads and errors; the device's name is put before it
     * @param open makes a driver that is ready; it may block, as may all calls to the driver
     */
    default <D> BlockingBridge<D> bridge(String name, BlockingBridge.Opener<D> open) {
        return bridge(name, open, BridgeOptions.DEFAULT);
    }

    /** A bridge with other options: {@code BridgeOptions.DEFAULT.callTimeout(ofSeconds(1))}. */
    <D> BlockingBridge<D> bridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options);

    /** {@link #sharedBridge(String, BlockingBridge.Opener, BridgeOptions)} with the default options. */
    default <D> BlockingBridge<D> sharedBridge(String name, BlockingBridge.Opener<D> open) {
        return sharedBridge(name, open, BridgeOptions.DEFAULT);
    }

    /**
     * The bridge that all devices of this server share which ask for that name: several instruments on one bus. The first to
     * ask makes it, with its opener and options; it is closed when the last of them is deleted or initialised again.
     *
     * @param name of the bus, for threads and errors, too
     */
    <D> BlockingBridge<D> sharedBridge(String name, BlockingBridge.Opener<D> open, BridgeOptions options);

    /** The lane on which the device's operations run, one after the other. */
    Lane lane();

    /**
     * The lane of the server that has that name, and that attributes, commands and devices can be put on. It may be on another
     * event loop than the device; what is {@linkplain Lane#call called} then runs there, and its result comes back.
     */
    Lane lane(String name);

    /**
     * Another device of this server, or this one. Calls to it made in a handler belong to the handler's chain of calls: what
     * the chain holds already it does not wait for. No I/O; a name that nothing has fails with the first call.
     */
    LocalDevice device(String name);

    /**
     * Sends a change event with that value to everybody who has subscribed the attribute; nothing, if nobody has. It is
     * encoded before this returns, and waits for no lane and no client: what is too much is dropped, and counted by
     * {@link TangoServer#eventCounts}. If the attribute was defined with criteria, only what meets them is sent. Events of
     * one thread keep their order.
     *
     * @param value of the attribute's Java type, or a {@code Reading} of one with quality and time; a shared reading is
     *     released before this returns
     * @throws IllegalArgumentException if there is no such attribute, or if its definition does not say that it pushes them
     * @throws org.reactivetango.core.error.DevFailedException if the value is of another type, or too large
     */
    void pushChange(String attribute, Object value);

    /** The same with an error in place of the value; clients get what they would if reading failed with it. */
    void pushChange(String attribute, Throwable error);

    /** As {@link #pushChange(String, Object)}, an archive event. */
    void pushArchive(String attribute, Object value);

    /** As {@link #pushChange(String, Throwable)}, an archive event. */
    void pushArchive(String attribute, Throwable error);

    /** As {@link #pushChange(String, Object)}, a user event: for any attribute, always sent. */
    void pushUser(String attribute, Object value);

    /** As {@link #pushChange(String, Throwable)}, a user event: for any attribute, always sent. */
    void pushUser(String attribute, Throwable error);

    /**
     * Tells everybody who has subscribed that there is something to read.
     *
     * @param counter whatever number the clients of this class expect
     * @throws IllegalArgumentException as {@link #pushChange(String, Object)} does
     */
    void pushDataReady(String attribute, int counter);

    /** The event loop of the lane. */
    LoopScheduler loop();
}
