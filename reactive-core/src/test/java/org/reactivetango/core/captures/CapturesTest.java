package org.reactivetango.core.captures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.captures.Captures.PublishedMessage;

final class CapturesTest {
    @Test
    void everyRecordedExchangeIsThere() {
        assertThat(Captures.all()).hasSize(2140).extracting(Capture::toString).doesNotHaveDuplicates();
        assertThat(Captures.iors()).hasSize(8);
        assertThat(Captures.events())
                .hasSize(454)
                .extracting(PublishedMessage::toString)
                .doesNotHaveDuplicates();
        assertThat(Captures.subscriptions()).hasSize(381);
    }

    @Test
    void theOperationOfEveryRequestIsTheOneThatWasRecorded() {
        for (Capture capture : Captures.all()) {
            List<CapturedMessage> messages = capture.requestMessages();
            if (capture.operation() != null
                    && messages.size() == 1
                    && messages.get(0).type() == CapturedMessage.REQUEST) {
                assertThat(messages.get(0).operation()).as("%s", capture).isEqualTo(capture.operation());
            }
        }
    }
}
