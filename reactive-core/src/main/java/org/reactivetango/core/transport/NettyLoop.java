package org.reactivetango.core.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.lane.LoopScheduler;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A Netty event loop as the runtime's loop. */
final class NettyLoop implements LoopScheduler {
    private final EventLoop eventLoop;
    private final Scheduler scheduler;
    private final LoopActivity activity = new LoopActivity();

    NettyLoop(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        this.scheduler = Schedulers.fromExecutorService(eventLoop, "tango-loop");
    }

    boolean runs(Channel channel) {
        return channel.eventLoop() == eventLoop;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public LoopActivity activity() {
        return activity;
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public Disposable schedule(Runnable task, Duration delay) {
        Future<?> timer = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public Scheduler asScheduler() {
        return scheduler;
    }
}
