package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.PeerProcess;
import org.reactivetango.testkit.peers.Peers;

/**
 * Our client does everything that it can do with a TangoTest, edge values included, with the one written in C++ and with
 * ours: what comes of it is the same. What is not the same is listed here. {@code TangoTestTranscriptTest} is the same
 * with PyTango as the client.
 */
final class TangoTestDialogueTest {
    private static final String DEVICE = "sys/tg_test/1";

    /** Small images written to it crash TangoTest 9.3.4. */
    private static final String FATAL = "long_image";

    /** What TangoTest 9.3.4 does not have. */
    private static final List<String> NOT_IN_9 = List.of(" enum_", " freq ");

    /**
     * Something that comes out otherwise, on purpose or for now.
     *
     * @param why we differ
     * @param ours a regular expression
     * @param theirs what stands there, {@code $1} for what the expression's group has found
     */
    private record Difference(String why, String ours, String theirs) {}

    private static final List<Difference> REVIEWED = List.of(
            new Difference(
                    "names are spelt as they were asked for",
                    "Command DevDouble cannot be polled",
                    "Command devdouble cannot be polled"),
            new Difference(
                    "names are spelt as they were asked for",
                    "^(command polled NoSuch .*)Command NoSuch not found",
                    "$1Command nosuch not found"));

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void whatComesOfEverythingIsWhatComesOfItWithTheOneInCpp() {
        List<String> theirs = dialogue(PEERS.tangoTest().url(), FATAL);
        List<String> ours = dialogue(ours());

        theirs.removeIf(line -> line.contains(" " + FATAL));
        ours.removeIf(line -> line.contains(" " + FATAL) || NOT_IN_9.stream().anyMatch(line::contains));
        Set<Difference> seen = new LinkedHashSet<>();
        ours.replaceAll(line -> asTheirs(line, seen));
        assertThat(theirs).hasSizeGreaterThan(500);
        assertThat(ours).isEqualTo(theirs);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(REVIEWED);
    }

    /** The URL of our device. */
    private static String ours() {
        PeerProcess process =
                PEERS.started(program("our TangoTest", TangoTest.class, "peer", "-nodb", "-dlist", DEVICE));
        String url = process.awaitLine("a URL", line -> line.startsWith("tango://"));
        process.awaitLine("Ready to accept request");
        return url;
    }

    private static List<String> dialogue(String... arguments) {
        try (PeerProcess client = program("our client", Dialogue.class, arguments)) {
            return new ArrayList<>(client.awaitSuccess());
        }
    }

    /** A process of its own: without the watches of a JVM that tests, which cost minutes. */
    private static PeerProcess program(String name, Class<?> main, String... arguments) {
        return PeerProcess.named(name)
                .command(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .command("-cp", System.getProperty("java.class.path"), main.getName())
                .command(arguments)
                .start();
    }

    private static String asTheirs(String line, Set<Difference> seen) {
        String changed = line;
        for (Difference difference : REVIEWED) {
            String before = changed;
            changed = before.replaceAll(difference.ours, difference.theirs);
            if (!changed.equals(before)) {
                seen.add(difference);
            }
        }
        return changed;
    }
}
