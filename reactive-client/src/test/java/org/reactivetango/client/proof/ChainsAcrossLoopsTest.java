package org.reactivetango.client.proof;

import org.junit.jupiter.api.Test;

/** The same with each of the three devices on an event loop of its own. */
class ChainsAcrossLoopsTest extends ChainsTest {
    private static final int ROUNDS = 200;

    @Override
    int eventLoops() {
        return 3;
    }

    /** Both waits begin at about the same time, each on its loop. */
    @Test
    void ofTwoWaitsThatCloseACycleOneIsRefusedEachTime() {
        for (int i = 0; i < ROUNDS; i++) {
            log.clear();
            aCycleOfChainsIsRefusedAndNamed(2);
        }
    }
}
