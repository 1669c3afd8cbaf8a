package org.reactivetango.core.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.giop.ReplyStatus;

/** A call that remembers how it ended: {@code ping} of the object {@code a/b/c} with one long. */
final class TestCall extends OutgoingCall {
    final int argument;
    final List<String> ends = new ArrayList<>();
    boolean patient = true;
    boolean unencodable;
    boolean oneWay;
    Runnable then = () -> {};

    @Nullable
    Unreachable unreachable;

    TestCall(int argument) {
        this.argument = argument;
    }

    /** How it ended; fails unless it ended exactly once. */
    String end() {
        if (ends.size() != 1) {
            throw new AssertionError("call " + argument + " ended " + ends.size() + " times: " + ends);
        }
        return ends.get(0);
    }

    private void ended(String how) {
        ends.add(how);
        then.run();
    }

    void cancel() {
        withdraw();
        ended("cancelled");
    }

    @Override
    protected byte[] objectKey() {
        return new byte[] {'a', '/', 'b', '/', 'c'};
    }

    @Override
    protected byte[] operation() {
        return new byte[] {'p', 'i', 'n', 'g'};
    }

    @Override
    protected boolean hasArguments() {
        return true;
    }

    @Override
    protected boolean responseExpected() {
        return !oneWay;
    }

    @Override
    protected boolean patient() {
        return patient;
    }

    @Override
    protected void encodeArguments(CdrWriter out) {
        if (unencodable) {
            throw new IllegalStateException("cannot be encoded");
        }
        out.writeLong(argument);
    }

    @Override
    protected void replied(ReplyStatus status, CdrReader body) {
        ended(body.readLong() == argument ? "replied" : "replied with another call's answer");
    }

    @Override
    protected void sent() {
        ended("sent");
    }

    @Override
    protected void notSent(Throwable cause) {
        ended("not sent");
    }

    @Override
    protected void connectionLost(Completion completion, @Nullable Throwable cause) {
        ended("lost " + completion);
    }

    @Override
    protected void unreachable(Unreachable why) {
        unreachable = why;
        ended("unreachable");
    }

    @Override
    protected void crowdedOut(int waiting) {
        ended("crowded out by " + waiting);
    }

    @Override
    protected void timedOut() {
        withdraw();
        ended("timed out");
    }

    @Override
    public String toString() {
        return "call " + argument + " " + ends;
    }
}
