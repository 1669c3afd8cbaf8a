package org.reactivetango.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.event.EventCounter.Arrival;

final class EventCounterTest {
    /** What each of the counters is: {@code n}ext, {@code d}uplicate, {@code r}estart, or how many are missing. */
    @ParameterizedTest
    @CsvSource({
        "1 2 3, n n n",
        "0 1 2, n n n", // JTango counts from 0
        "7 8, n n", // subscribed later than others
        "1 1 2, n d n", // sent twice to a new client
        "1 2 2 2 3, n n d d n",
        "1 3, n 1",
        "1 3 4 9, n 1 n 4",
        "5 1 2, n r n",
        "5 4, n r",
        "5 0 1, n r n", // JTango restarted
        "5 1 1 3, n r d 1",
        "0 0 0 0, n n n n", // 9.3.4 without a database
        "3 0 0 0, n r n n",
        "4294967294 4294967295 0 1, n n n n", // around
        "4294967294 1, n 2",
        "4294967295 4294967295 0, n d n",
        "4294967295 3000000000, n r",
        "1 2147483648, n 2147483646", // the farthest ahead
        "1 2147483649, n r" // which is nearer backwards
    })
    void arrivals(String counters, String expected) {
        EventCounter counter = new EventCounter();
        StringBuilder actual = new StringBuilder();
        LongStream.of(List.of(counters.split(" ")).stream()
                        .mapToLong(Long::parseLong)
                        .toArray())
                .forEach(next -> actual.append(actual.isEmpty() ? "" : " ").append(arrive(counter, (int) next)));
        assertThat(actual).hasToString(expected);
    }

    private static String arrive(EventCounter counter, int next) {
        Arrival arrival = counter.arrive(next);
        assertThat(counter.missed() > 0).isEqualTo(arrival == Arrival.AFTER_GAP);
        return switch (arrival) {
            case NEXT -> "n";
            case DUPLICATE -> "d";
            case AFTER_RESTART -> "r";
            case AFTER_GAP -> Long.toString(counter.missed());
        };
    }

    @Test
    void anotherPublisherMayBeginAnywhere() {
        EventCounter counter = new EventCounter();
        assertThat(counter.arrive(100)).isEqualTo(Arrival.NEXT);
        counter.restart();
        assertThat(counter.arrive(100)).isEqualTo(Arrival.NEXT);
        counter.restart();
        assertThat(counter.arrive(5000)).isEqualTo(Arrival.NEXT);
        assertThat(counter.arrive(5001)).isEqualTo(Arrival.NEXT);
    }

    @Test
    void whatIsDeliveredAndWhatIsMissedMakeUpWhatWasSent() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EventCounter counter = new EventCounter();
            int first = random.nextInt();
            int sent = 10_000;
            long delivered = 0;
            long missed = 0;
            for (int i = 0; i < sent; i++) {
                boolean lost = i > 0 && i < sent - 1 && random.nextInt(3) == 0;
                for (int copies = lost ? 0 : 1 + random.nextInt(2); copies > 0; copies--) {
                    Arrival arrival = counter.arrive(first + i);
                    delivered += arrival == Arrival.DUPLICATE ? 0 : 1;
                    missed += counter.missed();
                }
            }
            // Around zero a message sent twice cannot be told from one of a publisher that does not count.
            long twice = first <= 0 && (long) first + sent > 0 ? 1 : 0;
            assertThat(delivered + missed).as("seed %d", seed).isBetween((long) sent, sent + twice);
        }
    }
}
