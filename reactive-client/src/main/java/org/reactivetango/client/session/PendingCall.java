package org.reactivetango.client.session;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.rpc.OutgoingCall;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One call and its subscriber. It begins with the first request for its result and ends exactly once: result, error, or
 * cancel. Everything but {@link #request} and {@link #cancel} happens on the loop.
 */
final class PendingCall<R> extends OutgoingCall implements Subscription, Runnable {
    private final CoreSubscriber<? super R> actual;
    private final DeviceSession device;
    private final Exchange<R> exchange;
    private final long timeoutNanos;
    private final boolean discovery;
    private @Nullable PeerInterface peer;
    private boolean ended;
    private volatile boolean begun;
    private volatile boolean cancelled;

    PendingCall(
            CoreSubscriber<? super R> actual,
            DeviceSession device,
            Exchange<R> exchange,
            long timeoutNanos,
            boolean discovery) {
        this.actual = actual;
        this.device = device;
        this.exchange = exchange;
        this.timeoutNanos = timeoutNanos;
        this.discovery = discovery;
    }

    // ---- Subscription, from any thread

    @Override
    public void request(long n) {
        if (Operators.validate(n) && !begun) {
            begun = true;
            try {
                onLoop(this);
            } catch (RejectedExecutionException loopHasEnded) {
                actual.onError(CallFailures.clientClosed(this));
            }
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            if (begun) {
                try {
                    onLoop(this::forget);
                } catch (RejectedExecutionException loopHasEnded) {
                    // Whatever there was to forget is gone.
                }
            }
        }
    }

    private void onLoop(Runnable task) {
        if (device.server().loop().inLoop()) {
            task.run();
        } else {
            device.server().loop().execute(task);
        }
    }

    // ---- on the loop

    /** Begins. */
    @Override
    public void run() {
        if (!cancelled) {
            device.server().deadlines().add(this, timeoutNanos);
            device.begin(this);
        }
    }

    private void forget() {
        if (!ended) {
            ended = true;
            device.server().deadlines().remove(this);
            withdraw();
        }
    }

    /** Takes the call back from wherever it waits. */
    private void withdraw() {
        if (inFlight()) {
            abandon();
        } else {
            device.forget(this);
        }
    }

    void peer(PeerInterface found) {
        peer = found;
    }

    /** Ends with an error, unless it has ended. */
    void end(TangoException error) {
        if (!ended) {
            ended = true;
            device.server().deadlines().remove(this);
            if (!cancelled) {
                actual.onError(error);
            }
        }
    }

    private void end(R result) {
        ended = true;
        device.server().deadlines().remove(this);
        if (cancelled) {
            return;
        }
        if (result != NoValue.NO_VALUE) {
            actual.onNext(result);
        }
        actual.onComplete();
    }

    DeviceSession device() {
        return device;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    /** What it does, for error messages. */
    String description() {
        return exchange.description();
    }

    /** Whether it only finds out what the device understands, for the sake of other calls. */
    boolean discovery() {
        return discovery;
    }

    private PeerInterface knownPeer() {
        PeerInterface known = peer;
        return known == null ? PeerInterface.UNKNOWN : known;
    }

    // ---- OutgoingCall

    @Override
    protected byte[] objectKey() {
        return device.objectKey();
    }

    @Override
    protected byte[] operation() {
        return exchange.operation(knownPeer());
    }

    @Override
    protected boolean hasArguments() {
        return exchange.hasArguments();
    }

    @Override
    protected boolean responseExpected() {
        return true;
    }

    @Override
    protected void encodeArguments(CdrWriter out) {
        exchange.encodeArguments(knownPeer(), out);
    }

    @Override
    protected void replied(ReplyStatus status, CdrReader body) {
        R result;
        try {
            result = switch (status) {
                case NO_EXCEPTION -> exchange.decodeResult(knownPeer(), body);
                case USER_EXCEPTION -> throw UserException.decode(body);
                case SYSTEM_EXCEPTION -> throw CallFailures.systemException(this, SystemException.CODEC.decode(body));
                default -> throw CallFailures.notUnderstood(this, status);
            };
        } catch (TangoProtocolException.Remote malformed) {
            end(malformed);
            throw malformed;
        } catch (DevFailedException failed) {
            end(CallFailures.devFailed(this, failed));
            return;
        } catch (TangoException failed) {
            end(failed);
            return;
        } catch (RuntimeException unexpected) {
            end(CallFailures.because(this, unexpected));
            return;
        }
        try {
            end(Objects.requireNonNull(result));
        } catch (RuntimeException bySubscriber) {
            Operators.onErrorDropped(bySubscriber, actual.currentContext());
        }
    }

    @Override
    protected void sent() {
        if (!ended) {
            ended = true;
            device.server().deadlines().remove(this);
            actual.onComplete();
        }
    }

    @Override
    protected void notSent(RuntimeException cause) {
        end(CallFailures.because(this, cause));
    }

    @Override
    protected void connectionLost(boolean executed, @Nullable Throwable cause) {
        end(CallFailures.connectionLost(this, executed, cause));
    }

    @Override
    protected void timedOut() {
        boolean sent = inFlight();
        withdraw();
        end(CallFailures.timedOut(this, sent));
    }
}
