package org.reactivetango.client.session;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.TangoException;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** What became of one call. */
final class Outcome<R> implements CoreSubscriber<R> {
    private @Nullable Subscription subscription;
    private int ends;
    private boolean cancelled;

    @Nullable
    R value;

    @Nullable
    Throwable error;

    Runnable then = () -> {};

    static <R> Outcome<R> of(Mono<R> call) {
        Outcome<R> outcome = new Outcome<>();
        call.subscribe(outcome);
        return outcome;
    }

    void cancel() {
        if (subscription != null) {
            cancelled = true;
            subscription.cancel();
        }
    }

    boolean pending() {
        return ends == 0 && !cancelled;
    }

    /** How often it has ended; a cancelled call must not end at all. */
    int ends() {
        return ends + (cancelled && ends == 0 ? 1 : 0);
    }

    boolean succeeded() {
        return ends == 1 && error == null;
    }

    TangoException failure() {
        if (ends != 1 || !(error instanceof TangoException failure)) {
            throw new AssertionError("ended " + ends + " times, value " + value, error);
        }
        return failure;
    }

    Completion completion() {
        return failure().completion();
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(R next) {
        value = next;
    }

    @Override
    public void onError(Throwable failure) {
        error = failure;
        ended();
    }

    @Override
    public void onComplete() {
        ended();
    }

    private void ended() {
        if (cancelled) {
            throw new AssertionError("signalled after a cancel");
        }
        ends++;
        then.run();
    }

    @Override
    public String toString() {
        return "Outcome[ends " + ends + ", value " + value + ", error " + error + "]";
    }
}
