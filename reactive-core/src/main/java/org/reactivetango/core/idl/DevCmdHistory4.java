package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevError;

/**
 * A command history, run-length coded: the structure {@code DevCmdHistory_4}.
 *
 * @param dates one per record, oldest first
 * @param value the values of all records that have one, newest record first; no value if none has
 * @param dims sizes of the runs in {@code dimsArray}
 * @param errors the error stacks of the runs in {@code errorsArray}
 * @param cmdType the code of the result type, see {@link org.reactivetango.core.model.TangoType#ofCode}
 */
public record DevCmdHistory4(
        List<TimeVal> dates,
        Any value,
        List<AttributeDim> dims,
        List<EltInArray> dimsArray,
        List<List<DevError>> errors,
        List<EltInArray> errorsArray,
        int cmdType) {
    /** The layout of the structure. */
    public static final CdrCodec<DevCmdHistory4> CODEC =
            CdrCodec.of(28, DevCmdHistory4::decode, DevCmdHistory4::encode);

    static DevCmdHistory4 decode(CdrReader in) {
        return new DevCmdHistory4(
                in.readSequence(TimeVal.CODEC),
                Any.decode(in),
                in.readSequence(AttributeDim.CODEC),
                in.readSequence(EltInArray.CODEC),
                in.readSequence(DevErrorCodec.LIST),
                in.readSequence(EltInArray.CODEC),
                in.readLong());
    }

    void encode(CdrWriter out) {
        out.writeSequence(dates, TimeVal.CODEC);
        value.encode(out);
        out.writeSequence(dims, AttributeDim.CODEC);
        out.writeSequence(dimsArray, EltInArray.CODEC);
        out.writeSequence(errors, DevErrorCodec.LIST);
        out.writeSequence(errorsArray, EltInArray.CODEC);
        out.writeLong(cmdType);
    }
}
