package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.model.DisplayLevel;

/**
 * The configuration of a pipe: the structure {@code PipeConfig}.
 */
public record PipeConfig(
        String name,
        String description,
        String label,
        DisplayLevel level,
        PipeWriteType writable,
        List<String> extensions) {
    /** The layout of the structure. */
    public static final CdrCodec<PipeConfig> CODEC = CdrCodec.of(27, PipeConfig::decode, PipeConfig::encode);

    static PipeConfig decode(CdrReader in) {
        return new PipeConfig(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readEnum(WireEnums.LEVELS),
                in.readEnum(PipeWriteType.VALUES),
                in.readSequence(PlainCodecs.STRING));
    }

    void encode(CdrWriter out) {
        out.writeString(name);
        out.writeString(description);
        out.writeString(label);
        out.writeEnum(level);
        out.writeEnum(writable);
        out.writeSequence(extensions, PlainCodecs.STRING);
    }
}
