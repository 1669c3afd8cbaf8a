package org.reactivetango.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** What publishers and subscribers of events send. */
final class EventsFuzzTest {
    private static final Meter METER = new Meter(Target.EVENTS.probe());

    static Stream<byte[]> seeds() {
        return Target.EVENTS.seeds().stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void messages(byte[] input) {
        METER.run(input);
    }

    @AfterAll
    static void record() throws IOException {
        Ledger.record(Target.EVENTS, METER);
    }
}
