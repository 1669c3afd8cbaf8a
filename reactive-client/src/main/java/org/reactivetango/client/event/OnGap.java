package org.reactivetango.client.event;

/** What a client does when events have been lost on the way. */
public enum OnGap {
    /** Tells it. */
    REPORT,
    /** Tells it and reads the attribute, so that the value the subscriber has is right again. */
    READ
}
