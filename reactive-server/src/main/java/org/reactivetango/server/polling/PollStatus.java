package org.reactivetango.server.polling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.reactivetango.core.error.DevError;
import org.reactivetango.server.dispatch.PolledObject;
import org.reactivetango.server.polling.Polling.ObjectType;

/** What people are told of polled objects. Programs read it, too: nothing in it may change. */
final class PollStatus {
    private static final int MOST_DELTAS = 4;

    private PollStatus() {}

    /** A text for each, those of commands first. State and Status are both. */
    static List<String> of(List<PolledObject> objects, long nowNanos) {
        List<String> texts = new ArrayList<>();
        for (PolledObject object : objects) {
            if (ObjectType.of(object) == ObjectType.COMMAND) {
                texts.add(text(object, nowNanos));
            } else if (ObjectType.isBoth(object.name())) {
                texts.add(text(object, nowNanos).replace("attribute", "command"));
            }
        }
        for (PolledObject object : objects) {
            if (ObjectType.of(object) == ObjectType.ATTRIBUTE) {
                texts.add(text(object, nowNanos));
            }
        }
        return texts;
    }

    private static String text(PolledObject object, long nowNanos) {
        boolean command = ObjectType.of(object) == ObjectType.COMMAND;
        StringBuilder text = new StringBuilder("Polled ")
                .append(ObjectType.of(object).text())
                .append(" name = ")
                .append(object.name());
        long period = object.period().toMillis();
        text.append(period == 0 ? "\nPolling externally triggered" : "\nPolling period (mS) = " + period)
                .append("\nPolling ring buffer depth = ")
                .append(object.depth());
        if (!object.hasResult()) {
            return text.append("\nNo data recorded yet").toString();
        }
        if (period > 0) {
            text.append("\nTime needed for the last ")
                    .append(command ? "command execution" : "attribute reading")
                    .append(" (mS) = ")
                    .append(String.format(Locale.ROOT, "%.3f", object.lastTook().toNanos() / 1e6))
                    .append("\nData not updated since ")
                    .append(since(Duration.ofNanos(nowNanos - object.lastBeganNanos())));
        }
        List<Duration> deltas = object.lastDeltas(MOST_DELTAS);
        if (!deltas.isEmpty()) {
            text.append("\nDelta between last records (in mS) = ")
                    .append(deltas.stream()
                            .map(delta -> Long.toString(delta.toMillis()))
                            .collect(Collectors.joining(", ")));
        }
        if (!object.lastErrors().isEmpty()) {
            DevError error = object.lastErrors().get(0);
            text.append(command ? "\nLast command execution FAILED :" : "\nLast attribute read FAILED :")
                    .append("\n\tReason = ")
                    .append(error.reason())
                    .append("\n\tDesc = ")
                    .append(error.description())
                    .append("\n\tOrigin = ")
                    .append(error.origin());
        }
        return text.toString();
    }

    private static String since(Duration age) {
        String millis = age.toMillisPart() + " mS";
        if (age.toSeconds() == 0) {
            return millis;
        }
        List<String> longer = new ArrayList<>();
        if (age.toMinutes() > 0) {
            longer.add(age.toMinutes() + " MN");
        }
        if (age.toSecondsPart() > 0) {
            longer.add(age.toSecondsPart() + " S");
        }
        return String.join(" ,", longer) + (age.toMillisPart() > 0 ? " and " + millis : "");
    }
}
