package org.reactivetango.core.giop;

import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.ior.TaggedProfile;

/**
 * How a request names its object. GIOP 1.0 and 1.1 know keys only. No client uses the other two forms and omniORB servers
 * break on them: always send {@link KeyAddr}.
 */
public sealed interface TargetAddress {
    int KEY_ADDR = 0;
    int PROFILE_ADDR = 1;
    int REFERENCE_ADDR = 2;

    /**
     * The key of the object, wherever it stands.
     *
     * @throws Remote if there is no IIOP profile to find it in
     */
    Octets objectKey();

    /** The object key itself. */
    record KeyAddr(Octets objectKey) implements TargetAddress {}

    /** One profile of the object's reference. */
    record ProfileAddr(TaggedProfile profile) implements TargetAddress {
        @Override
        public Octets objectKey() {
            return keyOf(profile);
        }
    }

    /**
     * The object's whole reference.
     *
     * @param selectedProfile index of the profile the client used
     */
    record ReferenceAddr(long selectedProfile, Ior ior) implements TargetAddress {
        @Override
        public Octets objectKey() {
            if (selectedProfile >= ior.profiles().size()) {
                throw new Remote("profile " + selectedProfile + " of a reference with "
                        + ior.profiles().size());
            }
            return keyOf(ior.profiles().get((int) selectedProfile));
        }
    }

    private static Octets keyOf(TaggedProfile profile) {
        if (profile.tag() != TaggedProfile.TAG_INTERNET_IOP) {
            throw new Remote("target profile with tag " + profile.tag());
        }
        return IiopProfile.of(profile).objectKey();
    }

    /** Reads the form that {@code version} has. */
    static TargetAddress decode(CdrReader in, GiopVersion version) {
        if (!version.alignsBody()) {
            return new KeyAddr(Octets.read(in));
        }
        int kind = in.readUShort();
        return switch (kind) {
            case KEY_ADDR -> new KeyAddr(Octets.read(in));
            case PROFILE_ADDR -> new ProfileAddr(TaggedProfile.CODEC.decode(in));
            case REFERENCE_ADDR -> new ReferenceAddr(in.readULong(), Ior.CODEC.decode(in));
            default -> throw new Remote("target address of kind " + kind);
        };
    }

    /**
     * Writes the form that {@code version} has.
     *
     * @throws Local for anything but a key before GIOP 1.2
     */
    static void encode(TargetAddress target, CdrWriter out, GiopVersion version) {
        if (target instanceof KeyAddr key) {
            if (version.alignsBody()) {
                out.writeShort(KEY_ADDR);
            }
            key.objectKey().write(out);
        } else if (!version.alignsBody()) {
            throw new Local("GIOP " + version + " addresses objects by key only");
        } else if (target instanceof ProfileAddr profile) {
            out.writeShort(PROFILE_ADDR);
            TaggedProfile.CODEC.encode(profile.profile(), out);
        } else if (target instanceof ReferenceAddr reference) {
            out.writeShort(REFERENCE_ADDR);
            out.writeULong(reference.selectedProfile());
            Ior.CODEC.encode(reference.ior(), out);
        }
    }
}
