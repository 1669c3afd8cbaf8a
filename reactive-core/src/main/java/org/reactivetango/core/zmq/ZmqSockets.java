package org.reactivetango.core.zmq;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivetango.core.lane.LoopScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * ZMQ sockets with the one thread that owns them. What is published, subscribed and connected is handed to that thread,
 * and nobody waits for it; what happens is told on the loop. JeroMQ keeps two threads beside it.
 */
public final class ZmqSockets implements MessageSockets {
    private static final Logger LOG = LoggerFactory.getLogger(ZmqSockets.class);

    private final LoopScheduler loop;
    private final LastingThreads threads;
    private final ZContext context;
    private final Selector selector;
    private final Thread owner;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Doing> doing = new AtomicReference<>(Doing.WORKS);
    /** Of the owner thread; may change in the turn of one of them. */
    private final List<OwnedSocket> sockets = new CopyOnWriteArrayList<>();

    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean closing;

    /** What the owner thread does, and what is wanted of it. */
    private enum Doing {
        /** Only now does waking it up need the system. */
        SLEEPS,
        WORKS,
        /** It works, and must not sleep before it has looked at everything again. */
        MUST_LOOK_AGAIN
    }

    private ZmqSockets(String name, LoopScheduler loop) {
        this.loop = loop;
        this.threads = new LastingThreads(name, loop::nanoTime);
        this.context = new ZContext();
        try {
            this.selector = Selector.open();
        } catch (IOException noDescriptors) {
            throw new UncheckedIOException("cannot open a selector for " + name, noDescriptors);
        }
        context.setLinger(0);
        context.setThreadFactor(threads);
        context.setNotificationExceptionHandler(threads);
        context.setUncaughtExceptionHandler(threads);
        this.owner = new Thread(this::own, name);
        owner.setDaemon(true);
    }

    /**
     * Starts the thread; there is no socket yet.
     *
     * @param name of the thread, and the beginning of the names of JeroMQ's
     * @param loop on which listeners are told; it also gives the time
     */
    public static ZmqSockets open(String name, LoopScheduler loop) {
        ZmqSockets sockets = new ZmqSockets(name, loop);
        sockets.owner.start();
        return sockets;
    }

    @Override
    public ZmqPublisher publisher(String endpoint, PublisherOptions options, PublisherListener listener) {
        ZmqPublisher publisher = new ZmqPublisher(this, endpoint, options, listener);
        add(publisher.owned(), publisher::open);
        return publisher;
    }

    @Override
    public ZmqSubscriber subscriber(SubscriberOptions options, SubscriberListener listener) {
        ZmqSubscriber subscriber = new ZmqSubscriber(this, options, listener);
        add(subscriber.owned(), subscriber::open);
        return subscriber;
    }

    /** The release of the ZMQ library as Tango writes it: 100 times the major number, 10 times the minor and the patch. */
    public static int release() {
        return 100 * ZMQ.getMajorVersion() + 10 * ZMQ.getMinorVersion() + ZMQ.getPatchVersion();
    }

    /** How often something failed on a thread of JeroMQ's that would have ended it. */
    public long failures() {
        return threads.failures();
    }

    /**
     * Closes all sockets; what has not been sent is lost.
     *
     * @return completed when the sockets are closed and the threads have done their work
     */
    @Override
    public CompletableFuture<Void> close() {
        closing = true;
        wakeUp();
        return closed.copy();
    }

    LoopScheduler loop() {
        return loop;
    }

    Thread owner() {
        return owner;
    }

    /** Runs {@code task} on the owner thread, after what was given before. */
    void execute(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    void wakeUp() {
        if (doing.get() != Doing.MUST_LOOK_AGAIN && doing.getAndSet(Doing.MUST_LOOK_AGAIN) == Doing.SLEEPS) {
            selector.wakeup();
        }
    }

    /** On the owner thread: a socket that wakes it up. */
    ZMQ.Socket socket(SocketType type) {
        return context.createSocket(type);
    }

    /** On the owner thread, once the socket has its options. */
    void watch(ZMQ.Socket socket) {
        try {
            socket.getFD().register(selector, SelectionKey.OP_READ);
        } catch (ClosedChannelException closedMeanwhile) {
            throw new UncheckedIOException("a socket that was just opened is closed", closedMeanwhile);
        }
    }

    /** On the owner thread. */
    void destroy(ZMQ.Socket socket) {
        SelectionKey key = socket.getFD().keyFor(selector);
        if (key != null) {
            key.cancel();
        }
        socket.close();
    }

    /**
     * On the owner thread: makes JeroMQ look after all of its connections. 0.6.0 forgets a new one when the end of connecting
     * and the beginning of talking fall into the same turn of its thread, because the selection key of the first is not gone
     * yet. It tries again only when another is added or changed, so that is what happens here.
     */
    void nudge() {
        try (ZMQ.Socket other = context.createSocket(SocketType.PULL)) {
            other.bind("tcp://127.0.0.1:*");
        }
    }

    /** On the owner thread. */
    void remove(OwnedSocket socket) {
        if (sockets.remove(socket)) {
            socket.closeNow();
        }
    }

    private void add(OwnedSocket socket, Runnable open) {
        execute(() -> {
            sockets.add(socket);
            open.run();
        });
    }

    private void own() {
        Spinning spinning = new Spinning(loop.nanoTime());
        boolean more = false;
        while (!closing) {
            if (!more) {
                if (spinning.isSeen(loop.nanoTime())) {
                    Spinning.pause();
                }
                select(doing.compareAndSet(Doing.WORKS, Doing.SLEEPS));
            }
            doing.set(Doing.WORKS);
            runTasks();
            more = false;
            for (OwnedSocket socket : sockets) {
                more |= turn(socket);
            }
        }
        end();
    }

    private void select(boolean sleep) {
        try {
            if (sleep) {
                selector.select();
            } else {
                selector.selectNow();
            }
            selector.selectedKeys().clear();
        } catch (IOException failed) {
            LOG.warn("{} cannot wait for its sockets", owner.getName(), failed);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error failed) {
                LOG.warn("a task on {} failed", owner.getName(), failed);
            }
        }
    }

    private boolean turn(OwnedSocket socket) {
        try {
            return socket.turn();
        } catch (RuntimeException | Error failed) {
            LOG.warn("a socket of {} failed", owner.getName(), failed);
            execute(socket::failed);
            return false;
        }
    }

    private void end() {
        try {
            for (OwnedSocket socket : sockets) {
                remove(socket);
            }
            context.close();
            selector.close();
            closed.complete(null);
        } catch (RuntimeException | Error | IOException failed) {
            closed.completeExceptionally(failed);
        }
    }
}
