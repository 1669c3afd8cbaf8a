package org.reactivetango.core.error;

/**
 * Somebody broke the protocol, and the subclass says who: {@link Local} is a bug on this side, {@link Remote} is the
 * peer's doing and costs one connection.
 */
public abstract sealed class TangoProtocolException extends TangoException {
    private static final long serialVersionUID = 1L;

    private TangoProtocolException(String message, boolean withStackTrace) {
        super(message, null, withStackTrace);
    }

    /** We were asked to put something on the wire that cannot be put there. Nothing has been sent. */
    public static final class Local extends TangoProtocolException {
        private static final long serialVersionUID = 1L;

        public Local(String message) {
            super(message, true);
        }

        @Override
        public Completion completion() {
            return Completion.NO;
        }
    }

    /** The peer sent bytes that mean nothing. Count it, close that connection, carry on. */
    public static final class Remote extends TangoProtocolException {
        private static final long serialVersionUID = 1L;

        private final Completion completion;
        private final boolean badEnum;

        public Remote(String message) {
            this(message, Completion.MAYBE);
        }

        /** The bytes belong to an operation of which it is known how far it went. */
        public Remote(String message, Completion completion) {
            this(message, completion, false);
        }

        private Remote(String message, Completion completion, boolean badEnum) {
            super(message, false);
            this.completion = completion;
            this.badEnum = badEnum;
        }

        /** A length that claims more than the bytes that are there. */
        public static Remote badLength(long claimed, long present) {
            return new Remote("length " + claimed + " claimed where " + present + " bytes are left");
        }

        /** A number that none of an enum's {@code constants} constants has. */
        public static Remote badEnum(long ordinal, int constants) {
            return new Remote("enum value " + ordinal + " where there are " + constants, Completion.MAYBE, true);
        }

        /** Whether it is an enum, or the discriminator of a union, that is out of range: omniORB answers that with a minor
         * code of its own. */
        public boolean isBadEnum() {
            return badEnum;
        }

        @Override
        public Completion completion() {
            return completion;
        }
    }
}
