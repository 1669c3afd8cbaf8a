package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.model.Quality;

/**
 * An attribute history, run-length coded: the structure {@code DevAttrHistory_4}.
 *
 * @param dates one per record, oldest first
 * @param value the values of all records that have one, newest record first; no value if none has
 * @param quals the qualities of the runs in {@code qualsArray}
 * @param rDims sizes of the read parts of the runs in {@code rDimsArray}
 * @param wDims sizes of the set parts of the runs in {@code wDimsArray}
 * @param errors the error stacks of the runs in {@code errorsArray}
 */
public record DevAttrHistory4(
        String name,
        List<TimeVal> dates,
        Any value,
        List<Quality> quals,
        List<EltInArray> qualsArray,
        List<AttributeDim> rDims,
        List<EltInArray> rDimsArray,
        List<AttributeDim> wDims,
        List<EltInArray> wDimsArray,
        List<List<DevError>> errors,
        List<EltInArray> errorsArray) {
    /** The layout of the structure. */
    public static final CdrCodec<DevAttrHistory4> CODEC =
            CdrCodec.of(45, DevAttrHistory4::decode, DevAttrHistory4::encode);

    static DevAttrHistory4 decode(CdrReader in) {
        return new DevAttrHistory4(
                in.readString(),
                in.readSequence(TimeVal.CODEC),
                Any.decode(in),
                in.readSequence(WireEnums.QUALITY),
                in.readSequence(EltInArray.CODEC),
                in.readSequence(AttributeDim.CODEC),
                in.readSequence(EltInArray.CODEC),
                in.readSequence(AttributeDim.CODEC),
                in.readSequence(EltInArray.CODEC),
                in.readSequence(DevErrorCodec.LIST),
                in.readSequence(EltInArray.CODEC));
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        out.writeSequence(dates, TimeVal.CODEC);
        value.encode(out);
        out.writeSequence(quals, WireEnums.QUALITY);
        out.writeSequence(qualsArray, EltInArray.CODEC);
        out.writeSequence(rDims, AttributeDim.CODEC);
        out.writeSequence(rDimsArray, EltInArray.CODEC);
        out.writeSequence(wDims, AttributeDim.CODEC);
        out.writeSequence(wDimsArray, EltInArray.CODEC);
        out.writeSequence(errors, DevErrorCodec.LIST);
        out.writeSequence(errorsArray, EltInArray.CODEC);
    }
}
