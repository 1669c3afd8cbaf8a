package org.reactivetango.client.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.idl.DevInfo;
import org.reactivetango.core.idl.DevInfo3;
import org.reactivetango.core.idl.DevInfo6;
import org.reactivetango.core.idl.DevInfoVersion;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.model.DeviceInfo;

/** Asks a device about itself, in the newest of three forms that it has. */
public final class AskInfo implements Exchange<DeviceInfo> {
    private static final String DOC_URL = "Doc URL = ";

    @Override
    public byte[] operation(PeerInterface peer) {
        return form(peer).name().getBytes(StandardCharsets.US_ASCII);
    }

    private static Operation<?, ?> form(PeerInterface peer) {
        return peer.deviceIdl() >= 6 ? Operations.INFO_6 : peer.deviceIdl() >= 3 ? Operations.INFO_3 : Operations.INFO;
    }

    @Override
    public boolean hasArguments() {
        return false;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {}

    @Override
    public DeviceInfo decodeResult(PeerInterface peer, CdrReader in) {
        if (peer.deviceIdl() >= 6) {
            DevInfo6 info = Operations.INFO_6.decodeResult(in);
            return new DeviceInfo(
                    info.devClass(),
                    info.serverId(),
                    info.serverHost(),
                    info.serverVersion(),
                    docUrl(info.docUrl()),
                    info.devType(),
                    info.versionInfo().stream()
                            .collect(Collectors.toMap(DevInfoVersion::key, DevInfoVersion::value, (a, b) -> b)));
        }
        if (peer.deviceIdl() >= 3) {
            DevInfo3 info = Operations.INFO_3.decodeResult(in);
            return new DeviceInfo(
                    info.devClass(),
                    info.serverId(),
                    info.serverHost(),
                    info.serverVersion(),
                    docUrl(info.docUrl()),
                    info.devType(),
                    Map.of());
        }
        DevInfo info = Operations.INFO.decodeResult(in);
        return new DeviceInfo(
                info.devClass(),
                info.serverId(),
                info.serverHost(),
                info.serverVersion(),
                docUrl(info.docUrl()),
                "Uninitialised",
                Map.of());
    }

    private static String docUrl(String text) {
        return text.startsWith(DOC_URL) ? text.substring(DOC_URL.length()) : text;
    }

    @Override
    public String description() {
        return "info";
    }
}
