package org.reactivetango.client.exchange;

import java.util.List;
import java.util.Map;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.model.ValueType;

/** Writes several attributes in one request, each of the type of its value. */
public final class WriteAttributes implements Exchange<NoValue> {
    private final String names;
    private final List<WriteAttribute<Object>> writes;

    /** {@code values}: by attribute, at least one, written in the map's order. */
    public WriteAttributes(Map<String, ?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("name at least one attribute to write");
        }
        this.names = String.join(", ", values.keySet());
        this.writes = values.entrySet().stream()
                .map(each -> new WriteAttribute<Object>(each.getKey(), ValueType.ANY, each.getValue()))
                .toList();
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        return writes.get(0).operation(peer);
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        out.writeSequenceLength(writes.size());
        writes.forEach(write -> write.encodeValue(peer, out));
        WriteAttribute.encodeCaller(peer, out);
    }

    @Override
    public NoValue decodeResult(PeerInterface peer, CdrReader in) {
        return NoValue.NO_VALUE;
    }

    @Override
    public DevError failed(String device) {
        return DevError.of(
                Reasons.ATTRIBUTE_FAILED,
                "Failed to write_attributes on device " + device + ", attributes " + names,
                "DeviceProxy::write_attributes()");
    }

    @Override
    public String description() {
        return "write_attributes " + names;
    }
}
