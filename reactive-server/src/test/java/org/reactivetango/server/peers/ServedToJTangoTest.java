package org.reactivetango.server.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.reactivetango.core.error.NamedDevError;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.PeerFailed;

/** JTango 9.7: big-endian, strings in UTF-8, several calls on one connection. */
final class ServedToJTangoTest extends ServedContract {
    @Override
    PeerClient start() {
        return PEERS.jTangoClient();
    }

    @Override
    String unknownDevice() {
        return "TangoApi_DEVICE_CONNECTION_FAILED";
    }

    @Override
    String timeout() {
        return "org.omg.CORBA.TIMEOUT: client timeout reached";
    }

    @Override
    TangoType[] unspeakable() {
        return new TangoType[0];
    }

    @Override
    void checkNamed(PeerFailed failure) {
        assertThat(failure.reason()).isEqualTo("MultiDevFailed");
        assertThat(failure.named())
                .extracting(
                        NamedDevError::name,
                        NamedDevError::indexInCall,
                        named -> named.errors().get(0).reason())
                .containsExactly(
                        tuple("counter", 2, "API_AttrNotWritable"), tuple("limited", 0, "API_WAttrOutsideLimit"));
    }
}
