package org.reactivetango.testing;

class LoopbackTestContextTest extends TestContextContract {
    @Override
    TestContext.Builder begin() {
        return TestContext.loopback();
    }
}
