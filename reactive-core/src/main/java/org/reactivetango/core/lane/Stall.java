package org.reactivetango.core.lane;

import java.time.Duration;
import java.util.List;

/**
 * Somebody's code has held a loop for too long; meanwhile nothing else ran there.
 *
 * @param loop the name of the loop's thread
 * @param holder what it was doing: operation, device and client
 * @param held how long at least, and it still goes on
 * @param stack where it was at that moment, innermost call first
 * @param first false when it is told again because it goes on and on
 */
public record Stall(String loop, String holder, Duration held, List<StackTraceElement> stack, boolean first) {
    private static final int MOST_LINES = 60;

    public Stall {
        stack = List.copyOf(stack);
    }

    /** It as a text of several lines, of a deep stack the innermost calls. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append("Loop ")
                .append(loop)
                .append(" has been held for ")
                .append(held.toMillis())
                .append(" ms by ")
                .append(holder)
                .append(". Put what blocks behind a BlockingBridge, and what computes for long on another scheduler");
        stack.stream().limit(MOST_LINES).forEach(call -> text.append("\n\tat ").append(call));
        return text.toString();
    }
}
