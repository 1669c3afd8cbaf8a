package org.reactivetango.benchmarks;

/**
 * One measurement of one server.
 *
 * @param perSecond replies per second
 * @param cpuMicros CPU time of the server per reply, microseconds
 * @param loadBusy how much of the time the load generator was busy, 0 to 1
 */
record Sample(double perSecond, double cpuMicros, double loadBusy) {}
