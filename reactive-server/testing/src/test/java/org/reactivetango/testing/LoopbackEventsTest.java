package org.reactivetango.testing;

/** Over ZMQ. */
class LoopbackEventsTest extends EventsContract {
    @Override
    TestContext.Builder begin() {
        return TestContext.loopback();
    }
}
