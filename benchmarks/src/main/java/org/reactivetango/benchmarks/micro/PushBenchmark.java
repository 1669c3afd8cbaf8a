package org.reactivetango.benchmarks.micro;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.core.zmq.ZmqSockets;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.events.EventSupplier;
import org.reactivetango.server.events.SocketOptions;

/**
 * What a push costs the thread that pushes: check, encode, hand over. An event is subscribed, but nobody is connected, so that
 * the thread that sends takes as little of the machine as it can. Whatever it cannot take is refused.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PushBenchmark {
    private static final String DEVICE = "test/push/1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What is pushed. */
    public enum Content {
        SCALAR(ValueType.DOUBLE, DataFormat.SCALAR, 1.5),
        ROW_OF_1000(ValueType.DOUBLES, DataFormat.SPECTRUM, new double[1000]);

        private final ValueType<?> type;
        private final DataFormat format;
        private final Object value;

        Content(ValueType<?> type, DataFormat format, Object value) {
            this.type = type;
            this.format = format;
            this.value = value;
        }
    }

    @Param
    Content content = Content.SCALAR;

    private @Nullable Device device;
    private final StillLoop loop = new StillLoop();
    private final EventSupplier supplier = new EventSupplier(
            loop,
            () -> ZmqSockets.open("tango-events", loop),
            SocketOptions.of("127.0.0.1"),
            "dserver/Push/benchmark",
            name -> Objects.requireNonNull(device));

    private @Nullable Attribute attribute;
    private long refusedBefore;

    @Setup
    public void open() {
        Attribute pushed = new Attribute(
                        AttributeConfig.of("pushed", WriteType.READ, content.format, content.type.element())
                                .with(c -> c.maxX(1000)),
                        content.type,
                        null,
                        null,
                        Set.of(),
                        Set.of(),
                        null,
                        false,
                        new Attribute.SetPoint(content.value))
                .pushing(Set.of(EventType.CHANGE));
        Device served = new Device(
                DEVICE,
                new Lane(DEVICE, loop, Limits.DEFAULT),
                new DeviceInfo("Push", "Push/benchmark", "localhost", 6, "", "", Map.of()),
                "dserver/Push/benchmark");
        served.add(pushed);
        device = served;
        attribute = pushed;
        supplier.port(1);
        supplier.subscribe(EventSubscription.to(DEVICE, "pushed", EventType.CHANGE, 5))
                .block(PATIENCE);
    }

    @Setup(Level.Iteration)
    public void count() {
        refusedBefore = supplier.refused();
    }

    @TearDown(Level.Iteration)
    public void tell() {
        System.out.printf("(%,d refused) ", supplier.refused() - refusedBefore);
    }

    @TearDown
    public void close() {
        supplier.close().block(PATIENCE);
    }

    private void push() {
        supplier.push(Objects.requireNonNull(attribute), EventType.CHANGE, content.value);
    }

    @Benchmark
    @Threads(1)
    public void byOneThread() {
        push();
    }

    @Benchmark
    @Threads(8)
    public void byEightThreads() {
        push();
    }
}
