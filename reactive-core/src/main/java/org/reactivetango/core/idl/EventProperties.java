package org.reactivetango.core.idl;

import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;

/**
 * When events of an attribute are sent: the structure {@code EventProperties}.
 */
public record EventProperties(ChangeEventProp chEvent, PeriodicEventProp perEvent, ArchiveEventProp archEvent) {
    /** The layout of the structure. */
    public static final CdrCodec<EventProperties> CODEC =
            CdrCodec.of(42, EventProperties::decode, EventProperties::encode);

    static EventProperties decode(CdrReader in) {
        return new EventProperties(
                ChangeEventProp.decode(in), PeriodicEventProp.decode(in), ArchiveEventProp.decode(in));
    }

    void encode(CdrWriter out) {
        chEvent.encode(out);
        perEvent.encode(out);
        archEvent.encode(out);
    }
}
