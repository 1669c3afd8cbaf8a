package org.reactivetango.core.model;

/** Where a reading comes from, in the order of the wire. */
public enum DevSource {
    /** The device itself. */
    DEV,
    /** The polling cache, an error if there is none. */
    CACHE,
    /** The polling cache if it has something, else the device: what clients ask for by default. */
    CACHE_DEV
}
