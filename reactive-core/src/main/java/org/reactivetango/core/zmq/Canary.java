package org.reactivetango.core.zmq;

/**
 * Tells by messages that a publisher sends itself whether its socket is alive. Knows no socket and no clock: somebody
 * ticks, sends when told so, and says what came back. Confined to one thread.
 */
final class Canary {
    /** Until the first message came back there is more patience: connections have to be made. */
    private static final int PATIENCE = 10;

    private final int misses;
    private boolean heard;
    private int sent;
    private int missed;

    Canary(int misses) {
        this.misses = misses;
    }

    /**
     * One interval is over.
     *
     * @return whether too many messages in a row have not come back; if not, the message {@link #sent} is to be sent now
     */
    boolean tick() {
        if (missed >= (heard ? misses : misses * PATIENCE)) {
            return true;
        }
        missed++;
        sent++;
        return false;
    }

    /** The number of the latest message. */
    int sent() {
        return sent;
    }

    /** A message came back. An old one does not count: the socket is behind. */
    void heard(int number) {
        if (number == sent) {
            heard = true;
            missed = 0;
        }
    }
}
