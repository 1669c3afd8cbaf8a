package org.reactivetango.benchmarks.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.reactivetango.benchmarks.process.JavaCommand;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/** A server of ours with any number of devices, attributes and loops. Each device has a command {@code Sleep}. */
public final class ManyDevices {
    /** Takes seconds and gives them back when they are over. */
    public static final String SLEEP = "Sleep";

    private ManyDevices() {}

    /** The names of that many devices, all of one length. */
    public static List<String> deviceNames(int count) {
        return names("bench/many/%05d", count);
    }

    /** The names of that many attributes, all of one length. */
    public static List<String> attributeNames(int count) {
        return names("value_%05d", count);
    }

    private static List<String> names(String format, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, format, i))
                .toList();
    }

    /** The server as a process. */
    public static MeasuredServer process(String name, int devices, int attributes, int loops) {
        List<String> command = new ArrayList<>(JavaCommand.ofClass(ManyDevices.class, List.of()));
        command.addAll(
                List.of("{port}", Integer.toString(devices), Integer.toString(attributes), Integer.toString(loops)));
        return new MeasuredServer(name, command);
    }

    /** Runs until it is killed: port, devices, attributes of each, loops. */
    public static void main(String... arguments) {
        TangoServer.Builder builder = TangoServer.named("ManyDevices/benchmark")
                .port(Integer.parseInt(arguments[0]))
                .eventLoops(Integer.parseInt(arguments[3]));
        DeviceDefinition<?> definition = definition(Integer.parseInt(arguments[2]));
        for (String device : deviceNames(Integer.parseInt(arguments[1]))) {
            builder = builder.device(device, definition);
        }
        TangoServer server = builder.bindNow();
        System.out.println("Ready to accept request");
        server.onClose().block();
    }

    private static DeviceDefinition<?> definition(int attributes) {
        DeviceDefinition.Builder<DeviceContext> definition = DeviceDefinition.named("ManyDevices");
        for (String name : attributeNames(attributes)) {
            definition.scalar(name, Double.class, attribute -> attribute.get(device -> 1.5));
        }
        return definition
                .command(SLEEP, Double.class, Double.class, command -> command.run(ManyDevices::sleep))
                .build();
    }

    private static Mono<Double> sleep(DeviceContext device, double seconds) {
        LoopScheduler loop = device.loop();
        return Mono.delay(Duration.ofNanos(Math.round(seconds * 1e9)), loop.asScheduler())
                .thenReturn(seconds);
    }
}
