package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.Octets;

/**
 * Something that travels along with a Request or Reply. Contexts that nobody here knows are ignored, as every ORB does;
 * none is required.
 *
 * @param id which context; {@link #CODE_SETS} is the one we use
 * @param data its value, usually an encapsulation
 */
public record ServiceContext(int id, Octets data) {
    /** A {@link CodeSetContext}. */
    public static final int CODE_SETS = 1;
    /** JacORB clients: the deadline of the call. Ignored. */
    public static final int INVOCATION_POLICIES = 7;
    /** JacORB servers: text that goes with a system exception. Ignored. */
    public static final int EXCEPTION_DETAIL_MESSAGE = 14;

    public static final CdrCodec<ServiceContext> CODEC =
            CdrCodec.of(8, in -> new ServiceContext(in.readLong(), Octets.read(in)), (context, out) -> {
                out.writeLong(context.id);
                context.data.write(out);
            });
}
