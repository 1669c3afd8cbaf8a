package org.reactivetango.examples.patterns;

import java.time.Duration;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What ends with the program, and what the program waits for. All threads of Reactor and of this runtime are daemons.
 *
 * <p>{@code Ending background}: a task that nobody waits for ends with main, in the middle.
 *
 * <pre>
 * Main: before running the task
 * Task: starting
 * Main: all done
 * </pre>
 *
 * <p>{@code Ending join}: waiting is said, where main may block.
 *
 * <pre>
 * Main: before running the task
 * Task: starting
 * Main: wait for the task to finish
 * Task: finishing
 * Main: all done
 * </pre>
 *
 * <p>{@code Ending server}: a server lives until it is closed, and then lets the command that runs finish.
 *
 * <pre>
 * tango://127.0.0.1:45450/test/ending/1#dbase=no
 * Task: starting
 * Task: finishing
 * Main: all done
 * </pre>
 */
public final class Ending {
    private Ending() {}

    /** {@code background}, {@code join} or {@code server}, and for how many milliseconds the task works. */
    public static void main(String[] args) {
        Duration work = Duration.ofMillis(args.length < 2 ? 2000 : Long.parseLong(args[1]));
        switch (args.length == 0 ? "join" : args[0]) {
            case "background" -> {
                System.out.println("Main: before running the task");
                task(work, Schedulers.parallel()).subscribe();
            }
            case "server" -> {
                TangoServer server = TangoServer.named("Ending/test")
                        .device("test/ending/1", definition(work))
                        .bindNow();
                System.out.println(server.deviceUrl("test/ending/1"));
                server.onClose().block();
            }
            default -> {
                System.out.println("Main: before running the task");
                Mono<Void> task = task(work, Schedulers.parallel()).cache();
                task.subscribe();
                System.out.println("Main: wait for the task to finish");
                task.block();
            }
        }
        System.out.println("Main: all done");
    }

    private static Mono<Void> task(Duration work, Scheduler time) {
        return Mono.delay(work, time)
                .doOnSubscribe(start -> System.out.println("Task: starting"))
                .doOnNext(end -> System.out.println("Task: finishing"))
                .then();
    }

    private static DeviceDefinition<DeviceContext> definition(Duration work) {
        return DeviceDefinition.named("Ending")
                .command(
                        "Work",
                        Void.class,
                        Void.class,
                        c -> c.run((context, none) -> task(work, context.loop().asScheduler())))
                .build();
    }
}
