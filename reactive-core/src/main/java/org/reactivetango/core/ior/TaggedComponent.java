package org.reactivetango.core.ior;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.Octets;

/**
 * One property of a profile, not yet interpreted. Components with tags that nobody here knows are kept and passed over.
 *
 * @param tag which property
 * @param data its value, usually an encapsulation
 */
public record TaggedComponent(int tag, Octets data) {
    /** An {@link OrbTypeComponent}. */
    public static final int TAG_ORB_TYPE = 0;
    /** A {@link CodeSetComponent}. */
    public static final int TAG_CODE_SETS = 1;
    /** An {@link AlternateIiopAddressComponent}. */
    public static final int TAG_ALTERNATE_IIOP_ADDRESS = 3;

    public static final CdrCodec<TaggedComponent> CODEC =
            CdrCodec.of(8, in -> new TaggedComponent(in.readLong(), Octets.read(in)), (component, out) -> {
                out.writeLong(component.tag);
                component.data.write(out);
            });
}
