package org.reactivetango.client.peers;

import java.util.List;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.peers.PeerDevice;

/** Our own server. */
final class CallsToOurServerTest extends PeerCallsContract {
    private TangoServer server;

    @Override
    void start() {
        server = TangoServer.named("PeerTest/peer")
                .device(FIRST, PeerDevice.definition())
                .device(SECOND, PeerDevice.definition())
                .bindNow();
    }

    @Override
    void stop() {
        server.closeLater().block(PATIENCE);
    }

    @Override
    String url(String name) {
        return server.deviceUrl(name);
    }

    @Override
    List<Integer> has() {
        return List.of(12, 12, 12, 28);
    }

    @Override
    DeviceInfo expectedInfo(DeviceInfo actual) {
        return new DeviceInfo(
                "PeerTest",
                "PeerTest/peer",
                "127.0.0.1",
                6,
                "http://www.tango-controls.org",
                "Uninitialised",
                actual.versions());
    }
}
