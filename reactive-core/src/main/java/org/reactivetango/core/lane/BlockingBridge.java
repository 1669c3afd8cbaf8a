package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoTimeoutException;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * The only way to a driver that blocks. It owns the driver and the threads that wait in it; callers wait in their Mono and
 * get the result on the loop of their lane. Devices on one bus share a bridge.
 *
 * <p><b>A driver that hangs</b> costs its bridge, nothing else: after its timeout the call is abandoned, its lane is free,
 * and the bridge is <em>quarantined</em>: all further calls fail at once, until the call returns or, with
 * {@link BridgeOptions#reopenWhileHung}, a new worker has opened the driver anew.
 *
 * <p><b>A driver that fails</b> is closed, if it is {@link AutoCloseable}, and opened again, with growing delays; calls made
 * meanwhile wait within their timeout. A driver is never closed while a call is in it, and none is opened before the last
 * one has been closed, unless that hangs and {@link BridgeOptions#reopenWhileHung} is set.
 *
 * <p><b>A call that is cancelled</b> leaves the queue; one that runs is interrupted and keeps its lane until it has ended, so
 * that the hardware is never entered twice.
 *
 * <p>Every method may be called from any thread. All bookkeeping is confined to one loop.
 *
 * @param <D> the driver
 */
public final class BlockingBridge<D> implements Disposable {
    /** A call with a result. */
    @FunctionalInterface
    public interface Call<D, T> {
        @Nullable
        T call(D driver) throws Exception;
    }

    /** A call without a result. */
    @FunctionalInterface
    public interface Run<D> {
        void run(D driver) throws Exception;
    }

    /** Makes a driver that is ready. */
    @FunctionalInterface
    public interface Opener<D> {
        D open() throws Exception;
    }

    /** So many workers may be lost to a driver that hangs again and again; then even {@code reopenWhileHung} waits. */
    private static final int MAX_HUNG_WORKERS = 8;

    private enum State {
        /** Nothing has been asked of it, or a delay runs before the driver is opened again. */
        CLOSED,
        OPENING,
        OPEN,
        /** A call hangs in the driver. */
        QUARANTINED,
        ENDED
    }

    private final String name;
    private final LoopScheduler loop;
    private final Opener<D> opener;
    private final BridgeOptions options;
    private final BridgeWorkers workers;
    private final AtomicLong droppedElements = new AtomicLong();

    // Confined to the loop:
    private final ArrayDeque<Pending<?>> queue = new ArrayDeque<>();
    private final ArrayDeque<BridgeWorkers.Worker> idle = new ArrayDeque<>();
    private final Set<BridgeWorkers.Worker> hung = new LinkedHashSet<>();
    private final List<Consumer<@Nullable Throwable>> readyWaiters = new ArrayList<>();
    private final List<Listening<D, ?>> listeners = new ArrayList<>();
    private State state = State.CLOSED;
    private @Nullable OpenDriver<D> current;
    /** Drivers that have been retired and are not closed yet. */
    private final Set<OpenDriver<D>> closing = new LinkedHashSet<>();

    private final List<Runnable> closedWaiters = new ArrayList<>();
    private @Nullable Throwable lastFailure;
    private @Nullable Disposable reopenTimer;
    private int startedWorkers;
    private int opening;
    private int generation;
    private Duration nextDelay;

    /**
     * A bridge whose driver is opened when it is first needed.
     *
     * @param name for threads and errors
     * @param loop for its bookkeeping, and for results of calls made outside a lane
     */
    public BlockingBridge(
            String name, LoopScheduler loop, Opener<D> opener, BridgeOptions options, BridgeWorkers workers) {
        this.name = name;
        this.loop = loop;
        this.opener = opener;
        this.options = options;
        this.workers = workers;
        this.nextDelay = options.firstReopenDelay();
    }

    public String name() {
        return name;
    }

    /** Calls the driver, when subscribed; empty if it gives null. */
    public <T> Mono<T> call(Call<D, T> call) {
        return new BridgeMono<>(this, call);
    }

    /** Calls the driver for its effect, when subscribed. */
    public Mono<Void> run(Run<D> run) {
        return new BridgeMono<D, Void>(this, opened -> {
            run.run(opened);
            return null;
        });
    }

    /**
     * Completes when the driver is open, opening it if need be; fails if that fails, though the bridge goes on trying.
     */
    public Mono<Void> ready() {
        return Mono.create(sink -> onLoop(() -> {
            if (state == State.OPEN) {
                sink.success();
            } else {
                readyWaiters.add(failure -> {
                    if (failure == null) {
                        sink.success();
                    } else {
                        sink.error(failure);
                    }
                });
                openIfClosed();
            }
        }));
    }

    /**
     * What the driver tells by calling back, from whatever thread. It is registered again whenever the driver is opened
     * again. Elements arrive on the loop; of a subscriber that is slower than {@link BridgeOptions#maxQueued} the oldest are
     * dropped and counted in {@link #droppedElements}.
     *
     * @param register hands the driver the consumer to call; on a worker
     */
    public <E> Flux<E> listen(BiConsumer<D, Consumer<E>> register) {
        return Flux.<E>create(
                        sink -> {
                            Listening<D, E> listening = new Listening<>(register, sink);
                            onLoop(() -> listen(listening));
                            sink.onDispose(() -> onLoop(() -> listeners.remove(listening)));
                        },
                        FluxSink.OverflowStrategy.IGNORE)
                .onBackpressureBuffer(
                        options.maxQueued(),
                        dropped -> droppedElements.incrementAndGet(),
                        BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(loop.asScheduler(), 1);
    }

    private record Listening<D, E>(BiConsumer<D, Consumer<E>> register, FluxSink<E> sink) {
        void to(D opened) {
            register.accept(opened, sink::next);
        }
    }

    /** Elements of {@link #listen} that slow subscribers have lost. */
    public long droppedElements() {
        return droppedElements.get();
    }

    /**
     * Ends it, when subscribed: calls that wait fail, and the driver is closed if it is {@link AutoCloseable}. Completes when
     * that is done, so that the hardware can be opened anew; what hangs is waited for no longer than a call.
     */
    public Mono<Void> close() {
        return Mono.create(sink -> onLoop(() -> {
            end();
            if (gone()) {
                sink.success();
            } else {
                Disposable patience = loop.schedule(sink::success, options.callTimeout());
                closedWaiters.add(() -> {
                    patience.dispose();
                    sink.success();
                });
            }
        }));
    }

    @Override
    public void dispose() {
        onLoop(this::end);
    }

    // ---- on the loop

    private void onLoop(Runnable task) {
        if (loop.inLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** Calls that wait for a worker; on the bridge's loop. */
    public int queued() {
        return queue.size();
    }

    /** Whether all calls are refused because one hangs in the driver; on the bridge's loop. */
    public boolean quarantined() {
        return state == State.QUARANTINED;
    }

    /** Where it keeps its books. */
    public LoopScheduler loop() {
        return loop;
    }

    private void submit(Pending<?> call) {
        switch (state) {
            case ENDED -> call.fail(rejected("has been closed. Ask the device that closed it"));
            case QUARANTINED -> call.fail(quarantine());
            default -> {
                if (queue.size() >= options.maxQueued()) {
                    call.fail(rejected("is full: " + queue.size() + " calls wait for " + options.workers()
                            + " worker(s). Send less at a time, or poll less often"));
                    return;
                }
                queue.add(call);
                call.timer = loop.schedule(call::timedOut, options.callTimeout());
                openIfClosed();
                work();
            }
        }
    }

    private LaneRejectedException rejected(String what) {
        return new LaneRejectedException(Reasons.BRIDGE_UNAVAILABLE, "Bridge " + name + " " + what);
    }

    private LaneRejectedException quarantine() {
        return rejected("is quarantined: a call hangs in its driver for more than "
                + options.callTimeout().toMillis()
                + " ms. It is used again when that call returns; see to the hardware, or set reopenWhileHung");
    }

    /** Opens the driver unless that waits for something: for its delay, or for the last one to be closed. */
    private void openIfClosed() {
        if (state == State.CLOSED && reopenTimer == null && mayOpen()) {
            open();
        }
    }

    private boolean mayOpen() {
        return options.reopenWhileHung()
                ? hung.size() < MAX_HUNG_WORKERS && closing.stream().allMatch(OpenDriver::givenUp)
                : hung.isEmpty() && closing.isEmpty();
    }

    private boolean wanted() {
        return !listeners.isEmpty() || !queue.isEmpty() || !readyWaiters.isEmpty();
    }

    private void open() {
        state = State.OPENING;
        int attempt = ++generation;
        opening++;
        BridgeWorkers.Worker worker = worker();
        Disposable timer = loop.schedule(() -> openingHangs(attempt, worker), options.callTimeout());
        worker.execute(() -> {
            D opened = null;
            Throwable failure = null;
            try {
                opened = opener.open();
            } catch (Throwable e) {
                failure = e;
            }
            D result = opened;
            Throwable why = failure;
            onLoop(() -> {
                timer.dispose();
                opening--;
                opened(attempt, worker, result, why);
            });
        });
    }

    private BridgeWorkers.Worker worker() {
        BridgeWorkers.Worker waiting = idle.poll();
        return waiting != null ? waiting : workers.start("bridge-" + name + "-" + ++startedWorkers);
    }

    private void opened(int attempt, BridgeWorkers.Worker worker, @Nullable D opened, @Nullable Throwable failure) {
        if (attempt != generation || state != State.OPENING) {
            if (opened == null) {
                free(worker);
            } else {
                close(new OpenDriver<>(opened), worker);
            }
            return;
        }
        idle.add(worker);
        if (opened == null) {
            openFailed(failure == null ? new IllegalStateException("the opener gave no driver") : failure);
            return;
        }
        current = new OpenDriver<>(opened);
        state = State.OPEN;
        lastFailure = null;
        nextDelay = options.firstReopenDelay();
        while (idle.size() < options.workers()) {
            idle.add(workers.start("bridge-" + name + "-" + ++startedWorkers));
        }
        tellReady(null);
        listeners.forEach(this::register);
        work();
    }

    private void openFailed(Throwable failure) {
        lastFailure = failure;
        state = State.CLOSED;
        tellReady(failure);
        reopenTimer = loop.schedule(
                () -> {
                    reopenTimer = null;
                    openIfClosed();
                },
                nextDelay);
        Duration doubled = nextDelay.multipliedBy(2);
        nextDelay = doubled.compareTo(options.maxReopenDelay()) < 0 ? doubled : options.maxReopenDelay();
    }

    private void openingHangs(int attempt, BridgeWorkers.Worker worker) {
        if (attempt == generation && state == State.OPENING) {
            lastFailure = new TangoTimeoutException(
                    "Opening the driver of bridge " + name + " took more than "
                            + options.callTimeout().toMillis() + " ms",
                    Completion.MAYBE);
            tellReady(lastFailure);
            giveUp(worker, null);
        }
    }

    private void tellReady(@Nullable Throwable failure) {
        List<Consumer<@Nullable Throwable>> waiters = List.copyOf(readyWaiters);
        readyWaiters.clear();
        waiters.forEach(waiter -> waiter.accept(failure));
    }

    private void listen(Listening<D, ?> listening) {
        if (listening.sink.isCancelled()) {
            return;
        }
        listeners.add(listening);
        if (state == State.OPEN) {
            register(listening);
        } else {
            openIfClosed();
        }
    }

    private void register(Listening<D, ?> listening) {
        // As a call, so that it waits for a worker like any other; what fails ends this Flux.
        run(listening::to).subscribe(nothing -> {}, listening.sink::error);
    }

    private void work() {
        OpenDriver<D> open = current;
        while (state == State.OPEN && open != null && !queue.isEmpty() && !idle.isEmpty()) {
            start(queue.remove(), idle.remove(), open);
        }
    }

    private <T> void start(Pending<T> call, BridgeWorkers.Worker worker, OpenDriver<D> open) {
        call.worker = worker;
        call.in = open;
        open.entered();
        worker.execute(() -> {
            T result = null;
            Throwable failure = null;
            try {
                result = call.body(open.driver);
            } catch (Throwable e) {
                failure = e;
            }
            T value = result;
            Throwable why = failure;
            onLoop(() -> returned(call, worker, open, value, why));
        });
    }

    private <T> void returned(
            Pending<T> call,
            BridgeWorkers.Worker worker,
            OpenDriver<D> left,
            @Nullable T result,
            @Nullable Throwable failure) {
        boolean lastOut = left.left();
        if (failure != null && left == current && options.reopenOn().test(failure)) {
            lastOut = left.retire();
            current = null;
            closing.add(left);
            openFailed(failure);
        }
        if (lastOut) {
            close(left, worker);
        } else {
            free(worker);
        }
        call.end(result, failure);
        work();
    }

    // ---- closing a driver

    /** Takes the driver away; it is closed when the last call has left it. */
    private void retire() {
        OpenDriver<D> retired = current;
        current = null;
        if (retired != null) {
            closing.add(retired);
            if (retired.retire()) {
                close(retired, worker());
            }
        }
    }

    private void close(OpenDriver<D> left, BridgeWorkers.Worker worker) {
        if (!(left.driver instanceof AutoCloseable closeable)) {
            closed(left, worker);
            return;
        }
        Disposable timer = loop.schedule(
                () -> {
                    if (!left.givenUp()) {
                        giveUp(worker, left);
                    }
                },
                options.callTimeout());
        worker.execute(() -> {
            try {
                closeable.close();
            } catch (Exception e) {
                // It is being given up because it fails: how it ends changes nothing.
            } finally {
                onLoop(() -> {
                    timer.dispose();
                    closed(left, worker);
                });
            }
        });
    }

    private void closed(OpenDriver<D> gone, BridgeWorkers.Worker worker) {
        closing.remove(gone);
        free(worker);
        if (wanted()) {
            openIfClosed();
        }
    }

    // ---- what hangs

    /** What the worker does will not end in time: it is lost to the bridge, and for now the bridge to everybody. */
    private void giveUp(BridgeWorkers.Worker worker, @Nullable OpenDriver<D> hangsIn) {
        hung.add(worker);
        if (hangsIn != null) {
            hangsIn.giveUp();
        }
        if (options.interruptOnCancel()) {
            worker.interrupt();
        }
        if (state == State.ENDED || (hangsIn != null && hangsIn != current && state != State.CLOSED)) {
            // Nobody waits for it any more, or a new driver has taken its place.
            return;
        }
        generation++;
        retire();
        if (mayOpen()) {
            state = State.CLOSED;
            openIfClosed();
        } else {
            state = State.QUARANTINED;
            List<Pending<?>> waiting = List.copyOf(queue);
            queue.clear();
            waiting.forEach(call -> call.fail(quarantine()));
        }
    }

    /** A worker is free, perhaps one that had been given up. */
    private void free(BridgeWorkers.Worker worker) {
        hung.remove(worker);
        int calling = current == null ? 0 : current.inside();
        if (state == State.ENDED) {
            worker.end();
            tellClosed();
        } else if (idle.size() + calling < options.workers()) {
            idle.add(worker);
        } else {
            worker.end();
        }
        if (state == State.QUARANTINED && mayOpen()) {
            // The driver may be in any state: it is opened anew.
            state = State.CLOSED;
            if (wanted()) {
                openIfClosed();
            }
        }
    }

    private void end() {
        if (state == State.ENDED) {
            return;
        }
        Disposable timer = reopenTimer;
        if (timer != null) {
            timer.dispose();
        }
        retire();
        state = State.ENDED;
        generation++;
        List<Pending<?>> waiting = List.copyOf(queue);
        queue.clear();
        waiting.forEach(call -> call.fail(rejected("has been closed")));
        tellReady(rejected("has been closed"));
        List.copyOf(listeners).forEach(listening -> listening.sink.complete());
        idle.forEach(BridgeWorkers.Worker::end);
        idle.clear();
        tellClosed();
    }

    /** Whether nothing of it is left: no driver, and nobody who opens one. */
    private boolean gone() {
        return state == State.ENDED && closing.isEmpty() && opening == 0;
    }

    private void tellClosed() {
        if (gone()) {
            List<Runnable> waiters = List.copyOf(closedWaiters);
            closedWaiters.clear();
            waiters.forEach(Runnable::run);
        }
    }

    private static final class BridgeMono<D, T> extends Mono<T> {
        private final BlockingBridge<D> bridge;
        private final Call<D, T> call;

        BridgeMono(BlockingBridge<D> bridge, Call<D, T> call) {
            this.bridge = bridge;
            this.call = call;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            actual.onSubscribe(bridge.new Pending<>(call, actual));
        }
    }

    /** One call and its subscriber. It keeps its operation from ending while it runs in the driver. */
    private final class Pending<T> implements Subscription {
        private final Call<D, T> call;
        private final CoreSubscriber<? super T> actual;
        private final @Nullable LaneOperation operation;
        private final LoopScheduler home;
        private volatile boolean begun;
        // On the loop:
        private @Nullable Disposable timer;
        private BridgeWorkers.@Nullable Worker worker;
        private @Nullable OpenDriver<D> in;
        private boolean answered;
        private boolean letGo;

        Pending(Call<D, T> call, CoreSubscriber<? super T> actual) {
            this.call = call;
            this.actual = actual;
            LaneOperation caller = LaneOperation.current(actual.currentContext());
            this.operation = caller != null && caller.retain() ? caller : null;
            Lane lane = operation == null ? null : operation.lane;
            this.home = lane == null ? loop : lane.loop();
        }

        @Nullable
        T body(D opened) throws Exception {
            return call.call(opened);
        }

        @Override
        public void request(long n) {
            if (Operators.validate(n) && !begun) {
                begun = true;
                onLoop(() -> {
                    if (!answered) {
                        submit(this);
                    }
                });
            }
        }

        @Override
        public void cancel() {
            onLoop(this::cancelled);
        }

        private void cancelled() {
            if (answered) {
                return;
            }
            answered = true;
            BridgeWorkers.Worker running = worker;
            if (running == null) {
                queue.remove(this);
                finish();
            } else if (options.interruptOnCancel()) {
                // It keeps its lane until it has ended; the timer goes on and abandons it if it does not.
                running.interrupt();
            } else {
                finish();
                giveUp(running, in);
            }
        }

        private void timedOut() {
            timer = null;
            BridgeWorkers.Worker running = worker;
            boolean tell = !answered;
            answered = true;
            if (running == null) {
                queue.remove(this);
            }
            finish();
            if (running != null) {
                giveUp(running, in);
            }
            if (tell) {
                deliver(() -> actual.onError(timeout(running != null)));
            }
        }

        private TangoTimeoutException timeout(boolean running) {
            long millis = options.callTimeout().toMillis();
            Throwable why = lastFailure;
            String reason = running
                    ? "the driver did not come back from the call. The bridge is quarantined until it does"
                    : why == null
                            ? "the call did not get its turn: " + queue.size() + " more wait"
                            : "the driver cannot be opened: " + why;
            return new TangoTimeoutException(
                    "Timeout (" + millis + " ms) exceeded on bridge " + name + ": " + reason,
                    running ? Completion.MAYBE : Completion.NO);
        }

        void fail(Throwable failure) {
            end(null, failure);
        }

        void end(@Nullable T result, @Nullable Throwable failure) {
            finish();
            if (answered) {
                return;
            }
            answered = true;
            deliver(() -> {
                if (failure != null) {
                    actual.onError(failure);
                } else {
                    if (result != null) {
                        actual.onNext(result);
                    }
                    actual.onComplete();
                }
            });
        }

        /** Nothing of it runs any more, or it has been given up: its lane need not wait for it. */
        private void finish() {
            Disposable running = timer;
            if (running != null) {
                running.dispose();
                timer = null;
            }
            if (!letGo) {
                letGo = true;
                if (operation != null) {
                    operation.releasePart();
                }
            }
        }

        private void deliver(Runnable signal) {
            if (home.inLoop()) {
                goOn(signal);
            } else {
                home.execute(() -> goOn(signal));
            }
        }

        /** What goes on with the result belongs to the operation that made the call. */
        private void goOn(Runnable signal) {
            LoopActivity.Holder outer = home.activity().begin(operation);
            try {
                signal.run();
            } finally {
                home.activity().end(outer);
            }
        }
    }
}
