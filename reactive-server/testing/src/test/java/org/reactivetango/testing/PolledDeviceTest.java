package org.reactivetango.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.CommandDefinition;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.PollingCounts;
import reactor.core.publisher.Mono;

/** Polling as device authors declare it: from when the server is bound until it closes, over restarts of the device. */
class PolledDeviceTest {
    private static final String NAME = "test/polled/1";
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final List<String> done = new ArrayList<>();

    private TestContext start() {
        DeviceDefinition<List<String>> polled = DeviceDefinition.named("Polled", context -> {
                    done.add("init");
                    return Mono.just(done);
                })
                .scalar(
                        "level",
                        Integer.class,
                        a -> a.polled(PERIOD, 3)
                                .read(log -> Mono.fromSupplier(() -> {
                                    log.add("read");
                                    return log.size();
                                })))
                .command(
                        "Count",
                        Void.class,
                        Integer.class,
                        c -> c.polled(PERIOD).call((log, nothing) -> log.size()))
                .build();
        return TestContext.virtual().device(NAME, polled).start();
    }

    private static <T> @Nullable T now(TestContext context, Mono<T> result) {
        List<T> values = new ArrayList<>();
        List<Throwable> errors = new ArrayList<>();
        result.subscribe(values::add, errors::add);
        context.advance(Duration.ZERO);
        if (!errors.isEmpty()) {
            throw (DevFailedException) errors.get(0);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    @Test
    void itBeginsWithTheServerAndEndsWithIt() {
        TestContext context = start();
        context.advance(Duration.ofMillis(450));
        DeviceProxy cached = context.device(NAME).with(o -> o.source(DevSource.CACHE));
        assertThat(now(context, cached.attribute("level", Integer.class).value()))
                .isEqualTo(done.size());
        assertThat(now(context, cached.command("Count", Integer.class))).isNotNull();
        int readings = done.size();
        assertThat(readings).isEqualTo(1 + 5);
        PollingCounts counts = context.server().pollingCounts();
        assertThat(counts).isEqualTo(new PollingCounts(10, 0, 0));

        DeviceProxy admin = context.device(context.server().adminName());
        String[] status = Objects.requireNonNull(now(context, admin.command("DevPollStatus", NAME, String[].class)));
        assertThat(status).hasSize(2);
        assertThat(status[0]).startsWith("Polled command name = Count\nPolling period (mS) = 100\n");
        assertThat(status[1]).contains("name = level\nPolling period (mS) = 100\nPolling ring buffer depth = 3\n");
        context.close();
        context.advance(Duration.ofSeconds(10));
        assertThat(done).hasSize(readings);
    }

    @Test
    void aRestartForgetsWhatWasReadAndPollsOn() {
        try (TestContext context = start()) {
            context.advance(Duration.ofMillis(250));
            DeviceProxy admin = context.device(context.server().adminName());
            now(context, admin.command("DevRestart", NAME, Void.class));
            DeviceProxy cached = context.device(NAME).with(o -> o.source(DevSource.CACHE));
            assertThatThrownBy(() -> now(
                            context, cached.attribute("level", Integer.class).value()))
                    .isInstanceOf(DevFailedException.class)
                    .hasMessageContaining("No data available in cache");
            context.advance(PERIOD);
            assertThat(now(context, cached.attribute("level", Integer.class).value()))
                    .isEqualTo(done.size());
            assertThat(done).containsExactly("init", "read", "read", "read", "init", "read");

            now(context, admin.command("StopPolling"));
            assertThat(now(context, admin.command("Status", String.class))).endsWith("The polling is OFF");
            context.advance(Duration.ofSeconds(1));
            assertThat(done).hasSize(6);
            now(context, admin.command("StartPolling"));
            assertThat(now(context, admin.command("Status", String.class))).endsWith("The polling is ON");
            assertThat(done).hasSize(7);
        }
    }

    @Test
    void whatCannotBePolledIsRefusedWhereItIsDefined() {
        AttributeDefinition<Object, Double> attribute = AttributeDefinition.scalar("level", Double.class);
        assertThatThrownBy(() -> attribute.polled(Duration.ofMillis(4)))
                .hasMessage(
                        "attribute level cannot be polled every PT0.004S: 5 ms is the least, 2147483647 ms the most");
        assertThatThrownBy(() -> attribute.polled(Duration.ofNanos(5_000_001))).hasMessageContaining("whole number");
        assertThatThrownBy(() -> attribute.polled(PERIOD, 0)).hasMessageContaining("1 to 10000");
        CommandDefinition<Object, Double, Double> command = CommandDefinition.of("Square", Double.class, Double.class);
        assertThatThrownBy(() -> command.polled(PERIOD))
                .hasMessage("command Square takes an argument, so it cannot be polled");
    }
}
