package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.client.exchange.Question;
import org.reactivetango.client.exchange.ReadAttribute;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.client.exchange.WriteAttribute;
import org.reactivetango.client.session.DeviceSession;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.client.session.Sessions;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.transport.TcpTransport;
import org.reactivetango.server.TangoServer;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.Peers;

/** Every older form, spoken to servers that still understand it: the TangoTest in C++ and ours. */
class OlderFormsToPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private static Sessions sessions;
    private static String inCpp;
    private static TangoServer ours;

    @BeforeAll
    static void start() {
        sessions = new Sessions(
                TcpTransport.create("older-forms"),
                Limits.DEFAULT,
                ConnectionPolicy.DEFAULT,
                new SplittableRandom(),
                "x");
        inCpp = PEERS.tangoTest().url();
        ours = TangoServer.named("TangoTest/older")
                .device("sys/tg_test/1", TangoTest.definition(1))
                .bindNow();
    }

    @AfterAll
    static void end() {
        sessions.closeLater().then(ours.closeLater()).block(PATIENCE);
    }

    /** An exchange in the form of another version than the device's newest. */
    private record InFormOf<R>(int idl, Exchange<R> exchange) implements Exchange<R> {
        private PeerInterface as(PeerInterface peer) {
            return new PeerInterface(idl, peer.client(), peer.own());
        }

        @Override
        public byte[] operation(PeerInterface peer) {
            return exchange.operation(as(peer));
        }

        @Override
        public boolean hasArguments() {
            return exchange.hasArguments();
        }

        @Override
        public boolean repeatable() {
            return exchange.repeatable();
        }

        @Override
        public void encodeArguments(PeerInterface peer, CdrWriter out) {
            exchange.encodeArguments(as(peer), out);
        }

        @Override
        public R decodeResult(PeerInterface peer, CdrReader in) {
            return exchange.decodeResult(as(peer), in);
        }

        @Override
        public String description() {
            return exchange.description();
        }
    }

    private static <R> R call(DeviceSession device, int idl, Exchange<R> exchange) {
        R result =
                device.call(new InFormOf<>(idl, exchange), PATIENCE.toNanos()).block(PATIENCE);
        return result == null ? fail(exchange) : result;
    }

    private static <R> R fail(Exchange<R> exchange) {
        throw new AssertionError(exchange.description() + " gave nothing");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aTangoTestInCppUnderstandsIt(int idl) {
        // In the forms of versions 1 and 2 it takes scalars only, and gives none but them of what can be written.
        check(sessions.device(TangoUrl.parse(inCpp)), idl, Math.max(idl, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void oursDoesToo(int idl) {
        check(sessions.device(TangoUrl.parse(ours.deviceUrl("sys/tg_test/1"))), idl, idl);
    }

    private static void check(DeviceSession device, int idl, int idlOfSpectra) {
        device.call(
                        new InFormOf<>(idl, new WriteAttribute<>("double_scalar", ValueType.DOUBLE, idl + 0.5)),
                        PATIENCE.toNanos())
                .block(PATIENCE);
        Reading<Double> scalar =
                call(device, idl, new ReadAttribute<>("double_scalar", ValueType.DOUBLE, DevSource.DEV));
        assertThat(scalar.setValue()).isEqualTo(idl + 0.5);

        double[] values = {1, 2, idl};
        device.call(
                        new InFormOf<>(
                                idlOfSpectra, new WriteAttribute<>("double_spectrum", ValueType.DOUBLES, values)),
                        PATIENCE.toNanos())
                .block(PATIENCE);
        Reading<double[]> spectrum =
                call(device, idlOfSpectra, new ReadAttribute<>("double_spectrum", ValueType.DOUBLES, DevSource.DEV));
        assertThat(spectrum.setValue()).isEqualTo(values);
        assertThat(call(device, idl, new ReadAttribute<>("string_scalar", ValueType.ANY, DevSource.DEV))
                        .value())
                .isInstanceOf(String.class);

        assertThat(call(
                        device,
                        idl,
                        new RunCommand("DevDouble", TangoType.DEV_DOUBLE, 2.5, ValueType.DOUBLE, DevSource.DEV)))
                .isEqualTo(2.5);
        assertThat(call(device, idl, Question.attributeConfigs()))
                .extracting(AttributeConfig::name)
                .contains("double_scalar", "double_image");
        List<AttributeConfig> one = call(device, idl, Question.attributeConfig("double_scalar"));
        assertThat(one).singleElement().satisfies(c -> assertThat(c.type()).isEqualTo(TangoType.DEV_DOUBLE));
        assertThat(call(device, idl, Question.commands()))
                .extracting(CommandInfo::name)
                .contains("DevDouble", "Init");
        assertThat(call(device, idl, Question.command("DevDouble")).outType()).isEqualTo(TangoType.DEV_DOUBLE);
        assertThat(call(device, idl, Question.info()).deviceClass()).isEqualTo("TangoTest");
    }
}
