package org.reactivetango.client;

import java.util.function.UnaryOperator;
import org.reactivetango.client.exchange.ReadAttribute;
import org.reactivetango.client.exchange.WriteAttribute;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import reactor.core.publisher.Mono;

/**
 * One attribute of a device, its type settled once. Making one does no I/O. Nothing is sent before a Mono is subscribed,
 * and once for each subscriber. Results arrive on the client's loop. Failures are those of {@link DeviceProxy}; a type
 * that is not the attribute's is a {@code DevFailedException}, {@code API_IncompatibleAttrArgumentType}.
 *
 * <p>Immutable; every method may be called from any thread.
 */
public final class AttributeProxy<T> {
    private final DeviceSession session;
    private final String name;
    private final ValueType<T> type;
    private final ProxyOptions options;
    private final Mono<Reading<T>> read;

    AttributeProxy(DeviceSession session, String name, ValueType<T> type, ProxyOptions options) {
        this.session = session;
        this.name = name;
        this.type = type;
        this.options = options;
        this.read = session.call(
                new ReadAttribute<>(name, type, options.source()),
                options.timeout().toNanos());
    }

    /** The attribute's name within its device. */
    public String name() {
        return name;
    }

    /** The same attribute with other options. */
    public AttributeProxy<T> with(UnaryOperator<ProxyOptions> changes) {
        return new AttributeProxy<>(session, name, type, changes.apply(options));
    }

    /** Reads value, quality and time. */
    public Mono<Reading<T>> read() {
        return read;
    }

    /** Reads the bare value; a quality of INVALID, which has none, is a {@code DevFailedException}. */
    public Mono<T> value() {
        return read.map(reading -> {
            if (!reading.hasValue()) {
                throw DevFailedException.of(
                        Reasons.ATTR_VALUE_NOT_SET,
                        "Attribute " + name + " of " + session.url()
                                + " has no value: its quality is INVALID. Use read() if that is to be expected",
                        "AttributeProxy.value");
            }
            return reading.value();
        });
    }

    /** Writes a value. It may have been written even if this fails: see the error's {@code completion()}. */
    public Mono<Void> write(T value) {
        Mono<NoValue> written = session.call(
                new WriteAttribute<>(name, type, value), options.timeout().toNanos());
        return written.then();
    }

    @Override
    public String toString() {
        return session.url() + "/" + name;
    }
}
