package org.reactivetango.testkit;

/** How big a proof is: in full under {@code -Pfull}, else a hundredth of it, which every build can afford. */
public final class ProofSize {
    private static final boolean FULL = Boolean.getBoolean("full");

    private ProofSize() {}

    /** What is left of {@code full} in this run. */
    public static int of(int full) {
        return FULL ? full : full / 100;
    }

    /** For proofs of which every build can afford another part than a hundredth. */
    public static int of(int everyBuild, int full) {
        return FULL ? full : everyBuild;
    }

    /** Whether this run is a full one. */
    public static boolean full() {
        return FULL;
    }
}
