package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.iiop.IiopListener;
import reactor.core.publisher.Mono;

/**
 * {@code read_attributes_5} of one scalar from the bytes of the request to the bytes of the reply: a server without its
 * sockets. Sixteen requests arrive at a time; figures are per request. The handler gives the same boxed value each time,
 * so that all allocation is the library's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadDispatchBenchmark {
    private static final int BATCH = 16;
    private static final String DEVICE = "sys/tg_test/1";
    private static final Double VALUE = 1.5;

    /** What the handler gives. */
    public enum Handler {
        /** The value itself. */
        VALUE,
        /** A Mono that has it at hand. */
        MONO_AT_HAND,
        /** A Mono that has to be subscribed to. */
        MONO_LATER
    }

    @Param
    Handler handler = Handler.VALUE;

    private final StillLoop loop = new StillLoop();
    private final MemoryTransport transport = new MemoryTransport(loop);
    private final ByteBuf requests = Unpooled.directBuffer();

    @Setup
    public void open() {
        Lane lane = new Lane(DEVICE, loop, Limits.DEFAULT);
        Device device = new Device(
                DEVICE,
                lane,
                new DeviceInfo("TangoTest", "TangoTest/benchmark", "localhost", 6, "", "", Map.of()),
                "dserver/TangoTest/benchmark");
        device.add(new Attribute(
                AttributeConfig.of("double_scalar", WriteType.READ_WRITE, DataFormat.SCALAR, TangoType.DEV_DOUBLE),
                ValueType.of(Double.class),
                reader(),
                value -> null,
                Set.of(),
                Set.of(),
                lane,
                false,
                new Attribute.SetPoint(VALUE)));
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.add(device);
        new IiopListener(transport, dispatcher, Limits.DEFAULT)
                .listen("localhost", 0)
                .block(Duration.ofSeconds(1));
        LoadRequest request = LoadRequest.read(DEVICE, "double_scalar");
        for (int id = 0; id < BATCH; id++) {
            requests.writeBytes(request.withId(id));
        }
    }

    private Attribute.Reader reader() {
        return switch (handler) {
            case VALUE -> () -> VALUE;
            case MONO_AT_HAND -> () -> Mono.just(VALUE);
            case MONO_LATER -> () -> Mono.just(VALUE).hide();
        };
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int read() {
        transport.receive(requests.retain().readerIndex(0));
        loop.runTasks();
        int replies = transport.sent();
        if (replies != BATCH) {
            throw new IllegalStateException(replies + " replies to " + BATCH + " requests");
        }
        return replies;
    }

    @TearDown
    public void close() {
        transport.end();
        requests.release();
    }
}
