package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;

/** Codecs of CDR's own types, for where one is asked for. */
final class PlainCodecs {
    static final CdrCodec<Boolean> BOOLEAN =
            CdrCodec.of(1, CdrReader::readBoolean, (value, out) -> out.writeBoolean(value));
    static final CdrCodec<Integer> LONG = CdrCodec.of(4, CdrReader::readLong, (value, out) -> out.writeLong(value));
    static final CdrCodec<String> STRING =
            CdrCodec.of(5, CdrReader::readString, (value, out) -> out.writeString(value));
    static final CdrCodec<List<String>> STRINGS = sequence(STRING);

    private PlainCodecs() {}

    static <T> CdrCodec<List<T>> sequence(CdrCodec<T> element) {
        return CdrCodec.of(4, in -> in.readSequence(element), (values, out) -> out.writeSequence(values, element));
    }
}
