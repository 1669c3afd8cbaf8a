package org.reactivetango.server.iiop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.testkit.rpc.VirtualLoop;
import org.slf4j.LoggerFactory;

/** R07: one line per address and minute, in virtual time. */
class HostilePeerLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(HostilePeerLog.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final VirtualLoop time = new VirtualLoop();
    private final HostilePeerLog log = new HostilePeerLog(time.loop());

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(written);
        logger.setAdditive(true);
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void oneLinePerAddressAndMinuteHoweverManyConnections() {
        for (int i = 0; i < 1000; i++) {
            log.closed("10.0.0.1:" + (40_000 + i), "no GIOP");
        }
        log.closed("10.0.0.2:5", "no GIOP");
        assertThat(lines())
                .containsExactly(
                        "Closed the connection from 10.0.0.1:40000: no GIOP",
                        "Closed the connection from 10.0.0.2:5: no GIOP");
    }

    @Test
    void theNextLineSaysHowManyWereLeftOut() {
        for (int i = 0; i < 8; i++) {
            log.closed("10.0.0.1:7", "no GIOP");
        }
        time.advanceMillis(59_999);
        log.closed("10.0.0.1:7", "no GIOP");
        assertThat(lines()).hasSize(1);
        time.advanceMillis(1);
        log.closed("10.0.0.1:8", "length 5 claimed");
        assertThat(lines())
                .last()
                .isEqualTo("Closed the connection from 10.0.0.1:8: length 5 claimed;"
                        + " 8 more from 10.0.0.1 since the last line about it");
        time.advance(Duration.ofMinutes(1));
        log.closed("10.0.0.1:9", "no GIOP");
        assertThat(lines()).last().isEqualTo("Closed the connection from 10.0.0.1:9: no GIOP");
    }

    @Test
    void itRemembersAThousandAddressesAndTheOthersShareALine() {
        for (int i = 0; i < 5000; i++) {
            log.closed("10.1." + i / 250 + "." + i % 250 + ":1", "no GIOP");
        }
        assertThat(lines()).hasSize(1001);
        time.advance(Duration.ofMinutes(1));
        log.closed("10.2.0.1:1", "no GIOP");
        assertThat(lines()).hasSize(1002);
    }

    @Test
    void nothingThatClientsSayForgesALine() {
        log.closed("[fe80::1%eth0]:5", "string \"\r\n12:00 ERROR\u001b[31m\" " + "x".repeat(5000));
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("Closed the connection from [fe80::1%eth0]:5: string \"??12:00 ERROR?[31m\" xxx")
                .endsWith("x...")
                .hasSizeLessThan(400);
    }
}
