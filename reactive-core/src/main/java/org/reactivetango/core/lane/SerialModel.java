package org.reactivetango.core.lane;

/**
 * Which operations exclude each other; Tango's serialization models. Being asynchronous and being serialized are
 * independent: all of these are asynchronous.
 */
public enum SerialModel {
    /** Operations of one device run one after the other: a lane per device. The default. */
    BY_DEVICE,
    /** Operations of all devices of a class: a lane per class. */
    BY_CLASS,
    /** Operations of all devices of the server: one lane. */
    BY_PROCESS,
    /**
     * Operations are confined to one loop and may interleave wherever a handler waits. What a handler reads before it waits
     * may have changed when it goes on.
     */
    NO_SYNC
}
