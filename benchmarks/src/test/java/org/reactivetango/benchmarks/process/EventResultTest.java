package org.reactivetango.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** That what subscribers say is understood, and what they leave out is counted. */
class EventResultTest {
    @Test
    void readsWhatItWrites() {
        EventResult result = new EventResult(100, 90, 7, 5, 4, 3, 2, OptionalLong.of(1));
        assertThat(result.line()).isEqualTo("done 100 90 7 5 4 3 2 1");
        assertThat(EventResult.parse(result.line())).isEqualTo(result);
        assertThat(EventResult.parse("done 1 1 0 5 4 3 2").allocatedBytes()).isEmpty();
        assertThatThrownBy(() -> EventResult.parse("done 1 2 3")).hasMessageContaining("no result of a subscriber");
    }

    @Test
    void whatIsNeitherDeliveredNorToldIsCounted() {
        EventResult result = EventResult.parse("done 100 90 7 5 4 3 2");
        assertThat(result.untold()).isEqualTo(3);
        assertThat(result.isWhole()).isFalse();
        assertThat(EventResult.parse("done 100 100 0 5 4 3 2").isWhole()).isTrue();
    }
}
