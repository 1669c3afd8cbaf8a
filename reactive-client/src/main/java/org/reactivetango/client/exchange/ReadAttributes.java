package org.reactivetango.client.exchange;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.AttributeReply;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.ValueType;

/**
 * Reads several attributes in one request. Each has a reading or a failure of its own; devices of versions 1 and 2 fail
 * the whole call instead.
 */
public final class ReadAttributes implements Exchange<List<AttributeReply<Object>>> {
    private final List<String> names;
    private final List<ReadAttribute<Object>> reads;
    private final DevSource source;

    /** {@code names}: at least one. */
    public ReadAttributes(List<String> names, DevSource source) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("name at least one attribute to read");
        }
        this.names = List.copyOf(names);
        this.reads = names.stream()
                .map(name -> new ReadAttribute<>(name, ValueType.ANY, source))
                .toList();
        this.source = source;
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        return reads.get(0).operation(peer);
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public void encodeArguments(PeerInterface peer, CdrWriter out) {
        out.writeSequenceLength(reads.size());
        reads.forEach(read -> read.encodeName(out));
        ReadAttribute.encodeCaller(peer, source, out);
    }

    @Override
    public List<AttributeReply<Object>> decodeResult(PeerInterface peer, CdrReader in) {
        int count = in.readSequenceLength(1);
        if (count != reads.size()) {
            throw new Remote(count + " readings where " + reads.size() + " were asked for");
        }
        List<AttributeReply<Object>> replies = new ArrayList<>(count);
        for (ReadAttribute<Object> read : reads) {
            replies.add(decodeOne(read, peer, in));
        }
        if (in.remaining() != 0) {
            throw new Remote(in.remaining() + " bytes too many behind " + count + " readings");
        }
        return List.copyOf(replies);
    }

    private static AttributeReply<Object> decodeOne(ReadAttribute<Object> read, PeerInterface peer, CdrReader in) {
        try {
            return AttributeReply.of(read.name(), read.decodeOne(peer, in));
        } catch (DevFailedException failed) {
            return AttributeReply.failed(read.name(), failed);
        }
    }

    @Override
    public DevError failed(String device) {
        return DevError.of(
                Reasons.ATTRIBUTE_FAILED,
                "Failed to read_attributes on device " + device + ", attributes " + String.join(", ", names),
                "DeviceProxy::read_attributes()");
    }

    @Override
    public String description() {
        return "read_attributes " + String.join(", ", names);
    }
}
