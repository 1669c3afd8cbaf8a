package org.reactivetango.core.fuzz;

/** What must hold for every input of a decoder; an {@code AssertionError}, or anything else thrown, is a finding. */
@FunctionalInterface
interface Probe {
    /**
     * Feeds one input.
     *
     * @return whether it was taken, at least in part; false if it was refused as the decoder's contract says
     */
    boolean takes(byte[] input);
}
