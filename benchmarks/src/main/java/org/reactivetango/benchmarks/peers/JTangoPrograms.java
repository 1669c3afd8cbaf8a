package org.reactivetango.benchmarks.peers;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.reactivetango.benchmarks.process.JavaCommand;

/** Programs on JTango, which is on no class path of ours. */
final class JTangoPrograms {
    private static final List<String> SOURCES = List.of("JTangoServer.java", "JTangoClient.java", "JTangoPusher.java");
    private static final String LOGGING = "jtango-logback.xml";

    private final Path folder;
    private final Path jars;
    private boolean compiled;

    JTangoPrograms(Path folder, Path jars) {
        this.folder = folder;
        this.jars = jars.toAbsolutePath();
    }

    List<String> command(String mainClass, String... jvmArguments) throws Missing, IOException {
        compile();
        List<String> command =
                JavaCommand.java(List.of("-Duser.home=" + folder, "-Dlogback.configurationFile=" + LOGGING));
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", folder + File.pathSeparator + jars.resolve("*"), mainClass));
        return command;
    }

    private void compile() throws Missing, IOException {
        if (compiled) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (!Files.isDirectory(jars) || compiler == null) {
            throw new Missing(
                    compiler == null
                            ? "JTango's programs cannot be compiled: this JVM is no JDK"
                            : "JTango is not in " + jars + " (mvn -pl benchmarks generate-test-resources puts it there,"
                                    + " or say --jtango <folder>)");
        }
        Resources.write(LOGGING, folder);
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", each(), "-d", folder.toString()));
        for (String source : SOURCES) {
            arguments.add(Resources.write(source, folder).toString());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = compiler.run(null, messages, messages, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new IOException("JTango's programs do not compile:\n" + messages.toString(StandardCharsets.UTF_8));
        }
        compiled = true;
    }

    /** Java's launcher understands {@code *}; the compiler does not. */
    private String each() throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(Path::toString).collect(joining(File.pathSeparator));
        }
    }
}
