package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Our client and our server, over loopback. */
class OwnServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TangoServer server;
    private static TangoClient tango;
    private static DeviceProxy echo;

    @BeforeAll
    static void start() {
        server = TangoServer.named("Echo/own")
                .device("test/echo/1", EchoDevice.CLASS)
                .bindNow();
        tango = TangoClient.create();
        echo = tango.device(server.deviceUrl("test/echo/1"));
    }

    @AfterAll
    static void stop() {
        tango.closeLater().then(server.closeLater()).block(PATIENCE);
    }

    @Test
    void tellsAboutItself() {
        StepVerifier.create(echo.info())
                .assertNext(info -> {
                    assertThat(info.deviceClass()).isEqualTo("Echo");
                    assertThat(info.serverId()).isEqualTo("Echo/own");
                    assertThat(info.idlVersion()).isEqualTo(6);
                    assertThat(info.versions()).containsKey("reactive-tango");
                })
                .verifyComplete();
        assertThat(echo.state().block(PATIENCE)).isEqualTo(DevState.ON);
        assertThat(echo.status().block(PATIENCE)).isEqualTo("The device is in ON state.");
        assertThat(echo.adminName().block(PATIENCE)).isEqualTo("dserver/Echo/own");
        assertThat(echo.attributes().block(PATIENCE))
                .extracting(AttributeConfig::name)
                .containsExactly("number", "text", "later", "never", "broken", "wave", "picture", "State", "Status");
        assertThat(echo.commands().block(PATIENCE))
                .extracting(CommandInfo::name)
                .containsExactly("Hold", "Init", "OnlyWhenOff", "State", "Status", "Twice");
        AttributeConfig number = echo.attributeConfig("NUMBER").block(PATIENCE);
        assertThat(number).isNotNull();
        assertThat(number.type()).isEqualTo(TangoType.DEV_DOUBLE);
        assertThat(number.writeType()).isEqualTo(WriteType.READ_WRITE);
        assertThat(number.maxValue()).isEqualTo("1000");
    }

    @Test
    void scalarsSpectraAndImagesGoBothWays() {
        AttributeProxy<Double> number = echo.attribute("number", Double.class);
        number.write(-0.25).block(PATIENCE);
        Reading<Double> reading = number.read().block(PATIENCE);
        assertThat(reading).isNotNull();
        assertThat(reading.value()).isEqualTo(-0.25);
        assertThat(reading.setValue()).isEqualTo(-0.25);
        assertThat(reading.quality()).isEqualTo(Quality.VALID);

        AttributeProxy<String> text = echo.attribute("text", String.class);
        text.write("caf\u00e9 \u00fc").block(PATIENCE);
        assertThat(text.value().block(PATIENCE)).isEqualTo("caf\u00e9 \u00fc");

        double[] samples = IntStream.range(0, 10_000).mapToDouble(i -> i / 7.0).toArray();
        AttributeProxy<double[]> wave = echo.attribute("wave", double[].class);
        wave.write(samples).block(PATIENCE);
        assertThat(wave.read().block(PATIENCE))
                .satisfies(r -> assertThat(r.value()).isEqualTo(samples))
                .satisfies(r -> assertThat(r.setValue()).isEqualTo(samples));
        wave.write(new double[0]).block(PATIENCE);
        assertThat(wave.value().block(PATIENCE)).isEmpty();

        Image<short[]> image = new Image<>(new short[] {7, 8, 9, 10, 11, 12}, 2, 3);
        AttributeProxy<Image<short[]>> picture = echo.attribute("picture", ValueType.imageOf(short[].class));
        picture.write(image).block(PATIENCE);
        assertThat(picture.value().block(PATIENCE)).isEqualTo(image);
        assertThat(echo.attribute("picture").value().block(PATIENCE)).isEqualTo(image);
    }

    @Test
    void aReadingThatTakesTimeIsAwaited() {
        StepVerifier.create(echo.attribute("later", Double.class).value())
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void stateIsNotHeldUpByTheLane() {
        TangoServer busy = TangoServer.named("Echo/busy")
                .device("test/echo/2", EchoDevice.CLASS)
                .bindNow();
        DeviceProxy device = tango.device(busy.deviceUrl("test/echo/2"));
        var never = device.attribute("never", Double.class).read().subscribe(r -> {}, e -> {});
        assertThat(device.state().block(PATIENCE)).isEqualTo(DevState.ON);
        assertThat(device.attribute("State", DevState.class).value().block(PATIENCE))
                .isEqualTo(DevState.ON);
        never.dispose();
        busy.dispose();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1000})
    void manyCallsOutstandingAreAllAnsweredAndNoneMixedUp(int outstanding) {
        int calls = 5_000;
        Flux<Boolean> right = Flux.range(0, calls)
                .flatMap(
                        i -> echo.command("Twice", (double) i, Double.class).map(twice -> twice == 2.0 * i),
                        outstanding);
        assertThat(right.filter(b -> b).count().block(PATIENCE)).isEqualTo(calls);
    }

    @Test
    void nothingIsSentBeforeSubscribeAndOnceForEachSubscriber() {
        AttributeProxy<Double> number = echo.attribute("number", Double.class);
        number.write(1.0).block(PATIENCE);
        var write = number.write(2.0);
        assertThat(number.value().block(PATIENCE)).isEqualTo(1.0);
        write.block(PATIENCE);
        assertThat(number.value().block(PATIENCE)).isEqualTo(2.0);
        number.write(3.0).block(PATIENCE);
        write.block(PATIENCE);
        assertThat(number.value().block(PATIENCE)).isEqualTo(2.0);
    }

    @Test
    void makingProxiesDoesNoIo() {
        int before = server.connections();
        DeviceProxy[] proxies = IntStream.range(0, 10_000)
                .mapToObj(i -> tango.device("tango://127.0.0.1:1/no/server/" + i + "#dbase=no"))
                .toArray(DeviceProxy[]::new);
        assertThat(Arrays.stream(proxies).map(DeviceProxy::name))
                .contains("tango://127.0.0.1:1/no/server/9999#dbase=no");
        assertThat(server.connections()).isEqualTo(before);
    }
}
