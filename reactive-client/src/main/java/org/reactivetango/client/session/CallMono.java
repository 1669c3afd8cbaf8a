package org.reactivetango.client.session;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A call that is made anew for each subscriber. */
final class CallMono<R> extends Mono<R> {
    private final DeviceSession device;
    private final Exchange<R> exchange;
    private final long timeoutNanos;
    private final boolean discovery;

    CallMono(DeviceSession device, Exchange<R> exchange, long timeoutNanos, boolean discovery) {
        this.device = device;
        this.exchange = exchange;
        this.timeoutNanos = timeoutNanos;
        this.discovery = discovery;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        actual.onSubscribe(new PendingCall<>(actual, device, exchange, timeoutNanos, discovery));
    }
}
