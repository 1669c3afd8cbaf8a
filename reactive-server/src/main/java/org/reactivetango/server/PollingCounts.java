package org.reactivetango.server;

import org.reactivetango.server.polling.PollCounters;

/**
 * What has become of the polling of a server since it was bound. All numbers only grow.
 *
 * @param readings that were begun, those of commands included
 * @param late those of them that began late, by more than a fiftieth of their period and more than 2 ms
 * @param skipped periods without a reading of their own, because the one before took longer than its period, or because the
 *     event loop was held up for so long
 */
public record PollingCounts(long readings, long late, long skipped) {
    static PollingCounts of(PollCounters counters) {
        return new PollingCounts(counters.begun(), counters.late(), counters.skipped());
    }
}
