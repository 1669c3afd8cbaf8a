package org.reactivetango.core.ior;

import java.util.List;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * An interoperable object reference: what kind of object, and the ways to reach it, best first. Immutable.
 *
 * @param typeId repository id of the most derived interface, such as {@code IDL:Tango/Device_6:1.0}; may be empty
 * @param profiles the ways to reach it, of any kind; empty for the nil reference
 * @see IiopProfile
 * @see StringifiedIor
 */
public record Ior(String typeId, List<TaggedProfile> profiles) {
    /** An IOR as a CDR struct: in LOCATION_FORWARD replies and inside stringified references. */
    public static final CdrCodec<Ior> CODEC = CdrCodec.of(9, Ior::decode, Ior::encode);

    public Ior {
        profiles = List.copyOf(profiles);
    }

    /** A reference with one IIOP profile: what our servers publish. */
    public static Ior of(String typeId, IiopProfile profile) {
        return new Ior(typeId, List.of(profile.toTagged()));
    }

    /** Whether this is the reference to nothing. */
    public boolean isNil() {
        return profiles.isEmpty();
    }

    /**
     * The IIOP profiles, in order; profiles of other kinds are passed over.
     *
     * @throws org.reactivetango.core.error.TangoProtocolException.Remote if one of them is malformed
     */
    public List<IiopProfile> iiopProfiles() {
        return profiles.stream()
                .filter(profile -> profile.tag() == TaggedProfile.TAG_INTERNET_IOP)
                .map(IiopProfile::of)
                .toList();
    }

    private static Ior decode(CdrReader in) {
        String typeId = in.readString();
        return new Ior(typeId, in.readSequence(TaggedProfile.CODEC));
    }

    private static void encode(Ior ior, CdrWriter out) {
        out.writeString(ior.typeId);
        out.writeSequence(ior.profiles, TaggedProfile.CODEC);
    }
}
