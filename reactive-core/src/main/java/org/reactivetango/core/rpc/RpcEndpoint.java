package org.reactivetango.core.rpc;

import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.ior.CodeSetComponent;
import org.reactivetango.core.ior.IiopProfile;

/**
 * Where a server is and how it is spoken to. Versions are not mixed on a connection, so the same place has one endpoint
 * per version.
 *
 * @param version of every request
 * @param codeSet announced with the first request and used for strings; null: nothing is announced, Latin-1 is used
 * @param own whether a reference to it says that it is a server of ours; false if that is to be found out
 */
public record RpcEndpoint(
        String host,
        int port,
        GiopVersion version,
        @Nullable CodeSet codeSet,
        boolean own) {

    /** A place without a reference, as in {@code corbaloc:iiop:host:port/...}: GIOP 1.0. */
    public static RpcEndpoint of(String host, int port) {
        return new RpcEndpoint(host, port, GiopVersion.V1_0, null, false);
    }

    /** What a reference says of its server. */
    public static RpcEndpoint of(IiopProfile profile) {
        GiopVersion version = GiopVersion.upTo(profile.minorVersion());
        CodeSet codeSet = version == GiopVersion.V1_2
                ? profile.codeSets().map(CodeSetComponent::transmissionCodeSet).orElse(null)
                : null;
        return new RpcEndpoint(
                profile.address().host(), profile.address().port(), version, codeSet, profile.isReactiveTango());
    }

    /** {@code host:port}. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
