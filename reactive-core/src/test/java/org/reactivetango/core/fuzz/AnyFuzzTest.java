package org.reactivetango.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that say themselves what they are. */
final class AnyFuzzTest {
    private static final Meter METER = new Meter(Target.ANY.probe());

    static Stream<byte[]> seeds() {
        return Target.ANY.seeds().stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void values(byte[] input) {
        METER.run(input);
    }

    @AfterAll
    static void record() throws IOException {
        Ledger.record(Target.ANY, METER);
    }
}
