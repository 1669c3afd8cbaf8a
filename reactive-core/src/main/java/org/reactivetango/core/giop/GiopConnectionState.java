package org.reactivetango.core.giop;

import static org.reactivetango.core.giop.GiopConnectionState.Direction.RECEIVE;
import static org.reactivetango.core.giop.GiopConnectionState.Direction.SEND;
import static org.reactivetango.core.giop.GiopConnectionState.State.CLOSED;
import static org.reactivetango.core.giop.GiopConnectionState.State.CLOSING;
import static org.reactivetango.core.giop.GiopConnectionState.State.OPEN;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * Who may send what when: all legal moves of a connection in one table. One instance per connection, confined to its
 * thread; it knows no bytes and no socket.
 */
public final class GiopConnectionState {
    /** How far a connection is. */
    public enum State {
        /** Messages flow. */
        OPEN,
        /** We have said that we close. What the peer sent before it heard that is ignored; we send nothing. */
        CLOSING,
        /** The peer has said that it closes, or one of us a MessageError: close the socket. */
        CLOSED
    }

    enum Direction {
        SEND,
        RECEIVE
    }

    private record Move(State from, Direction direction, GiopMessageType type) {}

    private static final Map<GiopRole, Map<Move, State>> NEXT = Map.of(
            GiopRole.SERVER,
            Map.ofEntries(
                    when(OPEN, RECEIVE, GiopMessageType.REQUEST, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.CANCEL_REQUEST, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.LOCATE_REQUEST, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.FRAGMENT, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.CLOSE_CONNECTION, CLOSED),
                    when(OPEN, RECEIVE, GiopMessageType.MESSAGE_ERROR, CLOSED),
                    when(OPEN, SEND, GiopMessageType.REPLY, OPEN),
                    when(OPEN, SEND, GiopMessageType.LOCATE_REPLY, OPEN),
                    when(OPEN, SEND, GiopMessageType.CLOSE_CONNECTION, CLOSING),
                    when(OPEN, SEND, GiopMessageType.MESSAGE_ERROR, CLOSED),
                    when(CLOSING, RECEIVE, GiopMessageType.REQUEST, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.CANCEL_REQUEST, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.LOCATE_REQUEST, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.FRAGMENT, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.CLOSE_CONNECTION, CLOSED),
                    when(CLOSING, RECEIVE, GiopMessageType.MESSAGE_ERROR, CLOSED)),
            GiopRole.CLIENT,
            Map.ofEntries(
                    when(OPEN, SEND, GiopMessageType.REQUEST, OPEN),
                    when(OPEN, SEND, GiopMessageType.CANCEL_REQUEST, OPEN),
                    when(OPEN, SEND, GiopMessageType.LOCATE_REQUEST, OPEN),
                    when(OPEN, SEND, GiopMessageType.CLOSE_CONNECTION, CLOSING),
                    when(OPEN, SEND, GiopMessageType.MESSAGE_ERROR, CLOSED),
                    when(OPEN, RECEIVE, GiopMessageType.REPLY, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.LOCATE_REPLY, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.FRAGMENT, OPEN),
                    when(OPEN, RECEIVE, GiopMessageType.CLOSE_CONNECTION, CLOSED),
                    when(OPEN, RECEIVE, GiopMessageType.MESSAGE_ERROR, CLOSED),
                    when(CLOSING, RECEIVE, GiopMessageType.REPLY, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.LOCATE_REPLY, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.FRAGMENT, CLOSING),
                    when(CLOSING, RECEIVE, GiopMessageType.CLOSE_CONNECTION, CLOSED),
                    when(CLOSING, RECEIVE, GiopMessageType.MESSAGE_ERROR, CLOSED)));

    /** The table by role, without an object per question. */
    private static final Map<GiopRole, Legal> LEGAL = new EnumMap<>(
            Map.of(GiopRole.SERVER, new Legal(GiopRole.SERVER), GiopRole.CLIENT, new Legal(GiopRole.CLIENT)));

    private final GiopRole role;
    private final Legal legal;
    private State state = OPEN;

    /** A connection that has just been opened. */
    public GiopConnectionState(GiopRole role) {
        this.role = role;
        this.legal = Objects.requireNonNull(LEGAL.get(role));
    }

    /** How far the connection is. */
    public State state() {
        return state;
    }

    /**
     * Notes that a message has arrived.
     *
     * @return whether to act on it; false for what arrives after we said that we close
     * @throws Remote if the peer may not send it; the connection is closed then
     */
    public boolean received(GiopMessageType type) {
        State next = legal.next(state, RECEIVE, type);
        if (next == null) {
            String what = "a " + name(role) + " got a " + name(type) + " on a connection that is " + name(state);
            state = CLOSED;
            throw new Remote(what);
        }
        boolean act = state != CLOSING || next == CLOSED;
        state = next;
        return act;
    }

    /** Whether we may send such a message now. */
    public boolean maySend(GiopMessageType type) {
        return legal.next(state, SEND, type) != null;
    }

    /**
     * Notes that a message is being sent.
     *
     * @throws Local if we may not; nothing has changed then
     */
    public void sending(GiopMessageType type) {
        State next = legal.next(state, SEND, type);
        if (next == null) {
            throw new Local(
                    "a " + name(role) + " may not send a " + name(type) + " on a connection that is " + name(state));
        }
        state = next;
    }

    /** The table as a diagram for the documentation. */
    static String diagram(GiopRole role) {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> OPEN\n");
        for (State from : State.values()) {
            for (Direction direction : Direction.values()) {
                for (GiopMessageType type : GiopMessageType.values()) {
                    State to = new Legal(role).next(from, direction, type);
                    if (to != null) {
                        text.append("    %s --> %s: %s %s\n".formatted(from, to, name(direction), name(type)));
                    }
                }
            }
        }
        return text.append("    CLOSED --> [*]\n").toString();
    }

    private static Map.Entry<Move, State> when(State from, Direction direction, GiopMessageType type, State to) {
        return Map.entry(new Move(from, direction, type), to);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static final class Legal {
        private final @Nullable State[][][] next =
                new State[State.values().length][Direction.values().length][GiopMessageType.values().length];

        Legal(GiopRole role) {
            NEXT.getOrDefault(role, Map.of())
                    .forEach((move, to) ->
                            next[move.from.ordinal()][move.direction.ordinal()][move.type.ordinal()] = to);
        }

        @Nullable
        State next(State from, Direction direction, GiopMessageType type) {
            return next[from.ordinal()][direction.ordinal()][type.ordinal()];
        }
    }
}
