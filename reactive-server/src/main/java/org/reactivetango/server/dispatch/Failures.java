package org.reactivetango.server.dispatch;

import java.util.List;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoTimeoutException;
import reactor.core.Exceptions;

/** Whatever goes wrong in a server, as the error stack that a client gets. */
public final class Failures {
    private Failures() {}

    /**
     * The error stack for {@code thrown}.
     *
     * @param origin where it happened, for example {@code PowerSupply::current}; used unless the error says itself
     */
    public static List<DevError> errors(Throwable thrown, String origin) {
        // Reactor wraps what cannot be thrown as it is; who sees it depends on how a Mono was subscribed.
        Throwable error = Exceptions.unwrap(thrown);
        if (error instanceof DevFailedException failed) {
            return failed.errors();
        }
        return List.of(DevError.of(reason(error), description(error), origin));
    }

    private static String reason(Throwable error) {
        if (error instanceof LaneRejectedException rejected) {
            return rejected.reason();
        }
        if (error instanceof TangoTimeoutException timeout) {
            return timeout.reason();
        }
        if (error instanceof TangoConnectionException connection) {
            return connection.reason();
        }
        return Reasons.UNCAUGHT_EXCEPTION;
    }

    private static String description(Throwable error) {
        String message = error.getMessage();
        if (error instanceof TangoException && message != null) {
            return message;
        }
        String type = error.getClass().getName();
        return message == null ? type : type + ": " + message;
    }

    /** An unknown attribute. */
    static DevFailedException attributeNotFound(String name, String origin) {
        return DevFailedException.of(Reasons.ATTR_NOT_FOUND, name + " attribute not found", origin);
    }

    /** An unknown command. */
    static DevFailedException commandNotFound(String name, String origin) {
        return DevFailedException.of(Reasons.COMMAND_NOT_FOUND, "Command " + name + " not found", origin);
    }
}
