package org.reactivetango.client.session;

import java.util.stream.IntStream;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.idl.JavaClntIdent6;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.RepositoryIds;
import org.reactivetango.core.idl.TraceContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out what a device understands: its newest interface by {@code _is_a} from the newest down; and, by the version of
 * its server's library in {@code info}, whether it takes the newer form of the client's identity. {@code info_6} tells
 * besides whether the server is one of ours.
 */
final class PeerDiscovery {
    /** Among the versions in our servers' {@code info_6}. */
    private static final String OUR_SERVERS = "reactive-tango";

    private PeerDiscovery() {}

    static Mono<PeerInterface> discover(DeviceSession device, JavaClntIdent client, long timeoutNanos) {
        return deviceIdl(device, timeoutNanos).flatMap(idl -> peer(device, idl, client, timeoutNanos));
    }

    private static Mono<PeerInterface> peer(DeviceSession device, int idl, JavaClntIdent client, long timeoutNanos) {
        if (idl < 6) {
            return device.discoveryCall(new PlainExchange<>(Operations.INFO, NoValue.NO_VALUE), timeoutNanos)
                    .map(info -> peer(idl, info.serverVersion(), client, false));
        }
        return device.discoveryCall(new PlainExchange<>(Operations.INFO_6, NoValue.NO_VALUE), timeoutNanos)
                .map(info -> peer(
                        idl,
                        info.serverVersion(),
                        client,
                        info.versionInfo().stream()
                                .anyMatch(version -> version.key().equals(OUR_SERVERS))));
    }

    private static PeerInterface peer(int idl, int library, JavaClntIdent client, boolean own) {
        boolean traced = library >= PeerInterface.TRACED_CLIENTS && idl >= 4;
        return new PeerInterface(idl, traced ? new JavaClntIdent6(client, TraceContext.NONE) : client, own);
    }

    /** Asks from the newest interface down and stops at the first that the device has. */
    private static Mono<Integer> deviceIdl(DeviceSession device, long timeoutNanos) {
        int newest = RepositoryIds.newestDevice();
        return Flux.fromStream(() -> IntStream.rangeClosed(1, newest).mapToObj(step -> newest + 1 - step))
                .concatMap(
                        idl -> device.discoveryCall(
                                        new PlainExchange<>(Operations.IS_A, RepositoryIds.device(idl)), timeoutNanos)
                                .filter(has -> has)
                                .map(has -> idl),
                        0)
                .next()
                .defaultIfEmpty(1);
    }
}
