package org.reactivetango.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
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
import org.reactivetango.benchmarks.load.LoadRequest;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.RequestView;
import org.reactivetango.core.limits.Limits;

/** Bytes cut into messages, and their request headers read: whole in one chunk, or cut in the middle of each message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GiopAssemblerBenchmark implements GiopSink {
    private static final int BATCH = 16;

    private final GiopAssembler assembler = new GiopAssembler(Limits.DEFAULT, PooledByteBufAllocator.DEFAULT);
    private final RequestView request = new RequestView();
    private final ByteBuf requests = Unpooled.directBuffer();
    private int messageBytes;
    private int sum;

    @Setup
    public void encode() {
        LoadRequest read = LoadRequest.read("sys/tg_test/1", "double_scalar");
        messageBytes = read.size();
        for (int id = 0; id < BATCH; id++) {
            requests.writeBytes(read.withId(id));
        }
    }

    @Override
    public void message(GiopHeader header, CdrReader in) {
        request.read(in, header.version());
        sum += request.requestId();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int whole() {
        assembler.receive(requests.retain().readerIndex(0), this);
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int cut() {
        int half = messageBytes / 2;
        assembler.receive(requests.retainedSlice(0, half), this);
        for (int i = 1; i < BATCH; i++) {
            assembler.receive(requests.retainedSlice(i * messageBytes - half, messageBytes), this);
        }
        int end = BATCH * messageBytes - half;
        assembler.receive(requests.retainedSlice(end, half), this);
        return sum;
    }

    @TearDown
    public void release() {
        assembler.release();
        requests.release();
    }
}
