package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.testkit.peers.PeerProcess;
import org.reactivetango.testkit.peers.Peers;
import org.reactivetango.testkit.peers.PyTangoScript;

/**
 * An image of 64 MiB goes through heaps that could not hold half of a second one, in server and client: whatever made a
 * copy of it on the heap would end with an OutOfMemoryError. That they could not is shown each time by trying.
 */
final class LargeImageTest {
    private static final int ELEMENTS = 4096 * 2048;
    private static final String NO_ROOM = "room for half: here false, there false";

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @Test
    void isReadWithoutASecondCopy() {
        assertThat(client("read", server())).contains(ELEMENTS + " elements right", NO_ROOM);
    }

    @Test
    void isWrittenWithoutASecondCopy() {
        assertThat(client("write", server())).contains(ELEMENTS + " elements right", NO_ROOM);
    }

    @Test
    void isReadBesideItsSetValueWithoutACopyOfBoth() {
        assertThat(client("both", server())).contains(ELEMENTS + " elements right", NO_ROOM);
    }

    @Test
    void isReadByPyTango() {
        assertThat(PyTangoScript.run(LargeImageTest.class, "large_image.py", "read", server()))
                .containsExactly(ELEMENTS + " elements right", "room there: False");
    }

    @Test
    void isWrittenByPyTango() {
        assertThat(PyTangoScript.run(LargeImageTest.class, "large_image.py", "write", server()))
                .containsExactly(ELEMENTS + " elements right", "room there: False");
    }

    private static String server() {
        return PEERS.started(program("server of large images", "serve"))
                .awaitLine("a URL", line -> line.startsWith("tango://"));
    }

    private static List<String> client(String what, String url) {
        try (PeerProcess client = program("client of large images", what, url)) {
            return client.awaitSuccess();
        }
    }

    /** 88 MiB in all, of which 76 are for what is large: an image, and 12 MiB more. */
    private static PeerProcess program(String name, String... arguments) {
        return PeerProcess.named(name)
                .command(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .command("-XX:+UseSerialGC", "-Xmx88m", "-Xmn12m", "-XX:MaxDirectMemorySize=160m")
                .command("-cp", System.getProperty("java.class.path"), LargeImage.class.getName())
                .command(arguments)
                .start();
    }
}
