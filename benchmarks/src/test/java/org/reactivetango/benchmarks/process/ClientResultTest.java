package org.reactivetango.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientResultTest {
    @Test
    void isReadAsItIsSaid() {
        ClientResult result =
                new ClientResult(12_345, 2_000_000_000, 1_500_000_000, 80_600, 154_930, OptionalLong.empty());
        assertThat(result.line()).isEqualTo("done 12345 2000000000 1500000000 80600 154930");
        assertThat(ClientResult.parse(result.line())).isEqualTo(result);
        ClientResult onJvm = new ClientResult(1, 2, 3, 4, 5, OptionalLong.of(6));
        assertThat(onJvm.line()).isEqualTo("done 1 2 3 4 5 6");
        assertThat(ClientResult.parse(onJvm.line())).isEqualTo(onJvm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "done", "done 1 2 3 4", "done 1 2 3 4 5 6 7", "done 1 2 3 4 -5", "failed 1 2 3 4 5"})
    void saysThatALineIsNone(String line) {
        assertThatThrownBy(() -> ClientResult.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + line + "\"");
    }

    @Test
    void clientsAreToldInOneLine() {
        assertThat(ClientTask.of("read", 64).line("tango://127.0.0.1:1/a/b/c#dbase=no", 0.25))
                .isEqualTo("read tango://127.0.0.1:1/a/b/c#dbase=no 1 64 0.250");
    }

    @Test
    void footprintIsReadFromWhatKernelAndJvmSay() {
        String status = "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t   65432 kB\nThreads:\t27\nSigQ:\t0/1\n";
        assertThat(Footprint.parse(status, OptionalLong.of(5)))
                .isEqualTo(new Footprint(27, 65432L << 10, OptionalLong.of(5)));
        String histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         28531        1893456  [B (java.base@17)
                Total        150111        9123456
                """;
        assertThat(Footprint.totalOfHistogram(histogram)).hasValue(9_123_456);
        assertThat(Footprint.totalOfHistogram("1234: no such process")).isEmpty();
    }
}
