package org.reactivetango.core.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom among the lanes of a server, to refuse a wait that would never end. Only an operation that was made by
 * another and has to wait is entered here, so a request from outside never takes the lock. The lock is held for looking
 * only, never over anybody's code.
 *
 * <p>An operation cannot end before the operations it made; so it waits for whatever one of these waits for. A wait closes
 * a cycle if the holder of the wanted lane waits, in that way, for one of the operations that led to this wait.
 */
final class WaitGraph {
    /** Waiting operations by the first operation of their chain. */
    private final Map<LaneOperation, List<LaneOperation>> waiting = new HashMap<>();

    /**
     * Enters a wait.
     *
     * @return null, or the cycle that it would close, in words; then it has not been entered
     */
    synchronized @Nullable String enter(LaneOperation waiter) {
        List<LaneOperation> path = new ArrayList<>();
        LaneOperation blocker = blocker(waiter);
        if (blocker != null && leadsBack(blocker, waiter, path, new HashSet<>())) {
            return describe(waiter, path);
        }
        waiting.computeIfAbsent(waiter.root(), root -> new ArrayList<>(2)).add(waiter);
        return null;
    }

    /** The wait is over. */
    synchronized void leave(LaneOperation waiter) {
        LaneOperation root = waiter.root();
        List<LaneOperation> ofChain = waiting.get(root);
        if (ofChain != null) {
            ofChain.remove(waiter);
            if (ofChain.isEmpty()) {
                waiting.remove(root);
            }
        }
    }

    synchronized int size() {
        return waiting.values().stream().mapToInt(List::size).sum();
    }

    /** The operation that has to end before this one can enter. */
    private static @Nullable LaneOperation blocker(LaneOperation waiter) {
        LaneOperation under = waiter.nestedUnder;
        if (under != null) {
            return under.above;
        }
        Lane lane = waiter.lane;
        return lane == null ? null : lane.outermost();
    }

    private boolean leadsBack(
            LaneOperation holder, LaneOperation goal, List<LaneOperation> path, Set<LaneOperation> seen) {
        if (holder.isSelfOrAncestorOf(goal.parent())) {
            return true;
        }
        if (!seen.add(holder)) {
            return false;
        }
        for (LaneOperation wait : waiting.getOrDefault(holder.root(), List.of())) {
            if (holder.isSelfOrAncestorOf(wait)) {
                LaneOperation next = blocker(wait);
                if (next != null) {
                    path.add(wait);
                    if (leadsBack(next, goal, path, seen)) {
                        return true;
                    }
                    path.remove(path.size() - 1);
                }
            }
        }
        return false;
    }

    private static String describe(LaneOperation waiter, List<LaneOperation> path) {
        StringBuilder text = new StringBuilder();
        step(waiter, text);
        for (LaneOperation wait : path) {
            text.append("; ");
            step(wait, text);
        }
        return text.toString();
    }

    private static void step(LaneOperation wait, StringBuilder text) {
        LaneOperation maker = wait.parent();
        Lane from = maker == null ? null : maker.lane;
        Lane wanted = wait.lane;
        text.append(maker == null ? "somebody" : maker.description())
                .append(" holds ")
                .append(from == null ? "nothing" : from.name())
                .append(" and wants ")
                .append(wanted == null ? "nothing" : wanted.name());
    }
}
