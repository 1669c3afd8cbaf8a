package org.reactivetango.testkit.peers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PeersTest {
    private static final List<String> MISSING = List.of("/usr", "/no/such/file");

    @Test
    void aMissingPeerSkipsTheTestAndSaysWhatToInstall() {
        assertThatThrownBy(() -> Peers.require("Peer", MISSING, "some-package", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(
                        "Peer is not installed: there is no /no/such/file. The Debian package some-package has it.");
    }

    @Test
    void whereItIsRequiredItFailsTheTest() {
        assertThatThrownBy(() -> Peers.require("Peer", MISSING, "some-package", true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("some-package");
    }

    @Test
    void aPeerThatIsThereIsWelcome() {
        assertThatCode(() -> Peers.require("Peer", List.of("/usr"), "some-package", true))
                .doesNotThrowAnyException();
    }
}
