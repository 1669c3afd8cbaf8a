package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.TangoType;

/** The result of {@code read_attributes_5}, one spectrum of doubles, as records to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadingCodecBenchmark {
    private static final int MAX_NESTING = 32;

    /** Elements. */
    @Param({"1", "256", "65536"})
    int elements = 1;

    private final ByteBuf bytes = Unpooled.directBuffer();
    private final CdrWriter writer = new CdrWriter();
    private final CdrReader reader = new CdrReader(MAX_NESTING);
    private List<AttributeValue5> readings = List.of();

    @Setup
    public void encodeOnce() {
        readings = List.of(new AttributeValue5(
                AttrValUnion.of(TangoType.DEV_DOUBLE, new double[elements]),
                Quality.VALID,
                DataFormat.SPECTRUM,
                TangoType.DEV_DOUBLE.code(),
                TimeVal.of(Instant.EPOCH),
                "double_spectrum_ro",
                new AttributeDim(elements, 0),
                AttributeDim.NONE,
                List.of()));
        encode();
    }

    @Benchmark
    public int encode() {
        bytes.clear();
        Operations.READ_ATTRIBUTES_5.encodeResult(readings, writer.wrap(bytes, true, CodeSet.LATIN_1));
        return bytes.writerIndex();
    }

    @Benchmark
    public List<AttributeValue5> decode() {
        return Operations.READ_ATTRIBUTES_5.decodeResult(
                reader.wrap(bytes, 0, 0, bytes.writerIndex(), true, CodeSet.LATIN_1));
    }

    @TearDown
    public void release() {
        bytes.release();
    }
}
