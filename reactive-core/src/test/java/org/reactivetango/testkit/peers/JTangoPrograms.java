package org.reactivetango.testkit.peers;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The programs that run on JTango. JTango is on no class path of ours, so they are resources, compiled by the first test
 * that needs them into the build directory, where they stay until they change.
 */
final class JTangoPrograms {
    private static final List<String> RESOURCES =
            List.of("JTangoClient.java", "JTangoServer.java", "jtango-logback.xml");

    private JTangoPrograms() {}

    /** A program in a JVM of its own. It optimises little: tests are over before that pays. */
    static PeerProcess.Builder program(String name, String mainClass, String... options) {
        Path jars = jars();
        String classPath = Compiled.CLASSES + File.pathSeparator + jars.resolve("*");
        return PeerProcess.named(name)
                .command(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .command("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m")
                .command("-Duser.home=.", "-Djava.io.tmpdir=.", "-Dlogback.configurationFile=jtango-logback.xml")
                .command(options)
                .command("-cp", classPath, mainClass);
    }

    /** Where the build puts JTango's jars. */
    private static Path jars() {
        Path all = Path.of(System.getProperty("jtango.classpath", "target/jtango/*"));
        Path jars = all.toAbsolutePath().getParent();
        if (!Files.isDirectory(jars)) {
            throw new PeerProcessException("JTango's jars are not in " + jars
                    + ". A module whose tests need them names maven-dependency-plugin in its POM.");
        }
        return jars;
    }

    /** The compiled programs. */
    private static final class Compiled {
        static final Path CLASSES = classes();

        private static Path classes() {
            Map<String, byte[]> files = new TreeMap<>();
            RESOURCES.forEach(name -> files.put(name, PeerProcess.read(JTangoPrograms.class, name)));
            Path jars = jars();
            Path classes = jars.resolveSibling("jtango-peers-" + digest(files));
            try {
                if (!Files.isDirectory(classes)) {
                    Path fresh = Files.createTempDirectory(jars.getParent(), "jtango-peers-");
                    compile(files, jars, fresh);
                    publish(fresh, classes);
                }
                return classes;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String digest(Map<String, byte[]> files) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                files.values().forEach(digest::update);
                return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }

        private static void compile(Map<String, byte[]> files, Path jars, Path target) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn"));
            arguments.addAll(List.of("-cp", each(jars), "-d", target.toString()));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path written = Files.write(target.resolve(file.getKey()), file.getValue());
                if (file.getKey().endsWith(".java")) {
                    arguments.add(written.toString());
                }
            }
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(null, messages, messages, arguments.toArray(String[]::new));
            if (result != 0) {
                throw new PeerProcessException(
                        "the JTango programs do not compile:\n" + messages.toString(StandardCharsets.UTF_8));
            }
        }

        /** Java's launcher understands {@code *}; the compiler does not. */
        private static String each(Path jars) throws IOException {
            try (Stream<Path> files = Files.list(jars)) {
                return files.map(Path::toString).collect(joining(File.pathSeparator));
            }
        }

        /** In one step: another JVM may be doing the same. */
        private static void publish(Path fresh, Path classes) throws IOException {
            try {
                Files.move(fresh, classes);
            } catch (IOException e) {
                if (!Files.isDirectory(classes)) {
                    throw e;
                }
                PeerProcess.delete(fresh);
            }
        }
    }
}
