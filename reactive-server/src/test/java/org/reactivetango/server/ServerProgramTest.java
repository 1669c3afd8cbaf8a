package org.reactivetango.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.model.DevState;

final class ServerProgramTest {
    private static final DeviceDefinition<?> PUMP =
            DeviceDefinition.named("Pump").initialState(DevState.ON).build();
    private static final DeviceDefinition<?> VALVE =
            DeviceDefinition.named("Valve").initialState(DevState.OPEN).build();

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void itTellsTheDevicesAndThatItIsReadyAndEndsWithTheServer() {
        int code = run("test -nodb -dlist Lab/PS/1,pump::lab/ps/2", server -> {
            assertThat(server.name()).isEqualTo("Valve/test");
            assertThat(server.host()).isEqualTo("127.0.0.1");
            assertThat(out.toString(UTF_8).lines())
                    .containsExactly(
                            server.deviceUrl("Lab/PS/1"), server.deviceUrl("lab/ps/2"), "Ready to accept request");
        });

        assertThat(code).isEqualTo(ServerProgram.ENDED);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void withoutAListThereIsOneDeviceOfTheLastClass() {
        run("test -nodb", server -> assertThat(server.deviceNames()).containsExactly("test/nodb/valve"));
    }

    @Test
    void whoListensEverywhereIsReachedByTheNameOfTheMachine() throws IOException {
        String machine = InetAddress.getLocalHost().getHostName();
        run(
                "test -nodb -ORBendPoint giop:tcp::",
                server -> assertThat(out.toString(UTF_8))
                        .startsWith("tango://" + machine + ":" + server.port() + "/test/nodb/valve#dbase=no\n"));
    }

    @Test
    void aWrongCommandLineIsRefusedWithTheReasonAndTheUsage() {
        assertThat(run("test -foo")).isEqualTo(ServerProgram.MISUSED);
        assertThat(err.toString(UTF_8)).startsWith("Valve: unknown option -foo\nusage: Valve <instance> [-v[<level>]]");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void aClassThatTheServerDoesNotHaveIsRefused() {
        assertThat(run("test -nodb -dlist Motor::a/b/c")).isEqualTo(ServerProgram.MISUSED);
        assertThat(err.toString(UTF_8)).startsWith("Valve: this server has no class Motor, only Pump, Valve\n");
    }

    @Test
    void helpIsNoError() {
        assertThat(run("-h")).isEqualTo(ServerProgram.ENDED);
        assertThat(out.toString(UTF_8)).startsWith("usage: Valve <instance>").contains("-ORBendPoint  where to listen");
    }

    @Test
    void whatIsNotSupportedSaysWhatToDoInstead() {
        assertThat(run("test")).isEqualTo(ServerProgram.FAILED);
        assertThat(run("test -file=my.res")).isEqualTo(ServerProgram.FAILED);
        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "Valve: servers with a Tango database are not supported yet. Run it without: Valve test -nodb"
                                + " -dlist test/nodb/valve -ORBendPoint giop:tcp::45450",
                        "Valve: servers with a property file (-file) are not supported yet. Run it without: Valve test"
                                + " -nodb -dlist test/nodb/valve -ORBendPoint giop:tcp::45450");
    }

    @Test
    void aPortThatIsTakenIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = run("test -nodb -ORBendPoint giop:tcp:127.0.0.1:" + taken.getLocalPort());

            assertThat(code).isEqualTo(ServerProgram.FAILED);
            assertThat(err.toString(UTF_8))
                    .startsWith("Valve/test cannot start: ")
                    .contains("127.0.0.1:" + taken.getLocalPort(), "Address already in use");
        }
    }

    @Test
    void anEnvironmentThatCannotBeIsRefusedWithTheReason() {
        environment.put("TANGO_ZMQ_EVENT_PORT", "70000");
        assertThat(run("test -nodb")).isEqualTo(ServerProgram.MISUSED);
        assertThat(err.toString(UTF_8))
                .startsWith(
                        "Valve: TANGO_ZMQ_EVENT_PORT=70000: there is no port 70000; use 1 to 65535, or 0 for any\n");
    }

    @Test
    void aPortForEventsThatIsTakenIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("TANGO_ZMQ_HEARTBEAT_PORT", Integer.toString(taken.getLocalPort()));

            assertThat(run("test -nodb")).isEqualTo(ServerProgram.FAILED);
            assertThat(err.toString(UTF_8))
                    .startsWith("Valve/test cannot start: ")
                    .contains("cannot publish at tcp://127.0.0.1:" + taken.getLocalPort(), "Address already in use");
        }
    }

    @Test
    void optionsOfTheOrbAreIgnoredButNotQuietly() {
        run("test -nodb -ORBtraceLevel 5", server -> {});
        assertThat(err.toString(UTF_8)).isEqualTo("Valve: -ORBtraceLevel 5 is for omniORB and does nothing here\n");
    }

    private int run(String line) {
        return run(line, server -> {
            throw new AssertionError("it has started");
        });
    }

    private int run(String line, java.util.function.Consumer<TangoServer> started) {
        ServerProgram program = new ServerProgram(
                "Valve",
                List.of(PUMP, VALVE),
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        return program.run(line.split(" ", -1), server -> {
            try {
                started.accept(server);
            } finally {
                server.closeLater().subscribe();
            }
        });
    }
}
