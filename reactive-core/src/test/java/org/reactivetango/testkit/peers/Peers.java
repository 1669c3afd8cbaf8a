package org.reactivetango.testkit.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Starts peers for tests and ends them: what a test or {@code @BeforeEach} has started after that test, what
 * {@code @BeforeAll} has started after the last test of its class. For tests that run one after the other.
 *
 * <p>JTango comes with the build. The native peers are Debian packages: where one is not installed the test is skipped, or
 * fails if the system property {@code peers} is {@code required}.
 */
public final class Peers implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final String TANGO_TEST = "/usr/lib/tango/TangoTest";
    static final String PYTHON = "/usr/bin/python3";

    private static final String PYTANGO = "/usr/lib/python3/dist-packages/tango/__init__.py";

    /** What has been started, by the class, nested class and test that are running; the last is what came before. */
    private final Deque<Deque<AutoCloseable>> running = new ArrayDeque<>();

    /** Register it with {@code @RegisterExtension}, in a static field. */
    public Peers() {
        running.push(new ArrayDeque<>());
    }

    /** A native TangoTest with the device {@code sys/tg_test/1}. */
    public TangoTestServer tangoTest() {
        return started(TangoTestServer.start());
    }

    /** A PyTango server with the device {@code test/peer/1}. */
    public PyTangoServer pyTangoServer() {
        return started(PyTangoServer.start(PyTangoServer.Green.SYNCHRONOUS));
    }

    /** A PyTango server on an asyncio loop with the device {@code test/peer/1}. */
    public PyTangoServer asyncioServer() {
        return started(PyTangoServer.start(PyTangoServer.Green.ASYNCIO));
    }

    /** A JTango server with the device {@code test/peer/1}. */
    public JTangoServer jTangoServer() {
        return started(JTangoServer.start());
    }

    /** A PyTango client, without a device. */
    public PyTangoClient pyTangoClient() {
        return started(PyTangoClient.start());
    }

    /** A JTango client, without a device. */
    public JTangoClient jTangoClient() {
        return started(JTangoClient.start());
    }

    /** Ends this, too. */
    public <T extends AutoCloseable> T started(T peer) {
        running.element().push(peer);
        return peer;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running.push(new ArrayDeque<>());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running.push(new ArrayDeque<>());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        end();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        end();
    }

    private void end() throws Exception {
        Deque<AutoCloseable> ending = running.pop();
        if (running.size() == 1) {
            ending.addAll(running.element());
            running.element().clear();
        }
        close(ending);
    }

    /** What was started last ends first. What fails to end does not keep the others from it. */
    private static void close(Deque<AutoCloseable> ending) throws Exception {
        Exception failure = null;
        for (AutoCloseable peer : ending) {
            try {
                peer.close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Skips or fails the test unless TangoTest is installed. */
    public static void requireTangoTest() {
        require("TangoTest", List.of(TANGO_TEST), "tango-test");
    }

    /** Skips or fails the test unless PyTango is installed. */
    public static void requirePyTango() {
        require("PyTango", List.of(PYTHON, PYTANGO), "python3-tango");
    }

    private static void require(String peer, List<String> files, String debianPackage) {
        require(
                peer,
                files,
                debianPackage,
                System.getProperty("peers", "optional").equals("required"));
    }

    static void require(String peer, List<String> files, String debianPackage, boolean required) {
        for (String file : files) {
            if (!Files.exists(Path.of(file))) {
                String message = peer + " is not installed: there is no " + file + ". The Debian package "
                        + debianPackage + " has it.";
                if (required) {
                    throw new AssertionError(message);
                }
                throw new TestAbortedException(message);
            }
        }
    }
}
