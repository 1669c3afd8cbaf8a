package org.reactivetango.core.ior;

/**
 * One more address of a server with several (component 3). cppTango clients try them in turn.
 *
 * @param address where the server listens, too
 */
public record AlternateIiopAddressComponent(IiopAddress address) {

    /** Interprets a component with {@link TaggedComponent#TAG_ALTERNATE_IIOP_ADDRESS}. */
    public static AlternateIiopAddressComponent of(TaggedComponent component) {
        return new AlternateIiopAddressComponent(Encapsulation.read(component.data(), IiopProfile::readAddress));
    }

    /** This as a part of an {@link IiopProfile}. */
    public TaggedComponent toTagged() {
        return new TaggedComponent(TaggedComponent.TAG_ALTERNATE_IIOP_ADDRESS, Encapsulation.write(out -> {
            out.writeString(address.host());
            out.writeShort(address.port());
        }));
    }
}
