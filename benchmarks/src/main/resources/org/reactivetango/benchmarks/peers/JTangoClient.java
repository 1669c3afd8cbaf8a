import fr.esrf.Tango.DevFailed;
import fr.esrf.Tango.DevSource;
import fr.esrf.TangoApi.DeviceAttribute;
import fr.esrf.TangoApi.DeviceData;
import fr.esrf.TangoApi.DeviceProxy;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A JTango client to measure beside ours. See ClientProcess. */
public final class JTangoClient {
    private static final int MOST_LATENCIES = 1 << 20;

    private JTangoClient() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // libraries print where they like
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                out.println(task(line.split(" ")));
            } catch (DevFailed failure) {
                out.println("failed " + (failure.errors.length == 0 ? failure : failure.errors[0].desc.replace('\n', ' ')));
            } catch (Exception failure) {
                out.println("failed " + failure);
            }
        }
        System.exit(0); // the ORB's threads would keep the JVM alive
    }

    private static String task(String[] words) throws Exception {
        int outstanding = Integer.parseInt(words[3]);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(words[2]); i++) {
            workers.add(new Worker(new Call(words[1], words[0]), outstanding));
        }
        long cpu = cpuNanos();
        long bytes = allocatedBytes();
        long start = System.nanoTime();
        long end = start + Math.round(Double.parseDouble(words[4]) * 1e9);
        for (Worker worker : workers) {
            worker.end = end;
            worker.start();
        }
        long operations = 0;
        for (Worker worker : workers) {
            worker.join();
            operations += worker.operations;
            bytes -= worker.allocatedBytes;
        }
        bytes = Math.max(0, allocatedBytes() - bytes);
        long nanos = System.nanoTime() - start;
        cpu = cpuNanos() - cpu;
        long[] latencies = {};
        for (Worker worker : workers) {
            if (worker.failure != null) {
                throw worker.failure;
            }
            int before = latencies.length;
            latencies = Arrays.copyOf(latencies, before + worker.recorded);
            System.arraycopy(worker.latencies, 0, latencies, before, worker.recorded);
        }
        Arrays.sort(latencies);
        return "done " + operations + " " + nanos + " " + cpu + " " + latencies[latencies.length / 2] + " "
                + latencies[(int) (latencies.length * 99L / 100)] + " " + bytes;
    }

    /** Of the threads that are alive. */
    private static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).filter(own -> own > 0).sum();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static final class Worker extends Thread {
        private final Call call;
        private final int outstanding;
        private final long[] latencies = new long[MOST_LATENCIES];
        private volatile long end;
        private int recorded;
        private long operations;
        private long allocatedBytes;
        private Exception failure;

        Worker(Call call, int outstanding) {
            this.call = call;
            this.outstanding = outstanding;
        }

        @Override
        public void run() {
            try {
                if (outstanding == 1) {
                    oneAfterTheOther();
                } else {
                    manyAtOnce();
                }
            } catch (Exception e) {
                failure = e;
            }
            allocatedBytes = ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                    .getThreadAllocatedBytes(getId());
        }

        private void oneAfterTheOther() throws DevFailed {
            long before = System.nanoTime();
            while (before < end) {
                call.make();
                long after = System.nanoTime();
                done(after - before);
                before = after;
            }
        }

        private void manyAtOnce() throws DevFailed {
            Deque<long[]> sent = new ArrayDeque<>();
            for (int i = 0; i < outstanding; i++) {
                long now = System.nanoTime();
                sent.add(new long[] {call.send(), now});
            }
            while (!sent.isEmpty()) {
                long[] oldest = sent.remove();
                call.receive((int) oldest[0]);
                long now = System.nanoTime();
                done(now - oldest[1]);
                if (now < end) {
                    sent.add(new long[] {call.send(), now});
                }
            }
        }

        private void done(long latency) {
            operations++;
            if (recorded < latencies.length) {
                latencies[recorded++] = latency;
            }
        }
    }

    /** One kind of call, made at once or sent and received. */
    private static final class Call {
        private static final int TIMEOUT_MILLIS = 3000;

        private final DeviceProxy device;
        private final String operation;
        private final String attribute;

        Call(String url, String operation) throws DevFailed {
            this.device = new DeviceProxy(url);
            this.operation = operation;
            this.attribute = operation.equals("spectrum")
                    ? "double_spectrum_ro"
                    : operation.equals("image") ? "double_image_ro" : "double_scalar";
            device.set_source(DevSource.DEV);
            make(); // connects
        }

        void make() throws DevFailed {
            switch (operation) {
                case "write":
                    device.write_attribute(new DeviceAttribute(attribute, 1.5));
                    break;
                case "command":
                    device.command_inout("DevDouble", argument()).extractDouble();
                    break;
                default:
                    take(device.read_attribute(attribute));
            }
        }

        int send() throws DevFailed {
            switch (operation) {
                case "write":
                    return device.write_attribute_asynch(new DeviceAttribute(attribute, 1.5));
                case "command":
                    return device.command_inout_asynch("DevDouble", argument());
                default:
                    return device.read_attribute_asynch(attribute);
            }
        }

        void receive(int id) throws DevFailed {
            switch (operation) {
                case "write":
                    device.write_attribute_reply(id, TIMEOUT_MILLIS);
                    break;
                case "command":
                    device.command_inout_reply(id, TIMEOUT_MILLIS).extractDouble();
                    break;
                default:
                    take(device.read_attribute_reply(id, TIMEOUT_MILLIS)[0]);
            }
        }

        private static DeviceData argument() throws DevFailed {
            DeviceData data = new DeviceData();
            data.insert(1.5);
            return data;
        }

        private void take(DeviceAttribute reading) throws DevFailed {
            if (operation.equals("read")) {
                reading.extractDouble();
            } else {
                reading.extractDoubleArray();
            }
        }
    }
}
