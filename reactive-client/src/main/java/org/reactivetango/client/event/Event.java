package org.reactivetango.client.event;

import java.util.function.Function;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.model.Reading;

/**
 * One element of a stream of events: what the device has sent, or what has become of the way to it. Nothing is missing from
 * a stream without an element that says so: what was lost on the way is a {@link Gap}, what the subscriber's own
 * {@link Overflow} has left out is the {@link #dropped} of the element behind it.
 *
 * @param <T> the Java type of the attribute's value
 */
public sealed interface Event<T> {
    /**
     * How many events the subscriber's {@link Overflow} has left out between the element before and this one; 0 for the
     * elements that say what has become of the connection.
     */
    default long dropped() {
        return 0;
    }

    /** The result of that one of the functions that is for elements of this kind. */
    default <R> R fold(
            Function<? super Value<T>, ? extends R> value,
            Function<? super Failed<T>, ? extends R> failed,
            Function<? super Gap<T>, ? extends R> gap,
            Function<? super Connected<T>, ? extends R> connected,
            Function<? super Disconnected<T>, ? extends R> disconnected) {
        if (this instanceof Value<T> it) {
            return value.apply(it);
        }
        if (this instanceof Failed<T> it) {
            return failed.apply(it);
        }
        if (this instanceof Gap<T> it) {
            return gap.apply(it);
        }
        if (this instanceof Connected<T> it) {
            return connected.apply(it);
        }
        return disconnected.apply((Disconnected<T>) this);
    }

    /**
     * A reading.
     *
     * @param initial whether the client has read it, which it does at first, after each reconnection and, with
     *     {@link OnGap#READ}, after gaps; else the device has sent it
     */
    record Value<T>(Reading<T> reading, boolean initial, long dropped) implements Event<T> {}

    /**
     * An error in place of a reading: the device has sent one, or reading has failed. The stream goes on.
     *
     * @param initial as for a {@link Value}
     */
    record Failed<T>(TangoException cause, boolean initial, long dropped) implements Event<T> {}

    /**
     * Events that the device has sent did not come, because the network, this process or a {@link Overflow#buffer} was too
     * slow for them.
     *
     * @param missed how many; 0 if the device's server has begun to count anew, so that nobody knows
     */
    record Gap<T>(long missed) implements Event<T> {}

    /** Events come from now on: the device's server knows of the subscription, and the connection to it stands. */
    record Connected<T>() implements Event<T> {}

    /**
     * No events come for now; what happens meanwhile is lost. The client goes on trying, and says {@link Connected} when
     * it is there again.
     */
    record Disconnected<T>(TangoException cause) implements Event<T> {}
}
