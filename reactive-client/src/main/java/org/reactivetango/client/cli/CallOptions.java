package org.reactivetango.client.cli;

import java.time.Duration;
import java.util.Locale;
import org.reactivetango.client.ProxyOptions;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.model.DevSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of every command. Its fields are set by picocli. */
final class CallOptions {
    @Option(
            names = "--timeout",
            paramLabel = "<duration>",
            converter = DurationConverter.class,
            description = "How long one call may take, connecting included: 500ms, 3s (default), 1m.")
    private Duration timeout = ProxyOptions.DEFAULT.timeout();

    @Option(
            names = "--source",
            paramLabel = "dev|cache|cache_dev",
            converter = SourceConverter.class,
            description = "Where readings come from: the device itself, its polling cache, or the cache and, where that"
                    + " has nothing, the device (default).")
    private DevSource source = ProxyOptions.DEFAULT.source();

    @Option(names = "--json", description = "One JSON document in one line for each result.")
    private boolean json;

    @Option(names = "--verbose", description = "Say of every error also where in this program it came up.")
    private boolean verbose;

    boolean json() {
        return json;
    }

    boolean verbose() {
        return verbose;
    }

    TangoClient client() {
        return TangoClient.builder()
                // Nobody else runs on its loop, and its output is for people and scripts.
                .guard(g -> g.off())
                .mainClass("reactive-tango-cli")
                .connectTimeout(timeout)
                .options(options -> options.timeout(timeout).source(source))
                .build();
    }

    private static final class SourceConverter implements ITypeConverter<DevSource> {
        @Override
        public DevSource convert(String text) {
            try {
                return DevSource.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("\"" + text + "\" is no source: expected dev, cache or cache_dev");
            }
        }
    }
}
