package org.reactivetango.benchmarks.client;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.reactivetango.benchmarks.process.ClientProcess;
import org.reactivetango.benchmarks.process.ClientResult;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.ValueType;
import reactor.core.publisher.Mono;

/**
 * Our client, measured: does what {@link ClientProcess} says. Calls of one thread are chains of Monos on the client's loop,
 * as many as are to be outstanding; with the argument {@code blocking}, or with several threads, each thread waits for the
 * result of its call before it makes the next.
 */
public final class MeasuredClientProgram {
    /** Told on the command line. */
    public static final String BLOCKING = "blocking";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final TangoClient tango;
    private final boolean blocking;

    private MeasuredClientProgram(TangoClient tango, boolean blocking) {
        this.tango = tango;
        this.blocking = blocking;
    }

    /** Runs until its input ends. */
    public static void main(String... arguments) throws IOException {
        TangoClient tango = TangoClient.builder()
                .options(options -> options.source(DevSource.DEV))
                .build();
        MeasuredClientProgram program =
                new MeasuredClientProgram(tango, List.of(arguments).contains(BLOCKING));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        program.serve(in, System.out);
        tango.closeLater().block(CONNECT);
    }

    private void serve(BufferedReader in, PrintStream out) throws IOException {
        out.println("ready");
        String line = in.readLine();
        while (line != null) {
            try {
                out.println(task(line.split(" ", -1)).line());
            } catch (RuntimeException | InterruptedException e) {
                out.println("failed "
                        + Objects.toString(e.getMessage(), e.toString()).replace('\n', ' '));
            }
            line = in.readLine();
        }
    }

    private ClientResult task(String[] words) throws InterruptedException {
        Mono<?> call = call(words[0], tango.device(words[1]));
        call.block(CONNECT);
        int threads = Integer.parseInt(words[2]);
        int outstanding = Integer.parseInt(words[3]);
        long runNanos = Math.round(Double.parseDouble(words[4]) * 1e9);
        return blocking || threads > 1 ? inThreads(call, threads, runNanos) : inChains(call, outstanding, runNanos);
    }

    private static ClientResult inChains(Mono<?> call, int count, long runNanos) throws InterruptedException {
        Chains chains = new Chains(call, count);
        Usage before = Usage.now();
        long start = System.nanoTime();
        Latencies latencies = chains.run(start + runNanos);
        long nanos = System.nanoTime() - start;
        Usage usage = Usage.now().since(before);
        return result(List.of(latencies), nanos, usage.cpuNanos(), OptionalLong.of(usage.allocatedBytes()));
    }

    /** What threads that have ended allocated is not known. */
    private static ClientResult inThreads(Mono<?> call, int count, long runNanos) throws InterruptedException {
        List<BlockingCalls> running = new ArrayList<>();
        Usage before = Usage.now();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            BlockingCalls calls = new BlockingCalls(call, start + runNanos);
            calls.start();
            running.add(calls);
        }
        List<Latencies> latencies = new ArrayList<>();
        for (BlockingCalls calls : running) {
            calls.join();
            latencies.add(calls.latencies());
        }
        long nanos = System.nanoTime() - start;
        return result(latencies, nanos, Usage.now().since(before).cpuNanos(), OptionalLong.empty());
    }

    /** What this process has taken. */
    private record Usage(long cpuNanos, long allocatedBytes) {
        static Usage now() {
            long bytes = LongStream.of(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                    .filter(ofThread -> ofThread > 0)
                    .sum();
            return new Usage(SYSTEM.getProcessCpuTime(), bytes);
        }

        Usage since(Usage before) {
            return new Usage(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
        }
    }

    private static Mono<?> call(String operation, DeviceProxy device) {
        return switch (operation) {
            case "read" -> device.attribute("double_scalar", Double.class).read();
            case "spectrum" ->
                device.attribute("double_spectrum_ro", double[].class).read();
            case "image" ->
                device.attribute("double_image_ro", ValueType.imageOf(double[].class))
                        .read();
            case "write" -> device.attribute("double_scalar", Double.class).write(1.5);
            case "command" -> device.command("DevDouble", 1.5, Double.class);
            default -> throw new IllegalArgumentException("no such operation: " + operation);
        };
    }

    private static ClientResult result(
            List<Latencies> latencies, long nanos, long cpuNanos, OptionalLong allocatedBytes) {
        long[] sorted = latencies.stream()
                .flatMapToLong(one -> LongStream.of(one.recorded()))
                .toArray();
        Arrays.sort(sorted);
        long calls = latencies.stream().mapToLong(Latencies::calls).sum();
        return new ClientResult(
                calls,
                nanos,
                cpuNanos,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 99L / 100)],
                allocatedBytes);
    }
}
