package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.transport.TcpTransport;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everything that can go wrong is a typed error that names device, operation and cause. */
class FailuresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TangoServer server;
    private static TangoClient tango;
    private static DeviceProxy echo;

    @BeforeAll
    static void start() {
        server = TangoServer.named("Echo/failures")
                .device("test/echo/1", EchoDevice.CLASS)
                .bindNow();
        tango = TangoClient.create();
        echo = tango.device(server.deviceUrl("test/echo/1"));
    }

    @AfterAll
    static void stop() {
        tango.closeLater().then(server.closeLater()).block(PATIENCE);
    }

    private static <T extends Throwable> T failure(Class<T> type, Mono<?> call) {
        return catchThrowableOfType(type, () -> call.block(PATIENCE));
    }

    @Test
    void unknownDevice() {
        TangoConnectionException e = failure(
                TangoConnectionException.class,
                tango.device(server.deviceUrl("test/no/such")).state());
        assertThat(e.reason()).isEqualTo(Reasons.DEVICE_NOT_DEFINED);
        assertThat(e.completion()).isEqualTo(Completion.NO);
        assertThat(e).hasMessageContainingAll("test/no/such", "_get_state", "OBJECT_NOT_EXIST", ":" + server.port());
    }

    @Test
    void unknownAttribute() {
        DevFailedException e =
                failure(DevFailedException.class, echo.attribute("absent").read());
        assertThat(e.reason()).isEqualTo(Reasons.ATTR_NOT_FOUND);
        assertThat(e)
                .hasMessageContainingAll(
                        "absent attribute not found", "read_attribute", "attribute absent", "test/echo/1");
    }

    @Test
    void unknownCommand() {
        DevFailedException e = failure(DevFailedException.class, echo.command("Absent"));
        assertThat(e.reason()).isEqualTo(Reasons.COMMAND_NOT_FOUND);
        assertThat(e).hasMessageContainingAll("Absent", "command_inout", "command Absent", "test/echo/1");
    }

    @Test
    void wrongTypeToTheDevice() {
        DevFailedException write = failure(
                DevFailedException.class, echo.attribute("number", String.class).write("five"));
        assertThat(write.reason()).isEqualTo(Reasons.INCOMPATIBLE_ATTR_DATA_TYPE);
        assertThat(write)
                .hasMessageContainingAll("write_attribute", "attribute number", "test/echo/1", "DevVarDoubleArray");
        DevFailedException command = failure(DevFailedException.class, echo.command("Twice", "x", Double.class));
        assertThat(command.reason()).isEqualTo(Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE);
        assertThat(command).hasMessageContainingAll("command_inout", "command Twice", "test/echo/1", "DevDouble");
    }

    @Test
    void wrongTypeForTheCaller() {
        DevFailedException read = failure(
                DevFailedException.class, echo.attribute("number", String.class).read());
        assertThat(read.reason()).isEqualTo(Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE);
        assertThat(read).hasMessageContainingAll("number is DevDouble, not DevString", "test/echo/1", "Double.class");
    }

    @Test
    void beyondALimit() {
        DevFailedException e = failure(
                DevFailedException.class, echo.attribute("number", Double.class).write(1001.0));
        assertThat(e.reason()).isEqualTo(Reasons.WRITE_ATTR_OUTSIDE_LIMIT);
        assertThat(e.failures())
                .singleElement()
                .satisfies(f -> assertThat(f.name()).isEqualTo("number"));
    }

    @Test
    void notAllowedInThisState() {
        DevFailedException e = failure(DevFailedException.class, echo.command("OnlyWhenOff"));
        assertThat(e.reason()).isEqualTo(Reasons.COMMAND_NOT_ALLOWED);
        assertThat(e).hasMessageContaining("not allowed when the device is in ON state");
    }

    @Test
    void handlerThatThrows() {
        DevFailedException e =
                failure(DevFailedException.class, echo.attribute("broken").read());
        assertThat(e.reason()).isEqualTo(Reasons.UNCAUGHT_EXCEPTION);
        assertThat(e).hasMessageContainingAll("the fuse is blown", "IllegalStateException");
        assertThat(e.errors().get(0).origin()).isEqualTo("Echo::broken");
    }

    @Test
    void refusedConnection() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TangoConnectionException e = failure(
                TangoConnectionException.class,
                tango.device("tango://127.0.0.1:" + port + "/a/b/c#dbase=no").command("Go"));
        assertThat(e.reason()).isEqualTo(Reasons.SERVER_NOT_RUNNING);
        assertThat(e.completion()).isEqualTo(Completion.NO);
        assertThat(e).hasMessageContainingAll("a/b/c", "127.0.0.1:" + port, "command_inout Go", "connection refused");
    }

    @Test
    void timeout() {
        TangoServer slow = TangoServer.named("Echo/slow")
                .device("test/echo/2", EchoDevice.CLASS)
                .bindNow();
        DeviceProxy device = tango.device(slow.deviceUrl("test/echo/2"));
        device.ping().block(PATIENCE);
        TangoTimeoutException e = failure(
                TangoTimeoutException.class,
                device.with(o -> o.timeout(Duration.ofMillis(100)))
                        .attribute("never", Double.class)
                        .read());
        assertThat(e.completion()).isEqualTo(Completion.MAYBE);
        assertThat(e).hasMessageContainingAll("Timeout (100 ms) exceeded", "test/echo/2", "read_attribute never");
        // Neither the connection nor the other calls have suffered.
        assertThat(device.ping().block(PATIENCE)).isNotNull();
        slow.dispose();
    }

    @Test
    void connectionCutInTheMiddleOfAReply() {
        TcpTransport transport = TcpTransport.create("cutting-peer");
        byte[] halfReply = HexFormat.of().parseHex("47494f50010001010d000000" + "00000000" + "0100");
        ScriptedServer peer = ScriptedServer.listen(
                transport, "127.0.0.1", 0, ScriptedDevice.ofIdl(5).on("command_inout_4", request -> {
                    request.conversation().send(halfReply);
                    request.conversation().close();
                }));
        TangoConnectionException e = failure(
                TangoConnectionException.class,
                tango.device("tango://127.0.0.1:" + peer.port() + "/a/b/c#dbase=no")
                        .command("Go"));
        assertThat(e.reason()).isEqualTo(Reasons.COMMUNICATION_FAILED);
        assertThat(e.completion()).isEqualTo(Completion.MAYBE);
        assertThat(e).hasMessageContainingAll("a/b/c", "command_inout Go", "lost");
        transport.closeLater().block(PATIENCE);
    }

    @Test
    void everyWaitingCallEndsOnceWhenItsConnectionDies() {
        TangoServer dying = TangoServer.named("Echo/dying")
                .device("test/echo/3", EchoDevice.CLASS)
                .bindNow();
        DeviceProxy device = tango.device(dying.deviceUrl("test/echo/3"));
        device.ping().block(PATIENCE);
        AtomicInteger ends = new AtomicInteger();
        int calls = 100;
        Mono<Long> lost = Flux.range(0, calls)
                .flatMap(
                        i -> device.command("Hold", i, Integer.class)
                                .doOnTerminate(ends::incrementAndGet)
                                .map(v -> 0L)
                                .onErrorResume(
                                        TangoConnectionException.class,
                                        e -> Mono.just(e.reason().equals(Reasons.COMMUNICATION_FAILED) ? 1L : 0L)),
                        calls)
                .reduce(Long::sum);
        Mono<Void> kill = device.ping().then(Mono.fromRunnable(dying::dispose));
        assertThat(Mono.zip(lost, kill.thenReturn(0L)).map(t -> t.getT1()).block(PATIENCE))
                .isEqualTo(calls);
        assertThat(ends).hasValue(calls);
    }

    @Test
    void garbageClosesThatConnectionOnly() throws IOException {
        AttributeProxy<Double> number = echo.attribute("number", Double.class);
        number.read().block(PATIENCE);
        int before = server.connections();
        for (String garbage : new String[] {
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GIOP\u0001\u0003\u0001\u0000aaaa",
            "GIOP\u0001\u0000\u0001\u0000\u00ff\u00ff\u00ff\u007f",
            "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"
        }) {
            try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                stranger.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                stranger.getOutputStream().flush();
                // The server closes: what there is to read has an end.
                stranger.getInputStream().readAllBytes();
            }
            assertThat(number.value().block(PATIENCE)).isNotNull();
        }
        assertThat(server.connections()).isEqualTo(before);
    }

    @Test
    void aClosedClientSaysSo() {
        TangoClient closed = TangoClient.create();
        DeviceProxy device = closed.device(server.deviceUrl("test/echo/1"));
        device.ping().block(PATIENCE);
        closed.closeLater().block(PATIENCE);
        TangoConnectionException e = failure(TangoConnectionException.class, device.state());
        assertThat(e).hasMessageContainingAll("closed", "test/echo/1");
        assertThat(e.completion()).isEqualTo(Completion.NO);
    }
}
