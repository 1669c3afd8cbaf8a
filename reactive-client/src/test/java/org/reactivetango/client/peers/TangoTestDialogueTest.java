package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.PeerProcess;
import org.reactivetango.testkit.peers.Peers;

/**
 * Our client does everything that it can do with a TangoTest, edge values included, with the one written in C++ and with
 * ours: what comes of it is the same. {@code TangoTestTranscriptTest} is the same with PyTango as the client.
 */
final class TangoTestDialogueTest {
    private static final String DEVICE = "sys/tg_test/1";

    /** Small images written to it crash TangoTest 9.3.4. */
    private static final String FATAL = "long_image";

    /** What TangoTest 9.3.4 does not have. */
    private static final List<String> NOT_IN_9 = List.of(" enum_", " freq ");

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void whatComesOfEverythingIsWhatComesOfItWithTheOneInCpp() {
        List<String> theirs = dialogue(PEERS.tangoTest().url(), FATAL);
        List<String> ours = dialogue(ours());

        theirs.removeIf(line -> line.contains(" " + FATAL));
        ours.removeIf(line -> line.contains(" " + FATAL) || NOT_IN_9.stream().anyMatch(line::contains));
        assertThat(theirs).hasSizeGreaterThan(500);
        assertThat(ours).isEqualTo(theirs);
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
}
