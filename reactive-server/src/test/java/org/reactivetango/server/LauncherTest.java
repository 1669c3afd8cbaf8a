package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts TangoTest with an archive of its classes, with a {@code java} that says how it was called. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("src/main/scripts/tangotest");
    private static final String JAVA = """
            #!/bin/sh
            for argument in "$@"; do
                case $argument in
                    -XX:ArchiveClassesAtExit=*) echo classes > "${argument#*=}" ;;
                esac
                echo "<$argument>"
            done
            exit 7
            """;

    @TempDir
    Path folder;

    private Path cache = Path.of("");
    private Path jar = Path.of("");

    @BeforeEach
    void makeJavaAndJar() throws IOException {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, JAVA);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        cache = folder.resolve("a cache");
        jar = Files.writeString(folder.resolve("server.jar"), "one");
    }

    @Test
    void firstStartMakesAnArchiveAndLaterOnesUseIt() throws Exception {
        assertThat(run()).contains("-XX:ArchiveClassesAtExit").doesNotContain("-XX:SharedArchiveFile");
        List<Path> archives = archives();
        assertThat(archives).singleElement().asString().endsWith(".jsa");
        assertThat(run())
                .contains("<-XX:SharedArchiveFile=" + archives.get(0) + ">")
                .doesNotContain("-XX:ArchiveClassesAtExit");
        assertThat(archives()).isEqualTo(archives);
    }

    @Test
    void argumentsAreHandedOnAsTheyAre() throws Exception {
        for (int start = 1; start <= 2; start++) {
            assertThat(run("my instance", "-nodb"))
                    .contains("<-jar>\n<" + jar.toRealPath() + ">\n<my instance>\n<-nodb>\n")
                    .contains("<-Xmx64m>\n<-Da=b>\n");
        }
    }

    @Test
    void anotherJarHasAnArchiveOfItsOwn() throws Exception {
        run();
        Files.writeString(jar, "another one");
        assertThat(run()).contains("-XX:ArchiveClassesAtExit");
        assertThat(archives()).hasSize(2);
    }

    @Test
    void withoutAPlaceForArchivesItIsPlainJava() throws Exception {
        cache = Files.writeString(folder.resolve("a file"), "").resolve("cache");
        assertThat(run()).startsWith("<-Xmx64m>\n<-Da=b>\n<-jar>\n").doesNotContain("-XX:");
    }

    @Test
    void saysThatThereIsNoJar() throws Exception {
        Files.delete(jar);
        assertThat(run(1)).contains("there is no " + jar, "TANGOTEST_JAR");
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        return run(7, arguments);
    }

    private String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", SCRIPT.toAbsolutePath().toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("JAVA_OPTS", "-Xmx64m -Da=b");
        builder.environment().put("TANGOTEST_JAR", jar.toString());
        builder.environment().put("REACTIVE_TANGO_CACHE", cache.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
        return said;
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }
}
