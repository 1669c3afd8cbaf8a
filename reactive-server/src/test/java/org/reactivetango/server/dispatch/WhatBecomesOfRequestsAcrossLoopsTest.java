package org.reactivetango.server.dispatch;

import org.reactivetango.testkit.rpc.VirtualLoop;

/** The same of a device that lives on another loop than the connections. */
class WhatBecomesOfRequestsAcrossLoopsTest extends WhatBecomesOfRequestsTest {
    @Override
    VirtualLoop timeOfDevices(VirtualLoop ofConnections) {
        return new VirtualLoop();
    }
}
