package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.reactivetango.core.cdr.ByteNameTable;

/** A device or an attribute looked up by the bytes of its name, among few and among many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class NameTableBenchmark {
    private static final int NAME_BYTES = "lab/motor/00000".length();

    /** Names in the table. */
    @Param({"10", "10000"})
    int names = 10;

    private final ByteBuf bytes = Unpooled.directBuffer();
    private ByteNameTable<Integer> exact = ByteNameTable.exact();
    private ByteNameTable<Integer> ignoringCase = ByteNameTable.ignoringCase();
    private int next;

    @Setup
    public void fill() {
        Map<String, Integer> values = new HashMap<>();
        for (int i = 0; i < names; i++) {
            String name = String.format("lab/motor/%05d", i);
            values.put(name, i);
            bytes.writeCharSequence(name, StandardCharsets.US_ASCII);
        }
        exact = exact.withAll(values);
        ignoringCase = ignoringCase.withAll(values);
    }

    @Benchmark
    public @Nullable Integer exact() {
        return exact.get(bytes, nextIndex(), NAME_BYTES);
    }

    @Benchmark
    public @Nullable Integer ignoringCase() {
        return ignoringCase.get(bytes, nextIndex(), NAME_BYTES);
    }

    @TearDown
    public void release() {
        bytes.release();
    }

    private int nextIndex() {
        next = next + 1 == names ? 0 : next + 1;
        return next * NAME_BYTES;
    }
}
