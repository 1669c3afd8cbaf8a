package org.reactivetango.client.session;

import java.net.ConnectException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.rpc.Unreachable;

/** Every way in which a call can fail, as the error its caller gets: who, what, how long, and what to do. */
final class CallFailures {
    private CallFailures() {}

    // ---- the server has answered

    /** The device said no: its stack, with what Tango's clients add to it. */
    static DevFailedException devFailed(PendingCall<?> call, DevFailedException failed) {
        DevError added = call.exchange().failed(where(call));
        return added == null ? failed : failed.with(added);
    }

    /** The server's ORB said no. */
    static TangoException systemException(PendingCall<?> call, SystemException exception) {
        String failed = "Failed to execute " + call.description() + " on device " + where(call) + ": "
                + exception.description();
        return switch (exception.name()) {
            case "OBJECT_NOT_EXIST" ->
                lost(
                        Reasons.DEVICE_NOT_DEFINED,
                        "Device " + call.device().url().device() + " is not served at "
                                + call.target().address() + ", " + call.description() + " was not carried out ("
                                + exception.description()
                                + "). Check the name, or ask dserver/... there for its devices",
                        Completion.NO);
            case "BAD_OPERATION" ->
                lost(
                        Reasons.COMMUNICATION_FAILED,
                        "Device " + where(call) + " does not know " + call.description() + " ("
                                + exception.description() + ")",
                        Completion.NO);
            case "TRANSIENT", "IMP_LIMIT", "NO_RESOURCES" ->
                lost(
                        Reasons.COMMUNICATION_FAILED,
                        failed + ". The server has too much to do: send less at a time",
                        exception.completion());
            case "TIMEOUT" -> new TangoTimeoutException(failed, exception.completion());
            default -> lost(Reasons.COMMUNICATION_FAILED, failed, exception.completion());
        };
    }

    static TangoException notUnderstood(PendingCall<?> call, ReplyStatus status) {
        return lost(
                Reasons.COMMUNICATION_FAILED,
                "Device " + where(call) + " answered " + call.description() + " with " + status
                        + ", which is not followed",
                Completion.NO);
    }

    /**
     * The answer makes no sense, or memory does not suffice for it; what was asked for has been done all the same, unless it
     * is the ORB that answers.
     */
    static TangoException unreadable(PendingCall<?> call, ReplyStatus status, Throwable why) {
        boolean done = status == ReplyStatus.NO_EXCEPTION || status == ReplyStatus.USER_EXCEPTION;
        return new TangoProtocolException.Remote(
                "The answer of device " + where(call) + " to " + call.description() + " cannot be read ("
                        + (why instanceof TangoProtocolException ? why.getMessage() : why) + "). The call "
                        + (done ? "was carried out" : "may have been carried out: check before repeating it"),
                done ? Completion.YES : Completion.MAYBE);
    }

    static TangoException forwardedNowhere(PendingCall<?> call) {
        return lost(
                Reasons.DEVICE_NOT_DEFINED,
                "Device " + where(call) + ": " + call.description()
                        + " was forwarded to a reference without an IIOP address. Restart its server, which exports it"
                        + " anew",
                Completion.NO);
    }

    static TangoException forwardedTooOften(PendingCall<?> call) {
        return lost(
                Reasons.COMMUNICATION_FAILED,
                "Device " + where(call) + ": " + call.description() + " was forwarded more than "
                        + PendingCall.MOST_FORWARDS
                        + " times, as if in a circle. Check where the device is registered",
                Completion.NO);
    }

    // ---- it has not

    /** There is no connection. */
    static TangoConnectionException notConnected(PendingCall<?> call, Unreachable why) {
        Throwable cause = why.cause();
        String attempts =
                why.attempts() == 1 ? "" : ", " + why.attempts() + " attempts in " + why.nanos() / 1_000_000 + " ms";
        boolean unknownHost = why.hostUnknown();
        return new TangoConnectionException(
                unknownHost ? Reasons.CANT_CONNECT_TO_DEVICE : Reasons.SERVER_NOT_RUNNING,
                "Cannot reach " + where(call) + " for " + call.description() + " (" + reason(cause) + attempts
                        + "). It was not sent. "
                        + (unknownHost ? "Check the host in the device's name" : "Is its server running?"),
                Completion.NO,
                cause);
    }

