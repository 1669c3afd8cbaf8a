package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.WriteType;

/**
 * The configuration of an attribute: the structure {@code AttributeConfig_3}, of IDL 3 and 4.
 *
 * @param dataType the code of the scalar type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 * @param writableAttrName where the set value comes from
 */
public record AttributeConfig3(
        String name,
        WriteType writable,
        DataFormat dataFormat,
        int dataType,
        int maxDimX,
        int maxDimY,
        String description,
        String label,
        String unit,
        String standardUnit,
        String displayUnit,
        String format,
        String minValue,
        String maxValue,
        String writableAttrName,
        DisplayLevel level,
        AttributeAlarm attAlarm,
        EventProperties eventProp,
        List<String> extensions,
        List<String> sysExtensions) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeConfig3> CODEC =
            CdrCodec.of(158, AttributeConfig3::decode, AttributeConfig3::encode);

    static AttributeConfig3 decode(CdrReader in) {
        return new AttributeConfig3(
                in.readString(),
                in.readEnum(WireEnums.WRITE_TYPES),
                in.readEnum(WireEnums.FORMATS),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readEnum(WireEnums.LEVELS),
                AttributeAlarm.decode(in),
                EventProperties.decode(in),
                in.readSequence(PlainCodecs.STRING),
                in.readSequence(PlainCodecs.STRING));
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        out.writeEnum(writable);
        out.writeEnum(dataFormat);
        out.writeLong(dataType);
        out.writeLong(maxDimX);
        out.writeLong(maxDimY);
        out.writeString(description);
        out.writeString(label);
        out.writeString(unit);
        out.writeString(standardUnit);
        out.writeString(displayUnit);
        out.writeString(format);
        out.writeString(minValue);
        out.writeString(maxValue);
        out.writeString(writableAttrName);
        out.writeEnum(level);
        attAlarm.encode(out);
        eventProp.encode(out);
        out.writeSequence(extensions, PlainCodecs.STRING);
        out.writeSequence(sysExtensions, PlainCodecs.STRING);
    }
}
