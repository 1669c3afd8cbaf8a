package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopFraming;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.giop.RequestCodec;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.AttributeTraits;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.DeviceNames;
import org.reactivetango.server.dispatch.Dispatcher;
import org.reactivetango.server.iiop.IiopListener;

/**
 * {@link ReadDispatchBenchmark} with many devices, or many attributes of one device, of which each request asks for another,
 * far from the one before: nothing of it is in a cache of the processor any more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadGrowthBenchmark {
    private static final int BATCH = 16;
    private static final int DIGITS = 5;
    /** Prime, and no neighbour of a power of two: a walk over all that never goes to what lies close. */
    private static final int STRIDE = 7919;

    private static final Double VALUE = 1.5;

    /** What there is many of. */
    public enum Of {
        /** Devices, with one attribute each. */
        DEVICES,
        /** Attributes of one device. */
        ATTRIBUTES
    }

    @Param
    Of of = Of.DEVICES;

    @Param({"10", "10000"})
    int count = 10;

    private final StillLoop loop = new StillLoop();
    private final MemoryTransport transport = new MemoryTransport(loop);
    private final ByteBuf requests = Unpooled.directBuffer();
    private int requestBytes;
    private int numberIndex;
    private int next;

    @Setup
    public void open() {
        List<AttributeTraits> traits = IntStream.range(0, of == Of.DEVICES ? 1 : count)
                .mapToObj(ReadGrowthBenchmark::traits)
                .toList();
        DeviceNames names = DeviceNames.of(traits, List.of());
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.addAll(IntStream.range(0, of == Of.DEVICES ? count : 1)
                .mapToObj(number -> device(number, names, traits))
                .toList());
        new IiopListener(transport, dispatcher, Limits.DEFAULT)
                .listen("localhost", 0)
                .block(Duration.ofSeconds(1));
        for (int id = 0; id < BATCH; id++) {
            int start = requests.writerIndex();
            write(id);
            requestBytes = requests.writerIndex() - start;
        }
        String whole = requests.toString(0, requestBytes, StandardCharsets.ISO_8859_1);
        numberIndex = of == Of.DEVICES
                ? whole.indexOf(deviceName(0)) + deviceName(0).length() - DIGITS
                : whole.indexOf(attributeName(0)) + attributeName(0).length() - DIGITS;
    }

    private static AttributeTraits traits(int number) {
        return new AttributeTraits(
                number,
                AttributeConfig.of(
                        attributeName(number), WriteType.READ_WRITE, DataFormat.SCALAR, TangoType.DEV_DOUBLE),
                ValueType.of(Double.class),
                Set.of(),
                Set.of(),
                false);
    }

    /** As a server makes those of one class. */
    private Device device(int number, DeviceNames names, List<AttributeTraits> traits) {
        String name = deviceName(number);
        Lane lane = new Lane(name, loop, Limits.DEFAULT);
        Device device = new Device(
                name,
                lane,
                new DeviceInfo("Many", "Many/benchmark", "localhost", 6, "", "", Map.of()),
                "dserver/Many/benchmark",
                names);
        traits.forEach(each ->
                device.add(new Attribute(each, () -> VALUE, value -> null, lane, new Attribute.SetPoint(VALUE))));
        return device;
    }

    private static String deviceName(int number) {
        return "sys/many/" + digits(number);
    }

    private static String attributeName(int number) {
        return "double_" + digits(number);
    }

    private static String digits(int number) {
        return "%05d".formatted(number);
    }

    private void write(int id) {
        CdrWriter out = new CdrWriter().wrap(requests, true, CodeSet.LATIN_1);
        RequestCodec.begin(
                out,
                GiopVersion.V1_0,
                id,
                true,
                deviceName(0).getBytes(StandardCharsets.US_ASCII),
                Operations.READ_ATTRIBUTES_5.name().getBytes(StandardCharsets.US_ASCII),
                null);
        GiopFraming.beginBody(out, GiopVersion.V1_0);
        Operations.READ_ATTRIBUTES_5.encodeArguments(
                new ReadAttributes5(List.of(attributeName(0)), DevSource.DEV, new CppClntIdent(1)), out);
        GiopFraming.end(out);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int read() {
        for (int i = 0; i < BATCH; i++) {
            next = (next + STRIDE) % count;
            int number = next;
            for (int digit = numberIndex + DIGITS; --digit >= numberIndex; number /= 10) {
                requests.setByte(i * requestBytes + digit, '0' + number % 10);
            }
        }
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