    private static String reason(Throwable cause) {
        boolean refused = isRefused(cause) || isRefused(cause.getCause());
        return refused ? "connection refused" : String.valueOf(cause.getMessage());
    }

    private static boolean isRefused(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
    }

    /** The connection ended while the call waited. */
    static TangoConnectionException connectionLost(
            PendingCall<?> call, Completion completion, @Nullable Throwable cause) {
        return new TangoConnectionException(
                Reasons.COMMUNICATION_FAILED,
                "Connection to " + where(call) + " was lost while waiting for " + call.description()
                        + (cause == null ? "" : " (" + cause.getMessage() + ")")
                        + (completion == Completion.MAYBE
                                ? ". It may have been carried out: check before repeating it"
                                : ". It was not carried out and can be repeated"),
                completion,
                cause);
    }

    /** Too many calls wait already. */
    static TangoConnectionException crowdedOut(PendingCall<?> call, int waiting) {
        return lost(
                Reasons.COMMUNICATION_FAILED,
                call.description() + " on device " + where(call) + " was not sent: " + waiting
                        + " calls wait for its server already. Send less at a time, or raise maxWaitingPerServer",
                Completion.NO);
    }

    /** No answer in time. */
    static TangoTimeoutException timedOut(PendingCall<?> call, boolean sent) {
        long millis = call.timeoutNanos() / 1_000_000;
        return new TangoTimeoutException(
                "Timeout (" + millis + " ms) exceeded on device " + where(call) + ", " + call.description()
                        + (sent
                                ? ": no answer. It may have been carried out. Give it more time with timeout(...), or"
                                        + " see what keeps the device busy"
                                : notSent(call.device())),
                sent ? Completion.MAYBE : Completion.NO);
    }

    private static String notSent(DeviceSession device) {
        if (!device.resolving()) {
            return ": the request could not be sent in that time. Is the server overloaded, or the network slow?";
        }
        Throwable before = device.unresolved();
        return ": the request was not sent, because the device did not say what it understands ("
                + (before == null ? "_is_a or info without an answer" : before.getMessage())
                + "). Does its server hang?";
    }

    /** The server went away each time before the device had said what it understands. */
    static TangoConnectionException interrupted(PendingCall<?> call) {
        return lost(
                Reasons.COMMUNICATION_FAILED,
                call.description() + " on device " + where(call) + " was not sent: the connection was lost more than "
                        + DeviceSession.MOST_INTERRUPTIONS
                        + " times before the device had said what it understands. Does its server restart again and"
                        + " again?",
                Completion.NO);
    }

    /** What the device understands could not be found out, so that the call was not sent. */
    static TangoException notResolved(PendingCall<?> call, Throwable cause) {
        String message = call.description() + " was not sent. " + cause.getMessage();
        if (cause instanceof TangoConnectionException lost) {
            return new TangoConnectionException(lost.reason(), message, Completion.NO, lost);
        }
        if (cause instanceof TangoTimeoutException) {
            return new TangoTimeoutException(message, Completion.NO);
        }
        return because(call, cause);
    }

    /** Something that kept the call from being made, as an error of this call. */
    static TangoException because(PendingCall<?> call, Throwable cause) {
        if (cause instanceof TangoException known && !(cause instanceof TangoProtocolException.Local)) {
            return known;
        }
        return new TangoProtocolException.Local(
                call.description() + " on device " + where(call) + " cannot be sent: " + cause.getMessage());
    }

    /** The client has been closed. */
    static TangoConnectionException clientClosed(PendingCall<?> call, Completion completion) {
        return lost(
                Reasons.COMMUNICATION_FAILED,
                call.description() + " on device " + where(call)
                        + (completion == Completion.NO ? " was not sent" : " may have been carried out")
                        + ": this TangoClient has been closed. Make a new one with TangoClient.create()",
                completion);
    }

    private static TangoConnectionException lost(String reason, String message, Completion completion) {
        return new TangoConnectionException(reason, message, completion, null);
    }

    private static String where(PendingCall<?> call) {
        return call.device().url().device() + " at " + call.target().address();
    }
}
