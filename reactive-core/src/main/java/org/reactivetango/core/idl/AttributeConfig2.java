package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.WriteType;

/**
 * The configuration of an attribute: the structure {@code AttributeConfig_2}.
 *
 * @param dataType the code of the scalar type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 * @param writableAttrName where the set value comes from
 */
public record AttributeConfig2(
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
        String minAlarm,
        String maxAlarm,
        String writableAttrName,
        DisplayLevel level,
        List<String> extensions) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeConfig2> CODEC =
            CdrCodec.of(88, AttributeConfig2::decode, AttributeConfig2::encode);

    static AttributeConfig2 decode(CdrReader in) {
        return new AttributeConfig2(
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
                in.readString(),
                in.readString(),
                in.readEnum(WireEnums.LEVELS),
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
        out.writeString(minAlarm);
        out.writeString(maxAlarm);
        out.writeString(writableAttrName);
        out.writeEnum(level);
        out.writeSequence(extensions, PlainCodecs.STRING);
    }
}
