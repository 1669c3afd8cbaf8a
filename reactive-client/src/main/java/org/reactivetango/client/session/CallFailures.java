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

/** Every way in which a call can fail, as the error its caller gets: who, what, how long, and what to do. */
final class CallFailures {
    private CallFailures() {}

    /** The device said no: its stack, with one entry of ours that names device and operation. */
    static DevFailedException devFailed(PendingCall<?> call, DevFailedException failed) {
        return failed.with(DevError.of(
                reasonOf(call.description()),
                "Failed to execute " + call.description() + " on device " + where(call),
                "DeviceProxy." + call.description()));
    }

    private static String reasonOf(String description) {
        return description.toLowerCase(Locale.ROOT).contains("command")
                ? Reasons.COMMAND_FAILED
                : Reasons.ATTRIBUTE_FAILED;
    }

    /** The server's ORB said no. */
    static TangoException systemException(PendingCall<?> call, SystemException exception) {
        return switch (exception.name()) {
            case "OBJECT_NOT_EXIST" ->
                new TangoConnectionException(
                        Reasons.DEVICE_NOT_DEFINED,
                        "Device " + call.device().url().device() + " is not served at "
                                + call.device().server().address() + " (" + exception.description()
                                + "). Check the name, or ask dserver/... there for its devices",
                        Completion.NO,
                        null);
            case "BAD_OPERATION" ->
                new TangoConnectionException(
                        Reasons.COMMUNICATION_FAILED,
                        "Device " + where(call) + " does not know " + call.description() + " ("
                                + exception.description() + ")",
                        Completion.NO,
                        null);
            default ->
                new TangoConnectionException(
                        Reasons.COMMUNICATION_FAILED,
                        "Failed to execute " + call.description() + " on device " + where(call) + ": "
                                + exception.description(),
                        exception.completion(),
                        null);
        };
    }

    static TangoException notUnderstood(PendingCall<?> call, ReplyStatus status) {
        return new TangoConnectionException(
                Reasons.COMMUNICATION_FAILED,
                "Device " + where(call) + " answered " + call.description() + " with " + status
                        + ", which is not followed",
                Completion.NO,
                null);
    }

    /** The connection could not be opened. */
    static TangoConnectionException notConnected(PendingCall<?> call, Throwable cause) {
        String why = cause instanceof ConnectException || cause.getCause() instanceof ConnectException
                ? "connection refused"
                : String.valueOf(cause.getMessage());
        return new TangoConnectionException(
                Reasons.SERVER_NOT_RUNNING,
                "Cannot reach " + call.device().url().device() + " at "
                        + call.device().server().address() + " (" + why + "). Is its server running?",
                Completion.NO,
                cause);
    }

    /** The connection ended while the call waited. */
    static TangoConnectionException connectionLost(PendingCall<?> call, boolean executed, @Nullable Throwable cause) {
        return new TangoConnectionException(
                Reasons.COMMUNICATION_FAILED,
                "Connection to " + where(call) + " was lost while waiting for " + call.description()
                        + (cause == null ? "" : " (" + cause.getMessage() + ")")
                        + (executed
                                ? ". It may have been carried out: check before repeating it"
                                : ". It was not carried out and can be repeated"),
                executed ? Completion.MAYBE : Completion.NO,
                cause);
    }

    /** No answer in time. */
    static TangoTimeoutException timedOut(PendingCall<?> call, boolean sent) {
        long millis = call.timeoutNanos() / 1_000_000;
        return new TangoTimeoutException(
                "Timeout (" + millis + " ms) exceeded on device " + where(call) + ", " + call.description()
                        + (sent
                                ? ": no answer. It may have been carried out. Give it more time with timeout(...), or"
                                        + " see what keeps the device busy"
                                : ": the request could not be sent in that time. Is the server overloaded, or the"
                                        + " network slow?"),
                sent ? Completion.MAYBE : Completion.NO);
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
        if (cause instanceof TangoException known) {
            return known;
        }
        return new TangoProtocolException.Local(
                call.description() + " on device " + where(call) + " cannot be sent: " + cause.getMessage());
    }

    /** The client has been closed. */
    static TangoConnectionException clientClosed(PendingCall<?> call) {
        return new TangoConnectionException(
                Reasons.COMMUNICATION_FAILED,
                call.description() + " on device " + where(call)
                        + " was not sent: this TangoClient has been closed. Make a new one with TangoClient.create()",
                Completion.NO,
                null);
    }

    private static String where(PendingCall<?> call) {
        return call.device().url().device() + " at " + call.device().server().address();
    }
}
