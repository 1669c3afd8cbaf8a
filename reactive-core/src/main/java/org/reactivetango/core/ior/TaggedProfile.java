package org.reactivetango.core.ior;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.Octets;

/**
 * One way to reach an object, not yet interpreted.
 *
 * @param tag which kind of profile; {@link #TAG_INTERNET_IOP} is the one we speak
 * @param data the profile, usually an encapsulation
 */
public record TaggedProfile(int tag, Octets data) {
    /** An {@link IiopProfile}. */
    public static final int TAG_INTERNET_IOP = 0;

    public static final CdrCodec<TaggedProfile> CODEC =
            CdrCodec.of(8, in -> new TaggedProfile(in.readLong(), Octets.read(in)), (profile, out) -> {
                out.writeLong(profile.tag);
                profile.data.write(out);
            });
}
