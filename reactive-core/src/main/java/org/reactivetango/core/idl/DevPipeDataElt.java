package org.reactivetango.core.idl;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * One element of a pipe blob: the structure {@code DevPipeDataElt}. It has a value or is a blob itself.
 *
 * @param value the value, or {@link AttrValUnion#NO_DATA} for a blob
 * @param innerBlob the elements of the blob, else empty
 * @param innerBlobName the name of the blob, {@code Scalar} or {@code Array} for a value
 */
public record DevPipeDataElt(String name, AttrValUnion value, List<DevPipeDataElt> innerBlob, String innerBlobName) {
    private static final int MIN_BYTES = 19;

    /** The layout of the structure; blobs in blobs may go as deep as the reader allows encapsulations to go. */
    public static final CdrCodec<DevPipeDataElt> CODEC =
            CdrCodec.of(MIN_BYTES, in -> decode(in, in.nestingLeft()), DevPipeDataElt::encode);

    private static DevPipeDataElt decode(CdrReader in, int nestingLeft) {
        return new DevPipeDataElt(
                in.readString(), AttrValUnion.decode(in), decodeList(in, nestingLeft), in.readString());
    }

    private static List<DevPipeDataElt> decodeList(CdrReader in, int nestingLeft) {
        int count = in.readSequenceLength(MIN_BYTES);
        if (count == 0) {
            return List.of();
        }
        if (nestingLeft == 0) {
            throw new Remote("a pipe blob nested deeper than allowed");
        }
        List<DevPipeDataElt> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(decode(in, nestingLeft - 1));
        }
        return elements;
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        value.encode(out);
        out.writeSequence(innerBlob, CODEC);
        out.writeString(innerBlobName);
    }
}
