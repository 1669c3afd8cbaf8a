package org.reactivetango.client.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.ErrSeverity;
import org.reactivetango.core.error.LaneRejectedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.model.Printable;

/**
 * An operation that failed: on which device, why, and what can be done.
 *
 * @param operation as the user knows it, {@code read} for example
 * @param device the device's name
 * @param subject the attribute or command concerned, if any
 * @param cause what the client library said
 */
record Failure(String operation, String device, @Nullable String subject, TangoException cause) implements Report {
    private static final String INDENT = "  ";

    @Override
    public boolean good() {
        return false;
    }

    /** For people on the error stream; with {@code --json} also a document among the results. */
    @Override
    public void tell(Output output) {
        if (output.json()) {
            output.document(this::fields);
        }
        lines().forEach(output::error);
        if (output.verbose()) {
            output.stackTrace(cause);
        }
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.line(
                "error: " + operation + (subject == null ? "" : " " + subject) + " of " + device + ": " + verdict()));
        if (cause instanceof DevFailedException failed && !failed.errors().isEmpty()) {
            for (DevError error : failed.errors()) {
                stackEntry(error, lines);
            }
        } else {
            block(reason(), cause.getMessage(), lines);
        }
        if (cause.completion() == Completion.MAYBE && !operation.equals("read")) {
            lines.add(INDENT + "Nobody can tell whether it was carried out: look before repeating it.");
        }
        String cure = cure();
        if (cure != null) {
            lines.add(INDENT + Printable.line(cure));
        }
        return lines;
    }

    /** In a few words, for where there is one line only. */
    String brief() {
        if (cause instanceof DevFailedException failed && !failed.errors().isEmpty()) {
            DevError first = failed.errors().get(0);
            return first.reason() + ": " + first.description();
        }
        return reason() + ": " + cause.getMessage();
    }

    /** Its fields in a document. */
    void fields(JsonGenerator json) throws IOException {
        json.writeStringField("device", device);
        if (subject != null) {
            json.writeStringField(operation.equals("command") ? "command" : "attribute", subject);
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("operation", operation);
        json.writeStringField("reason", reason());
        json.writeStringField("message", cause.getMessage());
        json.writeStringField("completion", cause.completion().name());
        if (cause instanceof DevFailedException failed) {
            json.writeArrayFieldStart("stack");
            for (DevError error : failed.errors()) {
                Json.object(json, entry -> {
                    entry.writeStringField("reason", error.reason());
                    entry.writeStringField("severity", error.severity().name());
                    entry.writeStringField("description", error.description());
                    entry.writeStringField("origin", error.origin());
                });
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void stackEntry(DevError error, List<String> lines) {
        String severity = error.severity() == ErrSeverity.ERR ? "" : " (" + error.severity() + ")";
        block(error.reason() + severity, error.description(), lines);
        if (!error.origin().isBlank()) {
            lines.add(INDENT + INDENT + "from " + Printable.line(error.origin()));
        }
    }

    /** A text of more than one line stays one, but none of its lines can be taken for one of ours. */
    private static void block(String reason, @Nullable String text, List<String> lines) {
        List<String> parts = Printable.lines(text == null ? "" : text);
        lines.add(INDENT + Printable.line(reason) + ": " + (parts.isEmpty() ? "" : parts.get(0)));
        parts.stream().skip(1).map(part -> INDENT + INDENT + part).forEach(lines::add);
    }

    private String verdict() {
        if (cause instanceof DevFailedException failed) {
            boolean ours = failed.errors().size() == 1
                    && failed.errors().get(0).origin().startsWith("TangoClient");
            return ours ? "not possible" : "the device refused";
        }
        if (cause instanceof TangoTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof TangoConnectionException) {
            return "not reached";
        }
        return cause instanceof LaneRejectedException ? "not let in" : "not understood";
    }

    private String reason() {
        if (cause instanceof DevFailedException failed) {
            return failed.errors().isEmpty() ? "DevFailed" : failed.reason();
        } else if (cause instanceof TangoTimeoutException timeout) {
            return timeout.reason();
        } else if (cause instanceof TangoConnectionException lost) {
            return lost.reason();
        } else if (cause instanceof LaneRejectedException rejected) {
            return rejected.reason();
        }
        return cause instanceof TangoProtocolException.Remote ? "protocol error of the server" : "cannot be sent";
    }

    private @Nullable String cure() {
        String name = "'" + device + "'";
        return switch (reason()) {
            case Reasons.ATTR_NOT_FOUND -> "What there is: attributes " + name;
            case Reasons.COMMAND_NOT_FOUND -> "What there is: commands " + name;
            case Reasons.ATTR_NOT_WRITABLE -> "Which can be written: attributes " + name;
            case Reasons.WRITE_ATTR_OUTSIDE_LIMIT -> "What is allowed: attributes " + name;
            case Reasons.ATTR_NOT_ALLOWED, Reasons.COMMAND_NOT_ALLOWED ->
                "The device has to be in another state. Its state: read " + name + " State";
            case Reasons.ATTR_NOT_POLLED, Reasons.CMD_NOT_POLLED ->
                "Nothing polls it, so there is nothing in the cache: use --source dev";
            case Reasons.DEVICE_TIMED_OUT -> "To wait longer: --timeout 10s";
            case Reasons.COMMAND_TIMED_OUT -> "Others keep the device busy. Try again later";
            default -> null;
        };
    }
}
