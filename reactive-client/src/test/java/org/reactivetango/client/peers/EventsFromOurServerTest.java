package org.reactivetango.client.peers;

import org.reactivetango.server.TangoServer;
import org.reactivetango.server.peers.PeerDevice;

/** Our own server. */
final class EventsFromOurServerTest extends EventsOfPollingContract {
    private TangoServer server;

    @Override
    String start(String name) {
        server = TangoServer.named("PeerTest/peer")
                .device(name, PeerDevice.pushing())
                .bindNow();
        return server.deviceUrl(name);
    }

    @Override
    void stop() {
        server.closeLater().block(Heard.PATIENCE);
    }
}
