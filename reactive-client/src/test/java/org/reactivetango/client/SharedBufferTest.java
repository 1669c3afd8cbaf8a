package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A device that uses one buffer for all its readings: clients never see what it does with it between them. */
class SharedBufferTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READS = 500;

    private final double[] buffer = new double[100];
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();

    private Reading<double[]> take(DeviceContext context) {
        Arrays.fill(buffer, given.incrementAndGet());
        return Reading.ofShared(buffer, Quality.VALID, context.loop().now(), () -> {
            released.incrementAndGet();
            Arrays.fill(buffer, Double.NaN);
        });
    }

    @Test
    void everyReaderGetsWhatWasRead() {
        DeviceDefinition<DeviceContext> camera = DeviceDefinition.named("Camera")
                .spectrum("atHand", double[].class, 100, a -> a.getReading(this::take))
                .spectrum(
                        "later",
                        double[].class,
                        100,
                        a -> a.reading(c -> Mono.fromSupplier(() -> take(c))
                                .delaySubscription(Duration.ofNanos(1), c.loop().asScheduler())))
                .command(
                        "First",
                        Void.class,
                        Double.class,
                        c -> c.run((d, none) -> d.device(d.name())
                                .value("later", double[].class)
                                .map(values -> values[0])))
                .build();
        TangoServer server =
                TangoServer.named("Camera/1").device("test/camera/1", camera).bindNow();
        TangoClient tango = TangoClient.create();
        try {
            DeviceProxy device = tango.device(server.deviceUrl("test/camera/1")).with(o -> o.timeout(PATIENCE));
            Flux<double[]> reads = Flux.range(0, READS)
                    .flatMap(
                            i -> device.attribute(i % 2 == 0 ? "atHand" : "later", double[].class)
                                    .value(),
                            8);
            assertThat(reads.doOnNext(
                                    values -> assertThat(values[0]).isPositive().isEqualTo(values[99]))
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(READS);
            assertThat(device.command("First", Double.class).block(PATIENCE)).isEqualTo(READS + 1.0);
            assertThat(released).hasValue(READS + 1);
        } finally {
            tango.closeLater().then(server.closeLater()).block(PATIENCE);
        }
    }
}
