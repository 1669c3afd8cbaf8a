package org.reactivetango.client.session;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.lane.LaneOperation;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.rpc.OutgoingCall;
import org.reactivetango.core.rpc.Unreachable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One call and its subscriber. It begins with the first request for its result and ends exactly once: result, error, or
 * cancel. Everything but {@link #request} and {@link #cancel} happens on the loop.
 *
 * <p>Between the two it may be sent more than once, never twice for something that may have been carried out: again if it
 * certainly was not, at most {@value #MOST_RESENDS} times; once more if nobody knows and it only asks; elsewhere if the
 * server forwards it, at most {@value #MOST_FORWARDS} times.
 */
final class PendingCall<R> extends OutgoingCall implements Subscription, Runnable, LoopActivity.Holder {
    static final int MOST_RESENDS = 5;
    static final int MOST_FORWARDS = 5;

    private static final String NO_LONGER_THERE = "OBJECT_NOT_EXIST";

    private final CoreSubscriber<? super R> actual;
    private final DeviceSession device;
    private final Exchange<R> exchange;
    private final long timeoutNanos;
    private final boolean discovery;
    private PeerInterface peer = PeerInterface.UNKNOWN;
    private @Nullable Target target;
    private byte resends;
    private byte forwards;
    private boolean repeated;
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
                actual.onError(CallFailures.clientClosed(this, Completion.NO));
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
        if (device.sessions().loop().inLoop()) {
            task.run();
        } else {
            device.sessions().loop().execute(task);
        }
    }

    // ---- on the loop

    /** Begins. */
    @Override
    public void run() {
        if (!cancelled) {
            device.sessions().deadlines().add(this, timeoutNanos);
            device.begin(this);
        }
    }

    private void forget() {
        if (!ended) {
            ended = true;
            device.sessions().deadlines().remove(this);
            withdraw();
        }
    }

    /** Says where it is sent next, and what is understood there. */
    void prepare(Target where, PeerInterface understood) {
        target = where;
        peer = understood;
    }

    /** Ends with an error, unless it has ended. */
    void end(TangoException error) {
        if (!ended) {
            ended = true;
            device.sessions().deadlines().remove(this);
            if (!cancelled) {
                LoopActivity.Holder outer = activity().begin(this);
                try {
                    actual.onError(error);
                } finally {
                    activity().end(outer);
                }
            }
        }
    }

    private void end(R result) {
        ended = true;
        device.sessions().deadlines().remove(this);
        if (cancelled) {
            return;
        }
        LoopActivity.Holder outer = activity().begin(this);
        try {
            if (result != NoValue.NO_VALUE) {
                actual.onNext(result);
            }
            actual.onComplete();
        } finally {
            activity().end(outer);
        }
    }

    private LoopActivity activity() {
        return device.sessions().loop().activity();
    }

    @Override
    public String doing() {
        return "whoever wanted the result of " + description() + " of " + device.url();
    }

    DeviceSession device() {
        return device;
    }

    /** Where it was sent, or will be. */
    Target target() {
        Target where = target;
        return where == null ? device.target() : where;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    Exchange<R> exchange() {
        return exchange;
    }

    /** What it does, for error messages. */
    String description() {
        return exchange.description();
    }

    /** Whether it only finds out what the device understands, for the sake of other calls. */
    boolean discovery() {
        return discovery;
    }

    // ---- OutgoingCall: what is sent

    @Override
    protected byte[] objectKey() {
        return target().objectKey();
    }

    @Override
    protected byte[] operation() {
        return exchange.operation(peer);
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
    protected boolean patient() {
        return device.sessions().policy().retryRefused() && !target().forwarded();
    }

    @Override
    protected void encodeArguments(CdrWriter out) {
        String chain = peer.own() ? LaneOperation.traceState(actual.currentContext()) : "";
        exchange.encodeArguments(chain.isEmpty() ? peer : peer.inChain(chain), out);
    }

    // ---- OutgoingCall: how it ends, or goes on

    @Override
    protected void replied(ReplyStatus status, CdrReader body) {
        R result;
        try {
            if (status == ReplyStatus.LOCATION_FORWARD || status == ReplyStatus.LOCATION_FORWARD_PERM) {
                follow(Ior.CODEC.decode(body), status == ReplyStatus.LOCATION_FORWARD_PERM);
                return;
            }
            if (status == ReplyStatus.SYSTEM_EXCEPTION) {
                refused(SystemException.CODEC.decode(body));
                return;
            }
            result = switch (status) {
                case NO_EXCEPTION -> exchange.decodeResult(peer, body);
                case USER_EXCEPTION -> throw UserException.decode(body);
                default -> throw CallFailures.notUnderstood(this, status);
            };
        } catch (TangoProtocolException.Remote malformed) {
            end(CallFailures.unreadable(this, status, malformed));
            throw malformed;
        } catch (DevFailedException failed) {
            end(CallFailures.devFailed(this, failed));
            return;
        } catch (TangoException failed) {
            end(failed);
            return;
        } catch (Throwable unexpected) {
            end(CallFailures.unreadable(this, status, unexpected));
            return;
        }
        try {
            end(Objects.requireNonNull(result));
        } catch (RuntimeException bySubscriber) {
            Operators.onErrorDropped(bySubscriber, actual.currentContext());
        }
    }

    /** Where it was forwarded nobody knows the device any more, when the server there was started anew: back home then. */
    private void refused(SystemException exception) {
        if (exception.name().equals(NO_LONGER_THERE) && target().forwarded() && ++resends <= MOST_RESENDS) {
            device.fallBack(target());
            device.begin(this);
        } else {
            throw CallFailures.systemException(this, exception);
        }
    }

    private void follow(Ior reference, boolean permanent) {
        List<IiopProfile> profiles = reference.iiopProfiles();
        if (profiles.isEmpty()) {
            end(CallFailures.forwardedNowhere(this));
        } else if (++forwards > MOST_FORWARDS) {
            end(CallFailures.forwardedTooOften(this));
        } else {
            device.forwarded(target(), profiles.get(0), permanent);
            device.begin(this);
        }
    }

    @Override
    protected void sent() {
        if (!ended) {
            ended = true;
            device.sessions().deadlines().remove(this);
            actual.onComplete();
        }
    }

    @Override
    protected void notSent(Throwable cause) {
        end(CallFailures.because(this, cause));
    }

    @Override
    protected void connectionLost(Completion completion, @Nullable Throwable cause) {
        device.fallBack(target());
        if (device.sessions().closed()) {
            end(CallFailures.clientClosed(this, completion));
        } else if (mayBeSentAgain(completion)) {
            device.begin(this);
        } else {
            end(CallFailures.connectionLost(this, completion, cause));
        }
    }

    private boolean mayBeSentAgain(Completion completion) {
        if (completion == Completion.NO) {
            return ++resends <= MOST_RESENDS;
        }
        boolean first = !repeated;
        repeated = true;
        return first && exchange.repeatable();
    }

    @Override
    protected void unreachable(Unreachable why) {
        if (target().forwarded() && ++resends <= MOST_RESENDS) {
            device.fallBack(target());
            device.begin(this);
        } else {
            end(CallFailures.notConnected(this, why));
        }
    }

    @Override
    protected void crowdedOut(int waiting) {
        end(CallFailures.crowdedOut(this, waiting));
    }

    @Override
    protected void timedOut() {
        boolean sent = inFlight();
        withdraw();
        Unreachable why = target().server().unreachable();
        end(!sent && why != null ? CallFailures.notConnected(this, why) : CallFailures.timedOut(this, sent));
    }
}
