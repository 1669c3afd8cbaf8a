package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class VerbosityTest {
    private final Map<Logger, Level> before = new LinkedHashMap<>();

    @BeforeEach
    void remember() {
        for (String name : new String[] {"ROOT", "io.netty", "reactor", "org.zeromq"}) {
            Logger logger = logger(name);
            before.put(logger, logger.getLevel());
        }
    }

    @AfterEach
    void restore() {
        before.forEach(Logger::setLevel);
    }

    @ParameterizedTest
    @CsvSource({"1,ERROR,ERROR", "2,WARN,WARN", "3,INFO,WARN", "4,DEBUG,WARN", "5,DEBUG,DEBUG", "9,DEBUG,DEBUG"})
    void librariesAreQuietUntilTheyAreAskedFor(int verbosity, String ours, String libraries) {
        assertThat(Verbosity.apply(verbosity)).isTrue();

        assertThat(logger("org.example.PowerSupply").getEffectiveLevel()).isEqualTo(Level.valueOf(ours));
        assertThat(logger("io.netty.channel").getEffectiveLevel()).isEqualTo(Level.valueOf(libraries));
        assertThat(logger("reactor.netty.tcp").getEffectiveLevel()).isEqualTo(Level.valueOf(libraries));
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
