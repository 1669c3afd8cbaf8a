package org.reactivetango.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives on a connection. */
final class GiopFuzzTest {
    private static final Meter METER = new Meter(Target.GIOP.probe());

    static Stream<byte[]> seeds() {
        return Target.GIOP.seeds().stream();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "")
    void connections(byte[] input) {
        METER.run(input);
    }

    @AfterAll
    static void record() throws IOException {
        Ledger.record(Target.GIOP, METER);
    }
}
