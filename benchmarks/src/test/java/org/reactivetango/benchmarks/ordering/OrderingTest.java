package org.reactivetango.benchmarks.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jcstress.Main;
import org.reactivetango.testkit.ProofSize;

/**
 * Runs jcstress: all tests of this package must pass, but for the one that has to fail, or nobody would notice. Every build
 * tries some of them in one kind of JVM, {@code -Pfull} all of them in all kinds that jcstress knows.
 */
class OrderingTest {
    private static final List<String> ALL =
            List.of("CancelOrEnd", "EndElsewhere", "LastParts", "LostUpdate", "PlainField", "RetainOrEnd", "TwoLoops");
    private static final List<String> SOME = List.of("EndElsewhere", "LostUpdate", "TwoLoops");

    private static final Pattern GRADE = Pattern.compile("\\[(OK|FAILED)] [\\w.]+\\.(\\w+)$");
    private static final Pattern OUTCOME = Pattern.compile("^ +[\\d, ]+?  +([\\d,]+) +[\\d.]+% +\\w+ ");

    @Test
    @Timeout(1800)
    void everyOutcomeIsOneThatALaneAllows() throws IOException, InterruptedException {
        List<String> tests = ProofSize.full() ? ALL : SOME;
        List<String> report = ProofSize.full()
                ? jcstress(tests, "-iters", "3", "-time", "200")
                : jcstress(
                        tests,
                        "-iters",
                        "1",
                        "-time",
                        "50",
                        "-jvmArgs",
                        "-XX:TieredStopAtLevel=1",
                        "-hs",
                        "32",
                        "-c",
                        "2");

        TreeMap<String, String> grades = new TreeMap<>();
        TreeMap<String, Long> samples = new TreeMap<>();
        String test = "";
        for (String line : report.subList(report.indexOf("RUN RESULTS:") + 1, report.size())) {
            Matcher grade = GRADE.matcher(line);
            Matcher outcome = OUTCOME.matcher(line);
            if (grade.find()) {
                test = grade.group(2);
                grades.put(test, grade.group(1));
            } else if (outcome.find()) {
                samples.merge(test, Long.parseLong(outcome.group(1).replace(",", "")), Long::sum);
            }
        }

        assertThat(grades.keySet()).as(String.join("\n", report)).containsExactlyElementsOf(tests);
        assertThat(grades.remove("LostUpdate")).as("what has to fail").isEqualTo("FAILED");
        assertThat(grades.values()).as(String.join("\n", report)).containsOnly("OK");
        assertThat(samples.values()).allMatch(number -> number > 1_000);
        System.out.println("jcstress samples: " + samples);
    }

    private static List<String> jcstress(List<String> tests, String... size) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("-m", "quick", "-f", "1", "-fsm", "1", "-sc", "false", "-v", "-r", "jcstress"));
        command.addAll(List.of("-t", "[.](" + String.join("|", tests) + ")$"));
        command.addAll(List.of(size));
        // It leaves its records where it runs.
        Process process = new ProcessBuilder(command)
                .directory(Files.createDirectories(Path.of("target")).toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        process.waitFor();
        return lines;
    }
}
