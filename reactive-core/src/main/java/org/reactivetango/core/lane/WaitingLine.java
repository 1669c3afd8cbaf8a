package org.reactivetango.core.lane;

import org.jspecify.annotations.Nullable;

/** Operations that wait, oldest first; each may leave from anywhere in the line. Confined to its lane's loop. */
final class WaitingLine {
    private @Nullable LaneOperation first;
    private @Nullable LaneOperation last;

    @Nullable
    LaneOperation first() {
        return first;
    }

    void addLast(LaneOperation operation) {
        operation.line = this;
        operation.earlier = last;
        operation.later = null;
        if (last == null) {
            first = operation;
        } else {
            last.later = operation;
        }
        last = operation;
    }

    void remove(LaneOperation operation) {
        LaneOperation before = operation.earlier;
        LaneOperation after = operation.later;
        if (before == null) {
            first = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.earlier = before;
        }
        operation.line = null;
        operation.earlier = null;
        operation.later = null;
    }

    @Nullable
    LaneOperation pollFirst() {
        LaneOperation head = first;
        if (head != null) {
            remove(head);
        }
        return head;
    }
}
