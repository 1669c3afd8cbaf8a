package org.reactivetango.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** What operations take and give. */
final class OperationsFuzzTest {
    private static final Meter METER = new Meter(Target.OPERATIONS.probe());

    static Stream<byte[]> seeds() {
        return Target.OPERATIONS.seeds().stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void bodies(byte[] input) {
        METER.run(input);
    }

    @AfterAll
    static void record() throws IOException {
        Ledger.record(Target.OPERATIONS, METER);
    }
}
