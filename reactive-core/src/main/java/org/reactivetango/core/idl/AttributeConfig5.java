package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.WriteType;

/**
 * The configuration of an attribute: the structure {@code AttributeConfig_5}. There is no version 4.
 *
 * @param dataType the code of the scalar type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 * @param memorized whether the set value survives a restart
 * @param memInit whether it is written to the device then; true for attributes that are writable but not memorized
 * @param writableAttrName where the set value comes from
 * @param rootAttrName of a forwarded attribute, the attribute it stands for
 */
public record AttributeConfig5(
        String name,
        WriteType writable,
        DataFormat dataFormat,
        int dataType,
        boolean memorized,
        boolean memInit,
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
        String rootAttrName,
        List<String> enumLabels,
        AttributeAlarm attAlarm,
        EventProperties eventProp,
        List<String> extensions,
        List<String> sysExtensions) {
    /** The layout of the structure. */
    public static final CdrCodec<AttributeConfig5> CODEC =
            CdrCodec.of(169, AttributeConfig5::decode, AttributeConfig5::encode);

    static AttributeConfig5 decode(CdrReader in) {
        return new AttributeConfig5(
                in.readString(),
                in.readEnum(WireEnums.WRITE_TYPES),
                in.readEnum(WireEnums.FORMATS),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
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
                in.readString(),
                in.readSequence(PlainCodecs.STRING),
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
        out.writeBoolean(memorized);
        out.writeBoolean(memInit);
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
        out.writeString(rootAttrName);
        out.writeSequence(enumLabels, PlainCodecs.STRING);
        attAlarm.encode(out);
        eventProp.encode(out);
        out.writeSequence(extensions, PlainCodecs.STRING);
        out.writeSequence(sysExtensions, PlainCodecs.STRING);
    }
}
