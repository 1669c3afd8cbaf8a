package org.reactivetango.core.lane;

/** A driver that has been opened, and how many calls are in it. Confined to the loop of its bridge. */
final class OpenDriver<D> {
    final D driver;
    private int inside;
    private boolean retired;
    private boolean givenUp;

    OpenDriver(D driver) {
        this.driver = driver;
    }

    void entered() {
        inside++;
    }

    /**
     * A call has come back from it.
     *
     * @return whether it is to be closed now
     */
    boolean left() {
        inside--;
        return retired && inside == 0;
    }

    int inside() {
        return inside;
    }

    /** Somebody hangs in it: it may never be closed. */
    void giveUp() {
        givenUp = true;
    }

    boolean givenUp() {
        return givenUp;
    }

    /**
     * No more calls enter it.
     *
     * @return whether it is to be closed now; else by whoever leaves it last
     */
    boolean retire() {
        retired = true;
        return inside == 0;
    }
}
