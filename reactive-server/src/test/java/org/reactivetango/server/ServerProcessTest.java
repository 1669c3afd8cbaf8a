package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.tangotest.TangoTest;
import org.reactivetango.testkit.peers.PeerClient;
import org.reactivetango.testkit.peers.PeerProcess;
import org.reactivetango.testkit.peers.PeerProcessException;
import org.reactivetango.testkit.peers.Peers;
import reactor.core.publisher.Mono;

/** Servers in processes of their own, as they are used. */
final class ServerProcessTest {
    @RegisterExtension
    static final Peers PEERS = new Peers();

    /** Says when its device is deleted. */
    static final class Program {
        public static void main(String[] arguments) {
            TangoServer.run(
                    arguments,
                    DeviceDefinition.named("Program", device -> {
                                device.state(DevState.ON).subscribe();
                                return Mono.just(device.name());
                            })
                            .delete(name -> Mono.fromRunnable(() -> System.out.println("deleted " + name)))
                            .build());
        }
    }

    @Test
    void tangoTestRunsAndEndsWhenItIsTerminated() {
        PeerProcess process = program(TangoTest.class, "test", "-nodb", "-dlist", "Sys/Tg_Test/1");
        String url = process.awaitLine("a URL", line -> line.startsWith("tango://127.0.0.1:"));
        process.awaitLine("Ready to accept request");

        PeerClient client = PEERS.pyTangoClient();
        client.deviceProxy(url);
        assertThat(client.state()).isEqualTo(DevState.RUNNING);
        assertThat(client.status()).isEqualTo("The device is in RUNNING state.");
        assertThat(client.name()).isEqualTo("Sys/Tg_Test/1");
        assertThat(client.info()).containsEntry("dev_class", "TangoTest").containsEntry("server_id", "TangoTest/test");
        terminate(process);
        assertThatThrownBy(process::awaitSuccess)
                .isInstanceOf(PeerProcessException.class)
                .hasMessageContaining("signal 15");
    }

    @Test
    void devicesAreDeletedBeforeAServerThatIsTerminatedEnds() {
        PeerProcess process = program(Program.class, "test", "-nodb", "-dlist", "a/b/c");
        process.awaitLine("Ready to accept request");

        terminate(process);
        process.awaitLine("deleted a/b/c");
    }

    @Test
    void aServerThatIsKilledByItsAdminDeviceEndsWell() {
        PeerProcess process = program(Program.class, "test", "-nodb", "-dlist", "a/b/c");
        String url = process.awaitLine("a URL", line -> line.startsWith("tango://127.0.0.1:"));
        process.awaitLine("Ready to accept request");

        PeerClient client = PEERS.pyTangoClient();
        client.deviceProxy(url.replace("a/b/c", "dserver/Program/test"));
        client.command("Kill");
        List<String> lines = process.awaitSuccess();
        assertThat(lines).filteredOn(line -> line.startsWith("deleted ")).containsExactly("deleted a/b/c");
        // Where the machine is busy the guard may have a reason to warn; nobody else has.
        assertThat(lines)
                .noneMatch(
                        line -> line.contains(" ERROR ") || (line.contains(" WARN ") && !line.contains("StallGuard")));
    }

    @Test
    void aServerThatCannotBeStartedEndsWithACodeThatSaysSo() {
        PeerProcess process = program(TangoTest.class, "test");
        assertThatThrownBy(process::awaitSuccess)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("TangoTest: servers with a Tango database are not supported yet.");
    }

    private static PeerProcess program(Class<?> main, String... arguments) {
        return PEERS.started(PeerProcess.named(main.getSimpleName())
                .command(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .command("-cp", System.getProperty("java.class.path"), main.getName())
                .command(arguments)
                .start());
    }

    private static void terminate(PeerProcess process) {
        assertThat(ProcessHandle.of(process.pid()).orElseThrow().destroy()).isTrue();
    }
}
