package org.reactivetango.core.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.limits.Limits;

/**
 * The lanes of one server. They know of each other's waits, so that a wait that would never end is refused. May be used
 * from any thread.
 */
public final class Lanes {
    private final Limits limits;
    private final Function<Lane, @Nullable LaneWatch> watches;
    private final WaitGraph graph = new WaitGraph();
    private final ChainTokens tokens = new ChainTokens();
    private final Map<String, Lane> named = new ConcurrentHashMap<>();
    private final Map<String, Lane> shared = new ConcurrentHashMap<>();
    private final Queue<Lane> all = new ConcurrentLinkedQueue<>();

    /** No lanes yet. */
    public Lanes(Limits limits) {
        this(limits, lane -> null);
    }

    /**
     * No lanes yet.
     *
     * @param watches who is told of waiting for a lane; null for nobody
     */
    public Lanes(Limits limits, Function<Lane, @Nullable LaneWatch> watches) {
        this.limits = limits;
        this.watches = watches;
    }

    /** A lane of its own. */
    public Lane lane(String name, LoopScheduler loop) {
        Lane made = new Lane(name, loop, limits, true, graph, tokens);
        made.watch(watches.apply(made));
        all.add(made);
        return made;
    }

    /** The lane that all who name it share; made on {@code loop} when first named. */
    public Lane named(String name, LoopScheduler loop) {
        return named.computeIfAbsent(name, first -> lane(first, loop));
    }

    /** As {@link #named}, in a room of its own: a lane that somebody calls "process" is not that of the process. */
    private Lane shared(String name, LoopScheduler loop) {
        return shared.computeIfAbsent(name, first -> lane(first, loop));
    }

    /**
     * The lane of a device.
     *
     * @param model which devices share it
     */
    public Lane of(SerialModel model, String device, String deviceClass, LoopScheduler loop) {
        return switch (model) {
            case BY_DEVICE -> lane(device, loop);
            case BY_CLASS -> shared("class " + deviceClass, loop);
            case BY_PROCESS -> shared("process", loop);
            case NO_SYNC -> new Lane(device, loop, limits, false, graph, tokens);
        };
    }

    /** Chains of calls that have gone on to other servers, and have not come to their end here. */
    public int chainsAway() {
        return tokens.size();
    }

    /** Calls to other servers that went without a token, as there were 10,000 already: they wait if they come back. */
    public long chainsUntold() {
        return tokens.refused();
    }

    /** What holds the lanes of a loop, seen from any thread. An operation whose result was at hand is not among it. */
    public List<String> holders(LoopScheduler loop) {
        List<String> holders = new ArrayList<>();
        for (Lane lane : all) {
            LaneOperation holder = lane.outermost();
            if (holder != null && lane.loop() == loop) {
                holders.add(holder.description());
            }
        }
        return holders;
    }

    /** Operations that wait for a lane and were made by an operation that holds one. */
    public int nestedWaits() {
        return graph.size();
    }
}
