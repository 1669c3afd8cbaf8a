package org.reactivetango.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Object references. */
final class IorFuzzTest {
    private static final Meter METER = new Meter(Target.IOR.probe());

    static Stream<byte[]> seeds() {
        return Target.IOR.seeds().stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void references(byte[] input) {
        METER.run(input);
    }

    @AfterAll
    static void record() throws IOException {
        Ledger.record(Target.IOR, METER);
    }
}
