package org.reactivetango.server.tangotest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.testkit.peers.PeerProcess;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoScript;

/**
 * PyTango does everything that can be done with a TangoTest, edge values included, with the one written in C++ and with
 * ours: what comes of it is the same. What is not the same is listed here.
 */
final class TangoTestTranscriptTest {
    private static final String DEVICE = "sys/tg_test/1";

    /** Small images written to it crash TangoTest 9.3.4. */
    private static final String FATAL = "long_image";

    /** What TangoTest 9.3.4 does not have, as lines of the transcript mention it. */
    private static final List<String> NOT_IN_9 = List.of(" enum_", " freq ");

    /**
     * Something that comes out otherwise, on purpose or for now.
     *
     * @param why we differ
     * @param ours a regular expression
     * @param theirs what stands there
     */
    private record Difference(String why, String ours, String theirs) {}

    private static final List<Difference> REVIEWED = List.of(
            new Difference(
                    "says how many",
                    "Incorrect data number for attribute \\w+: 0 elements given, 3 expected",
                    "Incorrect data number"),
            new Difference("there are no pipes", "^pipes -> \\[]", "pipes -> ['string_long_short_ro']"));

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void whatComesOfEverythingIsWhatComesOfItWithTheOneInCpp() {
        List<String> theirs = transcript(PEERS.tangoTest().url(), FATAL);
        List<String> ours = transcript(ours());

        theirs.removeIf(line -> line.contains(" " + FATAL));
        ours.removeIf(line -> line.contains(" " + FATAL) || NOT_IN_9.stream().anyMatch(line::contains));
        Set<Difference> seen = new LinkedHashSet<>();
        ours.replaceAll(line -> asTheirs(line, seen));
        assertThat(theirs).hasSizeGreaterThan(500);
        assertThat(ours).isEqualTo(theirs);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(REVIEWED);
    }

    /** The URL of our device, in a process of its own: without the watches of a JVM that tests, which cost half a minute. */
    private static String ours() {
        PeerProcess process = PEERS.started(PeerProcess.named("our TangoTest")
                .command(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .command("-cp", System.getProperty("java.class.path"), TangoTest.class.getName())
                .command("peer", "-nodb", "-dlist", DEVICE)
                .start());
        String url = process.awaitLine("a URL", line -> line.startsWith("tango://"));
        process.awaitLine("Ready to accept request");
        return url;
    }

    private static List<String> transcript(String... arguments) {
        return new ArrayList<>(PyTangoScript.run(TangoTestTranscriptTest.class, "transcript.py", arguments));
    }

    private static String asTheirs(String line, Set<Difference> seen) {
        String changed = line;
        for (Difference difference : REVIEWED) {
            String before = changed;
            changed = before.replaceAll(difference.ours, Matcher.quoteReplacement(difference.theirs));
            if (!changed.equals(before)) {
                seen.add(difference);
            }
        }
        return changed;
    }
}
