package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.testkit.peers.JTangoServer;

/** JTango 9.7. */
final class CallsToJTangoTest extends PeerCallsContract {
    private JTangoServer server;

    @Override
    void start() {
        server = PEERS.started(JTangoServer.start(FIRST, SECOND));
    }

    @Override
    String url(String name) {
        return server.url(name);
    }

    /** It fails the whole call, with the error of one. */
    @Override
    boolean saysWhichFailed() {
        return false;
    }

    /** It does not compare types but converts, where it can. */
    @Override
    String wrongType() {
        return "NA";
    }

    @Override
    String wrongArgument() {
        return "NA";
    }

    /**
     * Without a database it takes texts for UTF-8 and sends them so, and nobody can tell it otherwise in GIOP 1.0: see
     * docs/texts.md.
     */
    @Override
    @Test
    void textsOfLatin1ComeBack() {
        String ascii = LATIN_1.substring(0, 95);
        done(device().attribute("string_scalar", String.class).write(ascii));
        assertThat(now(device().attribute("string_scalar", String.class).value()))
                .isEqualTo(ascii);
        assertThat(now(device().command("DevString", ascii, String.class))).isEqualTo(ascii);

        assertThat(now(tango().device(url(SECOND))
                        .attribute("string_scalar", String.class)
                        .value()))
                .isEqualTo("caf\u00c3\u00a9");
        assertThat(now(device().command("DevString", "caf\u00e9", String.class)))
                .isEqualTo("caf\u00ef\u00bf\u00bd");
    }

    @Override
    List<Integer> has() {
        return List.of(12, 12, 12, 27);
    }

    @Override
    DeviceInfo expectedInfo(DeviceInfo actual) {
        return new DeviceInfo(
                "JTangoServer",
                "JTangoServer/peer",
                actual.serverHost(),
                5,
                "http://www.tango-controls.org",
                "Uninitialised",
                Map.of());
    }
}
