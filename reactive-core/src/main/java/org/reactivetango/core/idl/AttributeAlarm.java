package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * The limits of an attribute, numbers as text: the structure {@code AttributeAlarm}.
 *
 * @param deltaT after a write, how long the read value may differ, in milliseconds
 * @param deltaVal by how much
 */
public record AttributeAlarm(
        String minAlarm,
        String maxAlarm,
        String minWarning,
        String maxWarning,
        String deltaT,
        String deltaVal,
        List<String> extensions) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeAlarm> CODEC =
            CdrCodec.of(34, AttributeAlarm::decode, AttributeAlarm::encode);

    static AttributeAlarm decode(CdrReader in) {
        return new AttributeAlarm(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readSequence(PlainCodecs.STRING));
    }

    void encode(CdrWriter out) {
        out.writeString(minAlarm);
        out.writeString(maxAlarm);
        out.writeString(minWarning);
        out.writeString(maxWarning);
        out.writeString(deltaT);
        out.writeString(deltaVal);
        out.writeSequence(extensions, PlainCodecs.STRING);
    }
}
