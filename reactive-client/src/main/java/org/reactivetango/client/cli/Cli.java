package org.reactivetango.client.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.model.Printable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under one name. */
@Command(
        name = "tango",
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        description = {"Talks to Tango devices.", ""},
        synopsisSubcommandLabel = "<command>",
        versionProvider = Cli.Version.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "A device's name is tango://host:port/domain/family/member#dbase=no, host:port being its server.",
            "Options may stand anywhere; behind -- everything is a value. Every command has --help.",
            "",
            "Exit code: 0 all went well, 1 device or network said no, 2 the command line was not understood."
        })
final class Cli {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INTERRUPTED = 130;

    private Cli() {}

    /** Runs one command and gives its exit code. */
    static int run(String[] args, Surroundings surroundings) {
        CommandLine program = new CommandLine(new Cli());
        List.of(
                        new Ping(surroundings),
                        new Info(surroundings),
                        new Read(surroundings),
                        Values.of(new Write(surroundings)),
                        Values.of(new Execute(surroundings)),
                        new Attributes(surroundings),
                        new Commands(surroundings),
                        new Watch(surroundings),
                        new Subscribe(surroundings),
                        new Bench(surroundings))
                .forEach(program::addSubcommand);
        return program.setExpandAtFiles(false)
                .setUsageHelpWidth(100)
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((why, words) -> notUnderstood(why, surroundings.err()))
                .setExecutionExceptionHandler((bug, command, parsed) -> unexpected(bug, parsed, surroundings.err()))
                .setExecutionStrategy(Cli::execute)
                .execute(args);
    }

    private static int execute(ParseResult parsed) {
        if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "Which command?");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int notUnderstood(ParameterException why, PrintStream err) {
        if (why instanceof UnmatchedArgumentException unknown) {
            err.println("error: not understood: " + words(unknown.getUnmatched()));
            if (!unknown.getSuggestions().isEmpty()) {
                err.println("  Was it this? " + words(unknown.getSuggestions()));
            }
        } else {
            Printable.lines(String.valueOf(why.getMessage())).forEach(line -> err.println("error: " + line));
        }
        err.println("  How it is used: " + why.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static String words(List<String> words) {
        return words.stream().map(Printable::quoted).collect(Collectors.joining(" "));
    }

    private static int unexpected(Exception bug, @Nullable ParseResult parsed, PrintStream err) {
        err.println("error: this should not have happened: " + Printable.line(bug.toString()));
        if (parsed != null && parsed.hasMatchedOption("--verbose")) {
            Output.stackTrace(bug, err);
        } else {
            err.println("  Where it happened: the same with --verbose");
        }
        return FAILED;
    }

    /** From the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[] {"reactive-tango " + (version == null ? "development" : version)};
        }
    }
}
