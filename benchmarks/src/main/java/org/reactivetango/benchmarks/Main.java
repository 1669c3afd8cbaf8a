package org.reactivetango.benchmarks;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** What can be measured. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        subcommands = {CompareCommand.class, ReportCommand.class, LoadCommand.class, JmhCommand.class},
        description = "Measures our server, alone and beside the peers that are installed.")
final class Main implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be measured?");
    }

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println(Objects.requireNonNullElseGet(failure.getMessage(), failure::toString));
            return line.getCommandSpec().exitCodeOnExecutionException();
        });
    }
}
