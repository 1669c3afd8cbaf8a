package org.reactivetango.client.exchange;

import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttrValUnion;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.ValueType;

/** Writes one attribute: {@code write_attributes_4}, which every version from 4 on has, or an older form. */
public final class WriteAttribute<T> implements Exchange<NoValue> {
    private static final byte[] WRITE_ATTRIBUTES_4 = "write_attributes_4".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRITE_ATTRIBUTES_3 = "write_attributes_3".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRITE_ATTRIBUTES = "write_attributes".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final byte[] nameBytes;
    private final ValueType<?> type;
    private final T value;

    /** A write of {@code value}, whose type is found by its class if {@code type} is {@link ValueType#ANY}. */
    public WriteAttribute(String name, ValueType<T> type, T value) {
        this.name = name;
        this.nameBytes = name.getBytes(StandardCharsets.ISO_8859_1);
        this.type = type.equals(ValueType.ANY) ? ValueType.ofValue(value) : type;
        this.value = value;
    }

    @Override
    public byte[] operation(PeerInterface peer) {
        return peer.deviceIdl() >= 4
                ? WRITE_ATTRIBUTES_4
                : peer.deviceIdl() == 3 ? WRITE_ATTRIBUTES_3 : WRITE_ATTRIBUTES;
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
        out.writeSequenceLength(1);
        encodeValue(peer, out);
        encodeCaller(peer, out);
    }

    /** One element of the request. */
    void encodeValue(PeerInterface peer, CdrWriter out) {
        Object data = value instanceof Image<?> image ? image.data() : value;
        if (peer.deviceIdl() < 4) {
            encodeOld(data, out);
            return;
        }
        AttrValUnion.encode(type.element(), data, null, out);
        out.writeEnum(Quality.VALID);
        out.writeEnum(type.format());
        TimeVal.CODEC.encode(TimeVal.ZERO, out);
        out.writeString(nameBytes);
        AttributeDim.CODEC.encode(AttributeDim.NONE, out);
        AttributeDim.CODEC.encode(dim(), out);
        out.writeSequenceLength(0);
    }

    /** What follows the values. */
    static void encodeCaller(PeerInterface peer, CdrWriter out) {
        if (peer.deviceIdl() >= 4) {
            ClntIdent.encode(peer.client(), out);
        }
    }

    /** The structure {@code AttributeValue}, whose value is an any. */
    private void encodeOld(Object data, CdrWriter out) {
        Any.encodeSequence(type.element(), data, null, out);
        out.writeEnum(Quality.VALID);
        TimeVal.CODEC.encode(TimeVal.ZERO, out);
        out.writeString(nameBytes);
        AttributeDim.CODEC.encode(dim(), out);
    }

    private AttributeDim dim() {
        if (value instanceof Image<?> image) {
            return new AttributeDim(image.width(), image.height());
        }
        return type.format() == DataFormat.SPECTRUM ? new AttributeDim(Array.getLength(value), 0) : AttributeDim.SCALAR;
    }

    @Override
    public NoValue decodeResult(PeerInterface peer, CdrReader in) {
        return NoValue.NO_VALUE;
    }

    @Override
    public DevError failed(String device) {
        return DevError.of(
                Reasons.ATTRIBUTE_FAILED,
                "Failed to write_attribute on device " + device + ", attribute " + name,
                "DeviceProxy::write_attribute()");
    }

    @Override
    public String description() {
        return "write_attribute " + name;
    }
}
