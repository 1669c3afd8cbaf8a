package org.reactivetango.benchmarks;

/**
 * One measurement of one server.
 *
 * @param perSecond replies per second
 * @param cpuMicros CPU time of the server per reply, microseconds
 * @param loadBusy how much of the time the load generator was busy, 0 to 1
 * @param othersBusy CPUs that neither the server nor the load took: what disturbs, 0 to the number of CPUs
 * @param unanswered requests for which there was no reply a second after the last one
 */
record Sample(double perSecond, double cpuMicros, double loadBusy, double othersBusy, int unanswered) {}
