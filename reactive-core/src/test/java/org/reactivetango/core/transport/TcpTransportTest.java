package org.reactivetango.core.transport;

class TcpTransportTest extends TransportContract {
    @Override
    Transport[] open() {
        return new Transport[] {TcpTransport.create("contract-server"), TcpTransport.create("contract-client")};
    }
}
