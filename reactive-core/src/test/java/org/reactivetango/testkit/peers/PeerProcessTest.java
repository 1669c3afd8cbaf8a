package org.reactivetango.testkit.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PeerProcessTest {
    @RegisterExtension
    static final Peers peers = new Peers();

    private PeerProcess shell(String script) {
        return peers.started(
                PeerProcess.named("a shell").command("/bin/sh", "-c", script).start());
    }

    @Test
    void waitsForALineAndKeepsWhatFollows() {
        PeerProcess process = shell("echo starting; echo ready; echo then; echo that");

        process.awaitLine("ready");

        assertThat(process.awaitSuccess()).containsExactly("then", "that");
    }

    @Test
    void thatItDiedIsSaidWithItsLastOutput() {
        PeerProcess process = shell("echo starting; echo 'no such thing' >&2; exit 3");

        assertThatThrownBy(() -> process.awaitLine("ready"))
                .isInstanceOf(PeerProcessException.class)
                .hasMessageContainingAll("a shell", "exit code 3", "\"ready\"", "starting", "no such thing");
    }

    @Test
    void thatItWasKilledIsSaid() {
        PeerProcess process = shell("kill -SEGV $$");

        assertThatThrownBy(() -> process.awaitLine("ready")).hasMessageContaining("signal 11");
    }

    @Test
    void onlySuccessIsSuccess() {
        PeerProcess process = shell("echo almost; exit 1");

        assertThatThrownBy(process::awaitSuccess).hasMessageContainingAll("exit code 1", "almost");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        PeerProcess process = peers.started(
                PeerProcess.named("nothing").command("/no/such/program").start());

        assertThatThrownBy(() -> process.awaitLine("ready")).hasMessageContaining("/no/such/program");
    }

    @Test
    void seesNothingOfOurEnvironment() {
        List<String> environment = shell("env").awaitSuccess();

        assertThat(environment).noneMatch(line -> line.startsWith("TANGO_HOST="));
        assertThat(environment).contains("ORBclientTransportRule=* tcp");
        assertThat(environment.stream().map(line -> line.replaceAll("=.*", "")))
                .isSubsetOf(
                        "PATH",
                        "LC_ALL",
                        "HOME",
                        "TMPDIR",
                        "PWD",
                        "OLDPWD",
                        "SHLVL",
                        "_",
                        "ORBclientTransportRule",
                        "ORBunixTransportDirectory",
                        "TANGO_LOG_PATH",
                        "PYTHONUNBUFFERED");
    }

    @Test
    void closingLeavesNoProcessAndNoFileBehind() {
        long before = descendants();
        PeerProcess process = shell("sleep 1000 & sleep 1000 & mkdir log; echo text > log/file; pwd; wait");
        Path directory = Path.of(process.awaitLine("its directory", line -> line.startsWith("/")));
        // The shell, its two children, and the guard.
        assertThat(group(process.pid())).hasSize(4);
        assertThat(descendants()).isEqualTo(before + 4);

        process.close();
        process.close();

        assertThat(group(process.pid())).isEmpty();
        assertThat(descendants()).isEqualTo(before);
        assertThat(directory).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("a shell"));
    }

    @Test
    void closingWhileItStartsOthersLeavesNoneBehind() {
        for (int i = 0; i < 20; i++) {
            PeerProcess process = shell("echo soon; sleep 1000; echo never");
            if (i % 2 == 0) {
                process.awaitLine("soon");
            }

            process.close();

            await().pollDelay(Duration.ZERO)
                    .atMost(PeerProcess.DEADLINE)
                    .until(() -> group(process.pid()).isEmpty());
        }
    }

    @Test
    void everyPeerEndsWithTheTestOrClassThatStartedIt() throws Exception {
        Peers extension = new Peers();
        PeerProcess early = extension.started(sleeper("in a field"));
        extension.beforeAll(null);
        PeerProcess ofTheClass = extension.started(sleeper("before all"));
        extension.beforeAll(null);
        PeerProcess ofTheNestedClass = extension.started(sleeper("before all of a nested class"));
        extension.beforeEach(null);
        PeerProcess ofTheTest = extension.started(sleeper("in a test"));

        extension.afterEach(null);
        assertThat(List.of(early.isAlive(), ofTheClass.isAlive(), ofTheNestedClass.isAlive(), ofTheTest.isAlive()))
                .containsExactly(true, true, true, false);
        extension.afterAll(null);
        assertThat(List.of(early.isAlive(), ofTheClass.isAlive(), ofTheNestedClass.isAlive()))
                .containsExactly(true, true, false);
        extension.afterAll(null);
        assertThat(List.of(early.isAlive(), ofTheClass.isAlive())).containsExactly(false, false);
    }

    private static PeerProcess sleeper(String name) {
        return PeerProcess.named(name).command("sleep", "1000").start();
    }

    @Test
    void itDoesNotOutliveAJvmThatIsKilled() {
        PeerProcess jvm = peers.started(PeerProcess.named("a JVM")
                .command(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .command("-Djava.io.tmpdir=.", "-cp", System.getProperty("java.class.path"), Parent.class.getName())
                .start());
        long child = Long.parseLong(jvm.awaitLine("the child's process id", line -> line.matches("\\d+")));
        assertThat(group(child)).isNotEmpty();

        ProcessHandle.of(jvm.pid()).orElseThrow().destroyForcibly();

        await().pollDelay(Duration.ZERO)
                .atMost(PeerProcess.DEADLINE)
                .until(() -> group(child).isEmpty());
    }

    /** Starts a process and waits for its own end. */
    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(sleeper("child").pid());
            Thread.currentThread().join();
        }
    }

    @Test
    void aServerWhosePortWasTakenTriesAnother() throws IOException {
        try (ServerSocket taken = FreePort.listen(0)) {
            int free = FreePort.find();
            Iterator<Integer> ports = List.of(taken.getLocalPort(), free).iterator();

            PeerServer.Started started = PeerServer.start(PeerProcessTest::listener, ports::next);

            peers.started(started.process());
            assertThat(started.port()).isEqualTo(free);
        }
    }

    @Test
    void aServerThatFailsForAnotherReasonIsNotTriedAgain() {
        Iterator<Integer> ports = List.of(FreePort.find()).iterator();

        assertThatThrownBy(() -> PeerServer.start(
                        port -> PeerProcess.named("a server").command("/bin/sh", "-c", "echo my fault; exit 1"),
                        ports::next))
                .isInstanceOf(PeerProcessException.class)
                .hasMessageContaining("my fault");
    }

    /** Pretends: fails where a server would. */
    private static PeerProcess.Builder listener(int port) {
        String says = FreePort.isTaken(port) ? "exit 1" : "echo Ready to accept request; sleep 1000";
        return PeerProcess.named("a server").command("/bin/sh", "-c", says);
    }

    private static long descendants() {
        try (Stream<ProcessHandle> handles = ProcessHandle.current().descendants()) {
            return handles.count();
        }
    }

    /** The processes of a group. A dead one stays in the table until its parent asks for it; it does not count. */
    private static List<Long> group(long leader) {
        try (Stream<ProcessHandle> handles = ProcessHandle.allProcesses()) {
            return handles.map(ProcessHandle::pid)
                    .filter(pid -> runsInGroup(pid, leader))
                    .toList();
        }
    }

    private static boolean runsInGroup(long pid, long leader) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // Behind the name: state, parent, group.
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return !fields.get(0).equals("Z") && Long.parseLong(fields.get(2)) == leader;
        } catch (IOException gone) {
            return false;
        }
    }
}
