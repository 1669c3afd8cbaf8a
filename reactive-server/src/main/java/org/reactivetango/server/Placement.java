package org.reactivetango.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.lane.SerialModel;

/**
 * On which event loop each device of a server lives. Devices that share a lane, because they or something of theirs name it
 * or because the model says so, live on one loop: a lane has one, and no request then needs two. The others are spread in
 * turn.
 */
final class Placement {
    /** For each device one with which it shares a loop, nearer to the first of all of those; itself if it is the first. */
    private final int[] earlier;

    private Placement(int devices) {
        earlier = new int[devices];
        for (int i = 0; i < devices; i++) {
            earlier[i] = i;
        }
    }

    /**
     * The loops of {@code devices}, in their order.
     *
     * @param serial the model of those classes that have none
     */
    static List<LoopScheduler> of(List<DeviceDefinition<?>> devices, SerialModel serial, List<LoopScheduler> loops) {
        Placement placement = new Placement(devices.size());
        Map<String, Integer> firstOnLane = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            for (String lane : sharedLanes(devices.get(i), serial)) {
                Integer first = firstOnLane.putIfAbsent(lane, i);
                if (first != null) {
                    placement.join(first, i);
                }
            }
        }
        return placement.inTurn(loops);
    }

    /** The lanes of a device that others may be on, too. */
    private static <S> Set<String> sharedLanes(DeviceDefinition<S> device, SerialModel serial) {
        Set<String> lanes = new LinkedHashSet<>();
        if (device.lane() != null) {
            lanes.add("named " + device.lane());
        } else {
            switch (device.serial(serial)) {
                case BY_CLASS -> lanes.add("class " + device.className());
                case BY_PROCESS -> lanes.add("process");
                case BY_DEVICE, NO_SYNC -> {
                    // Its own.
                }
            }
        }
        device.attributes().forEach(attribute -> add(attribute.execution(), lanes));
        device.commands().forEach(command -> add(command.execution(), lanes));
        return lanes;
    }

    private static void add(Execution execution, Set<String> lanes) {
        if (execution.lane() != null) {
            lanes.add("named " + execution.lane());
        }
    }

    private int first(int device) {
        int first = device;
        while (earlier[first] != first) {
            earlier[first] = earlier[earlier[first]];
            first = earlier[first];
        }
        return first;
    }

    private void join(int one, int other) {
        int a = first(one);
        int b = first(other);
        earlier[Math.max(a, b)] = Math.min(a, b);
    }

    private List<LoopScheduler> inTurn(List<LoopScheduler> loops) {
        List<LoopScheduler> placed = new ArrayList<>(earlier.length);
        int turn = 0;
        for (int i = 0; i < earlier.length; i++) {
            int first = first(i);
            placed.add(first == i ? loops.get(turn++ % loops.size()) : placed.get(first));
        }
        return placed;
    }
}
