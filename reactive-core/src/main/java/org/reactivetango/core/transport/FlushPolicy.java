package org.reactivetango.core.transport;

/**
 * When a batch of messages leaves before the end of the loop's turn.
 *
 * @param maxBytes once it has that many bytes
 * @param maxMessages once it has that many messages
 * @param maxNanos once its first message is that old
 */
record FlushPolicy(int maxBytes, int maxMessages, long maxNanos) {
    /** 64 KiB, 64 messages or 200 us: large enough to share a system call, small enough not to be felt. */
    static final FlushPolicy DEFAULT = new FlushPolicy(64 << 10, 64, 200_000);

    boolean due(int bytes, int messages, long ageNanos) {
        return bytes >= maxBytes || messages >= maxMessages || ageNanos >= maxNanos;
    }
}
