package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.reactivetango.core.event.EventMessage;
import org.reactivetango.core.event.EventStructure;
import org.reactivetango.core.event.Topic;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/** A change event with some doubles, as a record to the parts of a message and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EventBenchmark {
    private static final int MAX_NESTING = 32;
    private static final String TOPIC = "tango://127.0.0.1:45450/sys/tg_test/1/double_scalar#dbase=no.idl5_change";

    /** Elements. */
    @Param({"1", "256", "65536"})
    int elements = 1;

    private final ByteBuf payload = Unpooled.directBuffer();
    private AttributeValue5 value = value(1);
    private List<byte[]> parts = List.of();
    private int counter;

    @Setup
    public void encodeOnce() {
        value = value(elements);
        encode();
        parts = List.of(
                TOPIC.getBytes(StandardCharsets.US_ASCII),
                EventMessage.byteOrder(true),
                EventMessage.callInfo(1, false, true),
                ByteBufUtil.getBytes(payload));
    }

    private static AttributeValue5 value(int elements) {
        return new AttributeValue5(
                AttrValUnion.of(TangoType.DEV_DOUBLE, new double[elements]),
                Quality.VALID,
                DataFormat.SPECTRUM,
                TangoType.DEV_DOUBLE.code(),
                TimeVal.of(Instant.EPOCH),
                "double_spectrum_ro",
                new AttributeDim(elements, 0),
                AttributeDim.NONE,
                List.of());
    }

    /** What a publisher does once per event, however many subscribe. */
    @Benchmark
    public int encode() {
        payload.clear();
        EventStructure.VALUE_5.encode(value, payload, true);
        return payload.writerIndex() + EventMessage.callInfo(counter++, false, true).length;
    }

    /** What a subscriber does with each. */
    @Benchmark
    public AttributeValue5 decode() {
        return EventMessage.of(parts).value(EventStructure.VALUE_5, MAX_NESTING);
    }

    /** What a subscriber does with a topic that it does not know yet. */
    @Benchmark
    public Topic topic() {
        return Topic.parse(TOPIC);
    }

    @TearDown
    public void release() {
        payload.release();
    }
}
