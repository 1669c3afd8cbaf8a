package org.reactivetango.benchmarks.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.benchmarks.process.JavaCommand;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A server of ours that pushes change events of its attributes in turn, as its command {@code Push} says. */
public final class EventPusher {
    /** Takes a rate, see {@link Pace}, and gives how many have been pushed. */
    static final String PUSH = "Push";

    private final List<String> attributes;
    private final AtomicReference<@Nullable DeviceContext> context = new AtomicReference<>();
    private final Pace pace;

    private EventPusher(List<String> attributes) {
        this.attributes = attributes;
        this.pace = new Pace(new InTurn());
    }

    private final class InTurn implements LongConsumer {
        private int next;

        @Override
        public void accept(long nanos) {
            Objects.requireNonNull(context.get()).pushChange(attributes.get(next), (double) nanos);
            next = next + 1 == attributes.size() ? 0 : next + 1;
        }
    }

    /** The names of that many attributes; one alone is called as the peers call theirs. */
    static List<String> attributeNames(int count) {
        List<String> names = new ArrayList<>(List.of("double_scalar"));
        for (int i = 1; i < count; i++) {
            names.add("double_scalar_" + i);
        }
        return names;
    }

    /** The server as a process. */
    public static MeasuredServer process(String name, int attributes) {
        List<String> command = new ArrayList<>(JavaCommand.ofClass(EventPusher.class, List.of()));
        command.addAll(List.of("{port}", Integer.toString(attributes)));
        return new MeasuredServer(name, command);
    }

    /** Runs until it is killed: port, attributes. */
    public static void main(String... arguments) {
        EventPusher pusher = new EventPusher(attributeNames(Integer.parseInt(arguments[1])));
        TangoServer server = TangoServer.named("EventPusher/benchmark")
                .port(Integer.parseInt(arguments[0]))
                .device(MeasuredServer.DEVICE, pusher.definition())
                .bindNow();
        System.out.println("Ready to accept request");
        server.onClose().block();
    }

    private DeviceDefinition<DeviceContext> definition() {
        DeviceDefinition.Builder<DeviceContext> definition = DeviceDefinition.named("EventPusher", device -> {
            context.set(device);
            return Mono.just(device);
        });
        for (String name : attributes) {
            definition.scalar(name, Double.class, a -> a.get(device -> 1.5).pushes(EventType.CHANGE));
        }
        return definition
                .command(PUSH, Double.class, Double.class, command -> command.run(this::push))
                .build();
    }

    private Mono<Double> push(DeviceContext device, double wanted) {
        LoopScheduler loop = device.loop();
        return Mono.fromCallable(() -> pace.tell(wanted))
                .subscribeOn(Schedulers.boundedElastic())
                .publishOn(loop.asScheduler());
    }
}
