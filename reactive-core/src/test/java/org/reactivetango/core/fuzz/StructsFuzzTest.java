package org.reactivetango.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Structures, those of events among them. */
final class StructsFuzzTest {
    private static final Meter METER = new Meter(Target.STRUCTS.probe());

    static Stream<byte[]> seeds() {
        return Target.STRUCTS.seeds().stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void values(byte[] input) {
        METER.run(input);
    }

    @AfterAll
    static void record() throws IOException {
        Ledger.record(Target.STRUCTS, METER);
    }
}
