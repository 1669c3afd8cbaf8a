package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.PeerFailed;

/** PyTango 9.3 and with it every client that is built on cppTango 9. */
class ServedToPyTangoTest extends ServedContract {
    @Override
    PeerClient start() {
        return PEERS.pyTangoClient();
    }

    @Override
    String unknownDevice() {
        return "API_DeviceNotDefined";
    }

    @Override
    String timeout() {
        return "API_DeviceTimedOut";
    }

    @Override
    TangoType[] unspeakable() {
        // It sends nothing in the place of a DevUChar.
        return new TangoType[] {TangoType.DEV_UCHAR};
    }

    @Override
    void checkNamed(PeerFailed failure) {
        // It tells no more than their names.
        assertThat(failure.reason()).isEqualTo("API_AttributeFailed");
        assertThat(failure.named()).isEmpty();
    }

    @Test
    void theDeviceIsLookedForWhenTheProxyIsMade() {
        assertThat(reasons(() -> device("no/such/device"))).contains("API_DeviceNotDefined");
    }
}
