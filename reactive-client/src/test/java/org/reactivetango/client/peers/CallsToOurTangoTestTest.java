package org.reactivetango.client.peers;

import java.util.List;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;

/** Our TangoTest, which is to be like the one in C++. */
final class CallsToOurTangoTestTest extends CallsToTangoTestTest {
    private TangoServer server;

    @Override
    void start() {
        server = TangoServer.named("TangoTest/peer")
                .device(deviceName(), TangoTest.definition(1))
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
    boolean mayWrite(Kind<?, ?> image) {
        return true;
    }

    @Override
    List<Integer> has() {
        return List.of(11, 8, 8, 24);
    }

    @Override
    int idl() {
        return 6;
    }
}
