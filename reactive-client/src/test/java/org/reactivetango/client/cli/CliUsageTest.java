package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.server.TangoServer;

class CliUsageTest {
    private static TangoServer server;

    @BeforeAll
    static void serve() {
        server = CliRun.serve();
    }

    @AfterAll
    static void close() {
        server.closeLater().block();
    }

    private static CliRun run(String... args) {
        return new CliRun.Shell(server).run(args);
    }

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        CliRun run = run("--help");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("ping", "info", "read", "write", "command", "attributes", "commands", "watch", "bench")
                .contains(
                        "Exit code: 0 all went well, 1 device or network said no, 2 the command line was not understood.\n");
        assertThat(run("--version").out()).isEqualTo("reactive-tango development\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "info", "read", "write", "command", "attributes", "commands", "watch", "bench"})
    void everyCommandHasHelp(String command) {
        CliRun run = run(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage: tango " + command).contains("--json", "--timeout", "--source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Which command? | tango",
                "red x | not understood: \"red\" \"x\" | tango",
                "ping | Missing required parameter: '<device>' | tango ping",
                "ping DEVICE --jsn | not understood: \"--jsn\" | tango ping",
                "ping DEVICE --timeout 3 | Invalid value for option '--timeout': \"3\" is no duration: expected a number above"
                        + " 0 with a unit, for example 500ms, 3s or 2m | tango ping",
                "ping DEVICE --source disk | Invalid value for option '--source': \"disk\" is no source: expected dev, cache or"
                        + " cache_dev | tango ping",
                "ping DEVICE/current | \"DEVICE/current\" names an attribute, where a device is needed: DEVICE | tango ping",
                "ping a/b | \"a/b\" is no device name; write [tango://host:port/]domain/family/member[/attribute][#dbase=no]"
                        + " | tango ping",
                "ping a/b/c#dbase=no | \"a/b/c#dbase=no\" says #dbase=no but not where the server is; write"
                        + " [tango://host:port/]domain/family/member[/attribute][#dbase=no] | tango ping",
                "read DEVICE | which attribute is to be read? State and Status are attributes too | tango read",
                "write DEVICE | which attribute is to be written? | tango write",
                "watch DEVICE State --count 0 | --count is at least 1, not 0 | tango watch",
                "bench DEVICE a b | one attribute is read, not 2 | tango bench",
                "bench DEVICE a --outstanding 0 | --seconds, --outstanding and --connections are at least 1, --warm-up at"
                        + " least 0 | tango bench"
            })
    void whatIsNotUnderstoodIsSaidWithExitCode2(String words, String message, String command) {
        CliRun run = run(words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("error: " + message + "\n")
                .endsWith("  How it is used: " + command + " --help\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "tango://host:10000/a/b/c", "alias", "a/b/c#dbase=yes"})
    void aNameThatOnlyTheDatabaseKnowsIsRefusedByTheClient(String name) {
        CliRun run = run("ping", name);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("error: ping of ")
                .contains(": not possible\n  API_NotSupportedFeature: Device ")
                .contains("Use the name of its server: tango://host:port/");
    }

    @Test
    void aServerThatIsNotThereIsAnError() throws IOException {
        String device = nobodyThere();

        CliRun run = run("ping", device, "--timeout", "300ms");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("error: ping of " + device + ": not reached\n  API_ServerNotRunning: Cannot reach a/b/c at "
                        + device.substring("tango://".length(), device.indexOf("/a/b/c")) + " for ping")
                .contains("connection refused")
                .contains("It was not sent. Is its server running?");
    }

    @Test
    void aStackTraceIsShownOnlyWhenAskedFor() throws IOException {
        String device = nobodyThere();
        CliRun quiet = run("ping", device, "--timeout", "300ms");
        CliRun verbose = run("ping", device, "--timeout", "300ms", "--verbose");

        assertThat(quiet.err()).doesNotContain("Exception");
        assertThat(verbose.err())
                .startsWith("error: ping of " + device + ": not reached")
                .contains("org.reactivetango.core.error.TangoConnectionException: Cannot reach a/b/c", "Caused by: ");
    }

    private static String nobodyThere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "tango://127.0.0.1:" + socket.getLocalPort() + "/a/b/c#dbase=no";
        }
    }

    @Test
    void aDeviceThatTheServerDoesNotHaveIsAnError() {
        CliRun run = run("ping", server.deviceUrl("no/such/device"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(": not reached\n  API_DeviceNotDefined: ")
                .contains("Check the name");
    }
}
