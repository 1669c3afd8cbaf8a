package org.reactivetango.client.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactivetango.core.lane.SerialModel;

/** Holds a {@link History} against what a {@link SerialModel} promises. */
final class HistoryChecker {
    /** How near to each other two operations are. */
    enum Nearness {
        SAME_DEVICE,
        SAME_CLASS,
        SAME_PROCESS
    }

    /** What can be wrong with a history. */
    enum Kind {
        /** Two were under way together that exclude each other. */
        OVERLAP,
        /** One entered before another that had come before it on the same connection. */
        OUT_OF_ORDER,
        /** A request was carried out twice. */
        TWICE,
        /** A request was not carried out. */
        MISSING,
        /** One began and did not end. */
        NOT_ENDED,
        /** One ended that was not under way. */
        ENDED_TWICE
    }

    record Violation(Kind kind, String what) {}

    /**
     * What came of it.
     *
     * @param violations the first hundred
     * @param overlaps how many operations began while another that near, not of the same chain, was under way
     */
    record Verdict(List<Violation> violations, Map<Nearness, Integer> overlaps) {
        int overlaps(Nearness nearness) {
            return overlaps.getOrDefault(nearness, 0);
        }
    }

    private static final int MOST_VIOLATIONS = 100;

    private final History history;
    private final SerialModel model;
    private final int[] sent;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Nearness, Integer> overlaps = new EnumMap<>(Nearness.class);

    private HistoryChecker(History history, SerialModel model, int[] sent) {
        this.history = history;
        this.model = model;
        this.sent = sent;
    }

    /**
     * Checks everything.
     *
     * @param sent how many requests each connection has sent; their sequence numbers begin with 0
     */
    static Verdict check(History history, SerialModel model, int... sent) {
        HistoryChecker checker = new HistoryChecker(history, model, sent);
        checker.replay();
        checker.checkOrder();
        return new Verdict(checker.violations, checker.overlaps);
    }

    private static Set<Nearness> excluded(SerialModel model) {
        return switch (model) {
            case NO_SYNC -> Set.of();
            case BY_DEVICE -> Set.of(Nearness.SAME_DEVICE);
            case BY_CLASS -> Set.of(Nearness.SAME_DEVICE, Nearness.SAME_CLASS);
            case BY_PROCESS -> Set.of(Nearness.values());
        };
    }

    // ---- exclusion

    private void replay() {
        List<Integer> underWay = new ArrayList<>();
        for (int event : history.events()) {
            if (event > 0) {
                int operation = event - 1;
                underWay.forEach(other -> together(other, operation));
                underWay.add(operation);
            } else {
                Integer operation = -event - 1;
                if (!underWay.remove(operation)) {
                    report(Kind.ENDED_TWICE, history.describe(operation));
                }
            }
        }
        underWay.forEach(operation -> report(Kind.NOT_ENDED, history.describe(operation)));
    }

    private void together(int earlier, int later) {
        if (history.made(earlier, later)) {
            return;
        }
        Nearness nearness = nearness(earlier, later);
        overlaps.merge(nearness, 1, Integer::sum);
        if (excluded(model).contains(nearness)) {
            report(
                    Kind.OVERLAP,
                    history.describe(later) + " began during " + history.describe(earlier) + " under " + model);
        }
    }

    private Nearness nearness(int one, int other) {
        if (history.device(one) == history.device(other)) {
            return Nearness.SAME_DEVICE;
        }
        return history.deviceClass(one) == history.deviceClass(other) ? Nearness.SAME_CLASS : Nearness.SAME_PROCESS;
    }

    // ---- order, and every request once

    private void checkOrder() {
        BitSet[] seen = new BitSet[sent.length];
        for (int connection = 0; connection < sent.length; connection++) {
            seen[connection] = new BitSet(sent[connection]);
        }
        Map<Long, Integer> lastEntered = new HashMap<>();
        for (int operation = 0; operation < history.operations(); operation++) {
            if (!history.madeByAnother(operation)) {
                checkTurn(operation, seen[history.connection(operation)], lastEntered);
            }
        }
        for (int connection = 0; connection < sent.length; connection++) {
            int missing = seen[connection].nextClearBit(0);
            if (missing < sent[connection]) {
                report(Kind.MISSING, "request " + missing + " of connection " + connection);
            }
        }
    }

    private void checkTurn(int operation, BitSet seen, Map<Long, Integer> lastEntered) {
        int sequence = history.sequence(operation);
        if (seen.get(sequence)) {
            report(Kind.TWICE, history.describe(operation));
            return;
        }
        seen.set(sequence);
        long line = (long) history.connection(operation) << 32 | lane(operation);
        Integer last = lastEntered.put(line, sequence);
        if (last != null && last > sequence) {
            report(Kind.OUT_OF_ORDER, history.describe(operation) + " entered after request " + last);
        }
    }

    private int lane(int operation) {
        return switch (model) {
            case NO_SYNC, BY_DEVICE -> history.device(operation);
            case BY_CLASS -> history.deviceClass(operation);
            case BY_PROCESS -> 0;
        };
    }

    private void report(Kind kind, String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(kind, what));
        }
    }
}
