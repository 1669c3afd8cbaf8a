package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivestreams.Subscription;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.lane.GuardOptions;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.iiop.IiopListener;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * {@code AttributeProxy.read()} of one scalar, from the subscription to the bytes of the request and from the bytes of the
 * reply to the subscriber: a client without its sockets. Sixteen reads are outstanding at a time; figures are per read. The
 * subscriber is one and the same, and the replies are ready but for their ids, so that all allocation is the library's:
 * the call, and the reading with its boxed values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ClientReadBenchmark {
    private static final int BATCH = 16;
    private static final String DEVICE = "sys/tg_test/1";
    private static final String ATTRIBUTE = "double_scalar";
    /** Where a request and a reply of GIOP 1.0 have their id, when there is no service context. */
    private static final int ID_INDEX = 16;

    private final StillLoop loop = new StillLoop();
    private final MemoryTransport near = new MemoryTransport(loop);
    private final MemoryTransport far = new MemoryTransport(loop);
    private final Counter counter = new Counter();
    private final ByteBuf replies = Unpooled.directBuffer();
    private final TangoClient client =
            TangoClient.builder().transport(() -> near).guard(GuardOptions::off).build();
    private final Mono<Reading<Double>> read = client.device("tango://memory:1/" + DEVICE + "#dbase=no")
            .attribute(ATTRIBUTE, Double.class)
            .read();
    private int requestBytes;
    private int replyBytes;

    private static final class Counter implements CoreSubscriber<Reading<Double>> {
        private int readings;
        private @Nullable Throwable failure;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Reading<Double> reading) {
            readings++;
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
        }

        @Override
        public void onComplete() {
            // The reading has been counted.
        }
    }

    /** Has the client find out what the device is, and takes the answer to its first read for all that follow. */
    @Setup
    public void open() {
        serve();
        read.subscribe(counter);
        loop.runTasks();
        byte[] reply = {};
        while (counter.readings == 0 && counter.failure == null) {
            requestBytes = near.outbound().readableBytes();
            far.receiveFrom(near);
            loop.runTasks();
            reply = ByteBufUtil.getBytes(far.outbound());
            near.receiveFrom(far);
            loop.runTasks();
        }
        replyBytes = reply.length;
        for (int i = 0; i < BATCH; i++) {
            replies.writeBytes(reply);
        }
        check(1);
    }

    private void serve() {
        Lane lane = new Lane(DEVICE, loop, Limits.DEFAULT);
        Device device = new Device(
                DEVICE,
                lane,
                new DeviceInfo(
                        "TangoTest", "TangoTest/benchmark", "localhost", 6, "", "", Map.of("reactive-tango", "1")),
                "dserver/TangoTest/benchmark");
        device.add(new Attribute(
                AttributeConfig.of(ATTRIBUTE, WriteType.READ_WRITE, DataFormat.SCALAR, TangoType.DEV_DOUBLE),
                ValueType.of(Double.class),
                () -> 1.5,
                value -> null,
                Set.of(),
                Set.of(),
                lane,
                false,
                new Attribute.SetPoint(1.5)));
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.add(device);
        new IiopListener(far, dispatcher, Limits.DEFAULT).listen("localhost", 0).block(Duration.ofSeconds(1));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int read() {
        for (int i = 0; i < BATCH; i++) {
            read.subscribe(counter);
        }
        ByteBuf requests = near.outbound();
        for (int i = 0; i < BATCH; i++) {
            replies.setInt(i * replyBytes + ID_INDEX, requests.getInt(i * requestBytes + ID_INDEX));
        }
        near.sent();
        near.receive(replies.retain().readerIndex(0));
        return check(BATCH);
    }

    private int check(int expected) {
        int readings = counter.readings;
        counter.readings = 0;
        if (readings != expected) {
            throw new IllegalStateException(readings + " readings instead of " + expected, counter.failure);
        }
        return readings;
    }

    @TearDown
    public void close() {
        near.end();
        far.end();
        replies.release();
    }
}
