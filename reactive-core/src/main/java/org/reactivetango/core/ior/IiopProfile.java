package org.reactivetango.core.ior;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * How to reach an object over TCP. Immutable.
 *
 * @param minorVersion highest GIOP 1.x the server speaks; larger values than 2 are possible, and mean at least 2
 * @param address where the server listens first of all; see {@link #addresses()} for the others
 * @param objectKey which object of that server; opaque to everybody else
 * @param components properties; always empty for IIOP 1.0, which has none
 */
public record IiopProfile(int minorVersion, IiopAddress address, Octets objectKey, List<TaggedComponent> components) {

    private static final int MAJOR_VERSION = 1;

    public IiopProfile {
        if (minorVersion < 0 || minorVersion > 0xff) {
            throw new IllegalArgumentException("no IIOP version 1." + minorVersion);
        }
        if (minorVersion == 0 && !components.isEmpty()) {
            throw new IllegalArgumentException("IIOP 1.0 profiles have no components");
        }
        components = List.copyOf(components);
    }

    /** What our servers publish: IIOP 1.2, our ORB type, and the code sets that omniORB publishes. */
    public static IiopProfile published(IiopAddress address, Octets objectKey) {
        return new IiopProfile(
                2,
                address,
                objectKey,
                List.of(OrbTypeComponent.REACTIVE_TANGO.toTagged(), CodeSetComponent.PUBLISHED.toTagged()));
    }

    /**
     * Interprets a profile with {@link TaggedProfile#TAG_INTERNET_IOP}.
     *
     * @throws Remote if it is malformed
     */
    public static IiopProfile of(TaggedProfile profile) {
        if (profile.tag() != TaggedProfile.TAG_INTERNET_IOP) {
            throw new IllegalArgumentException("profile with tag " + profile.tag() + " is not IIOP");
        }
        return Encapsulation.read(profile.data(), IiopProfile::decode);
    }

    /** This profile as a part of an {@link Ior}. */
    public TaggedProfile toTagged() {
        return new TaggedProfile(TaggedProfile.TAG_INTERNET_IOP, Encapsulation.write(this::encode));
    }

    /** Every address: the profile's own, then the alternates, in order. */
    public List<IiopAddress> addresses() {
        List<IiopAddress> addresses = new ArrayList<>();
        addresses.add(address);
        for (TaggedComponent component : components) {
            if (component.tag() == TaggedComponent.TAG_ALTERNATE_IIOP_ADDRESS) {
                addresses.add(AlternateIiopAddressComponent.of(component).address());
            }
        }
        return addresses;
    }

    /** What the server says about its code sets; empty if it says nothing. */
    public Optional<CodeSetComponent> codeSets() {
        return component(TaggedComponent.TAG_CODE_SETS).map(CodeSetComponent::of);
    }

    /** Which ORB the server runs on; empty if it does not say. */
    public Optional<OrbTypeComponent> orbType() {
        return component(TaggedComponent.TAG_ORB_TYPE).map(OrbTypeComponent::of);
    }

    /** Whether the server is one of ours, which honours cancels and takes any number of calls per connection. */
    public boolean isReactiveTango() {
        return orbType().filter(OrbTypeComponent.REACTIVE_TANGO::equals).isPresent();
    }

    private Optional<TaggedComponent> component(int tag) {
        return components.stream().filter(component -> component.tag() == tag).findFirst();
    }

    private static IiopProfile decode(CdrReader in) {
        int major = in.readOctet();
        if (major != MAJOR_VERSION) {
            throw new Remote("IIOP profile of version " + major + "." + in.readOctet());
        }
        int minor = in.readOctet();
        IiopAddress address = readAddress(in);
        Octets objectKey = Octets.read(in);
        return new IiopProfile(
                minor, address, objectKey, minor == 0 ? List.of() : in.readSequence(TaggedComponent.CODEC));
    }

    static IiopAddress readAddress(CdrReader in) {
        String host = in.readString();
        int port = in.readUShort();
        try {
            return new IiopAddress(host, port);
        } catch (IllegalArgumentException unusable) {
            throw new Remote(String.valueOf(unusable.getMessage()));
        }
    }

    private void encode(CdrWriter out) {
        out.writeOctet(MAJOR_VERSION);
        out.writeOctet(minorVersion);
        out.writeString(address.host());
        out.writeShort(address.port());
        objectKey.write(out);
        if (minorVersion > 0) {
            out.writeSequence(components, TaggedComponent.CODEC);
        }
    }
}
