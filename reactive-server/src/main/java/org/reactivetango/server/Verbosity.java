package org.reactivetango.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the option {@code -v} does: sets how much is logged. */
final class Verbosity {
    private static final int OF_LIBRARIES_TOO = 5;
    private static final List<String> LIBRARIES = List.of("io.netty", "reactor", "org.zeromq");

    private Verbosity() {}

    /**
     * Logs as much as the option says, if the logging library is Logback. With others nothing is changed.
     *
     * @return whether the option was obeyed
     */
    static boolean apply(int verbosity) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!factory.getClass().getName().equals("ch.qos.logback.classic.LoggerContext")) {
            return false;
        }
        ForLogback.apply(factory, verbosity);
        return true;
    }

    /** A class of its own, so that Logback need not be there. */
    private static final class ForLogback {
        static void apply(ILoggerFactory factory, int verbosity) {
            LoggerContext context = (LoggerContext) factory;
            Level level = level(verbosity);
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
            for (String library : LIBRARIES) {
                boolean quiet = verbosity < OF_LIBRARIES_TOO && level.toInt() < Level.WARN_INT;
                context.getLogger(library).setLevel(quiet ? Level.WARN : null);
            }
        }

        private static Level level(int verbosity) {
            return switch (verbosity) {
                case 1 -> Level.ERROR;
                case 2 -> Level.WARN;
                case 3 -> Level.INFO;
                default -> Level.DEBUG;
            };
        }
    }
}
