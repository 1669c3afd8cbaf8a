package org.reactivetango.client.peers;

import java.util.List;
import java.util.Map;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.testkit.peers.PyTangoServer;

/** PyTango 9.3 with cppTango 9. */
final class CallsToPyTangoTest extends PeerCallsContract {
    private PyTangoServer server;

    @Override
    void start() {
        server = PEERS.started(PyTangoServer.start(PyTangoServer.Green.SYNCHRONOUS, FIRST, SECOND));
    }

    @Override
    String url(String name) {
        return server.url(name);
    }

    @Override
    List<Integer> has() {
        return List.of(12, 12, 12, 27);
    }

    @Override
    DeviceInfo expectedInfo(DeviceInfo actual) {
        return new DeviceInfo(
                "PeerTest",
                "PeerTest/peer",
                actual.serverHost(),
                5,
                "http://www.tango-controls.org",
                "PeerTest",
                Map.of());
    }
}
