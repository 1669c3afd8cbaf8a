package org.reactivetango.server.peers;

/** One of the two devices lives on another loop than the client's connection. */
final class ServedToPyTangoFromTwoLoopsTest extends ServedToPyTangoTest {
    @Override
    int eventLoops() {
        return 2;
    }
}
