package org.reactivetango.core.ior;

/**
 * Which ORB made a reference (component 0).
 *
 * @param orbType a number registered by its maker
 */
public record OrbTypeComponent(int orbType) {
    /** "ATT\0": cppTango and PyTango servers. */
    public static final OrbTypeComponent OMNI_ORB = new OrbTypeComponent(0x41545400);
    /** "JAC\0": JTango servers. */
    public static final OrbTypeComponent JAC_ORB = new OrbTypeComponent(0x4a414300);
    /** "RTT\0": our servers. */
    public static final OrbTypeComponent REACTIVE_TANGO = new OrbTypeComponent(0x52545400);

    /** Interprets a component with {@link TaggedComponent#TAG_ORB_TYPE}. */
    public static OrbTypeComponent of(TaggedComponent component) {
        return Encapsulation.read(component.data(), in -> new OrbTypeComponent(in.readLong()));
    }

    /** This as a part of an {@link IiopProfile}. */
    public TaggedComponent toTagged() {
        return new TaggedComponent(TaggedComponent.TAG_ORB_TYPE, Encapsulation.write(out -> out.writeLong(orbType)));
    }
}
