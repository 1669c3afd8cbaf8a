package org.reactivetango.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One run of the command line: its exit code and what it wrote. The device's name is shown as {@code DEVICE}, the address
 * of its server as {@code SERVER}.
 */
record CliRun(int code, String out, String err) {
    static final String DEVICE = "DEVICE";
    private static final String NAME = "test/cli/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its results as JSON. */
    List<JsonNode> documents() {
        return out.lines().map(CliRun::json).toList();
    }

    JsonNode document() {
        List<JsonNode> documents = documents();
        if (documents.size() != 1) {
            throw new AssertionError("one document expected, not " + out);
        }
        return documents.get(0);
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    static TangoServer serve() {
        return serve(CliDevice.CLASS);
    }

    static TangoServer serve(DeviceDefinition<?> device) {
        return TangoServer.named("CliTest/test").device(NAME, device).bindNow();
    }

    /** Around which the command line runs. Ticks come one after the other, each second by its own count. */
    static final class Shell {
        private final TangoServer server;
        private boolean terminal;
        private Function<Duration, Flux<Long>> ticker =
                period -> Flux.range(0, 100).map(Integer::longValue);
        private Mono<Void> stop = Mono.never();
        private @Nullable String stopAt;

        Shell(TangoServer server) {
            this.server = server;
        }

        Shell terminal() {
            terminal = true;
            return this;
        }

        Shell ticker(Function<Duration, Flux<Long>> ticks) {
            ticker = ticks;
            return this;
        }

        Shell stop(Mono<Void> end) {
            stop = end;
            return this;
        }

        /** The user wants an end as soon as he sees a text. */
        Shell stopAt(String text) {
            stopAt = text;
            return this;
        }

        /** Runs a command; {@code DEVICE} stands for the device's name. */
        CliRun run(String... args) {
            String url = server.deviceUrl(NAME);
            String[] real = List.of(args).stream()
                    .map(arg ->
                            arg.replace(DEVICE + "/", url.replace("#", "/%#")).replace(DEVICE, url))
                    .map(Shell::attributeInFrontOfModifier)
                    .toArray(String[]::new);
            Sinks.Empty<Void> seen = Sinks.empty();
            ByteArrayOutputStream out = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int from, int count) {
                    super.write(bytes, from, count);
                    if (stopAt != null && new String(bytes, from, count, StandardCharsets.UTF_8).contains(stopAt)) {
                        seen.tryEmitEmpty();
                    }
                }
            };
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            AtomicLong nanos = new AtomicLong();
            int code = Cli.run(
                    real,
                    new Surroundings(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            terminal,
                            Clock.fixed(CliDevice.TIME, ZoneOffset.ofHours(1)),
                            ticker,
                            () -> nanos.addAndGet(1_000_000),
                            Mono.firstWithSignal(stop, seen.asMono())));
            return new CliRun(code, named(out, url), named(err, url));
        }

        /** {@code .../%#dbase=nocurrent} becomes {@code .../current#dbase=no}. */
        private static String attributeInFrontOfModifier(String arg) {
            int mark = arg.indexOf("/%#dbase=no");
            return mark < 0
                    ? arg
                    : arg.substring(0, mark + 1) + arg.substring(mark + "/%#dbase=no".length()) + "#dbase=no";
        }

        private String named(ByteArrayOutputStream bytes, String url) {
            return bytes.toString(StandardCharsets.UTF_8)
                    .replace(url, DEVICE)
                    .replaceAll(Pattern.quote(url.substring(0, url.indexOf('#'))) + "/([^#]+)#dbase=no", DEVICE + "/$1")
                    .replace(server.host() + ":" + server.port(), "SERVER");
        }
    }
}
