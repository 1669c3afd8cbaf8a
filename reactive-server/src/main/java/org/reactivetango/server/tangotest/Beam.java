package org.reactivetango.server.tangotest;

import java.util.random.RandomGenerator;

/** The picture of a beam: a round hill that wanders about the middle and grows and shrinks a little. */
final class Beam {
    private Beam() {}

    /** A new picture of {@code side} by {@code side} heights. */
    static int[] heights(int side, RandomGenerator random) {
        int wander = side / 20;
        int middle = (side - 1) / 2;
        int centerX = middle + random.nextInt(-wander + 1, wander);
        int centerY = middle + random.nextInt(-wander + 1, wander);
        int radius = side / 8;
        int breath = radius / 5;
        radius += random.nextInt(-breath + 1, breath);
        int[] heights = new int[side * side];
        for (int y = Math.max(0, centerY - radius); y < Math.min(side, centerY + radius); y++) {
            for (int x = Math.max(0, centerX - radius); x < Math.min(side, centerX + radius); x++) {
                int distance = (int) Math.hypot(x - centerX, y - centerY);
                heights[y * side + x] = Math.max(0, radius - distance);
            }
        }
        return heights;
    }
}
