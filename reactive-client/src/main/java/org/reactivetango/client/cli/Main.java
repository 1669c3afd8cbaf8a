package org.reactivetango.client.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Sinks;

/** The command line as a process. */
public final class Main {
    private static final long LAST_WORDS_MILLIS = 2000;

    private Main() {}

    /** Runs one command and ends with its exit code; at Ctrl-C a command that goes on finishes in good order. */
    public static void main(String[] args) {
        // Before anything logs. Who wants to see the library's log names a configuration of his own.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "org/reactivetango/client/cli/silent-logback.xml");
        }
        // From JDK 22 on there may be a console although nobody looks at it.
        if (System.getProperty("jdk.console") == null) {
            System.setProperty("jdk.console", "java.base");
        }
        Sinks.Empty<Void> stop = Sinks.empty();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInGoodOrder(stop, code), "tango-cli-stop"));
        code.complete(Cli.run(args, Surroundings.ofThisProcess(stop.asMono())));
        System.exit(code.join());
    }

    private static void endInGoodOrder(Sinks.Empty<Void> stop, CompletableFuture<Integer> code) {
        if (code.isDone()) {
            return;
        }
        stop.tryEmitEmpty();
        try {
            // A process that ends by a signal has the signal's exit code, unless it says another here.
            Runtime.getRuntime().halt(code.get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException noAnswer) {
            System.err.println("ended without waiting for an answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
