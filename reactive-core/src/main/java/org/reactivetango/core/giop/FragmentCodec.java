package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/** The layout of {@link Fragment} in GIOP 1.2. */
public final class FragmentCodec {
    private FragmentCodec() {}

    /** Reads the request id and leaves {@code in} at the octets. */
    public static Fragment decode(CdrReader in) {
        return new Fragment(in.readLong());
    }

    /** Writes a last fragment without octets; for tests, we never send fragments. */
    public static void encode(Fragment message, CdrWriter out) {
        GiopFraming.begin(out, GiopVersion.V1_2, GiopMessageType.FRAGMENT);
        out.writeLong(message.requestId());
        GiopFraming.end(out);
    }
}
