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
 * Finds out what a device understands: its newest interface by {@code _is_a} from the newest down, and by the version of
 * its server's library in {@code info} whether it takes the newer form of the client's identity.
 */
final class PeerDiscovery {
    private PeerDiscovery() {}

    static Mono<PeerInterface> discover(DeviceSession device, JavaClntIdent client, long timeoutNanos) {
        Mono<Integer> library = device.discoveryCall(
                        new PlainExchange<>(Operations.INFO, NoValue.NO_VALUE), timeoutNanos)
                .map(info -> info.serverVersion());
        return library.flatMap(version -> deviceIdl(device, timeoutNanos)
                .map(idl -> new PeerInterface(
                        idl,
                        version >= PeerInterface.TRACED_CLIENTS && idl >= 4
                                ? new JavaClntIdent6(client, TraceContext.NONE)
                                : client)));
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
