package org.reactivetango.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.reactivetango.benchmarks.process.MeasuredClient;
import org.reactivetango.benchmarks.process.MeasuredServer;

/**
 * The peers on this machine. Their programs are resources of ours, written to a folder that is deleted when this is closed;
 * they are compiled when they are first asked for.
 */
public final class Peers implements AutoCloseable {
    private static final List<String> DEVICES = List.of(MeasuredServer.DEVICE);

    private final Path folder;
    private final CppProgram cpp;
    private final PythonPrograms python;
    private final JTangoPrograms jTango;

    private Peers(Path folder, Path jTangoJars) {
        this.folder = folder;
        this.cpp = new CppProgram(folder);
        this.python = new PythonPrograms(folder);
        this.jTango = new JTangoPrograms(folder, jTangoJars);
    }

    /**
     * Looks for nothing yet.
     *
     * @param jTangoJars the folder with JTango and what it needs; the build makes one
     */
    public static Peers create(Path jTangoJars) throws IOException {
        return new Peers(Files.createTempDirectory("reactive-tango-peers-"), jTangoJars);
    }

    /** The native TangoTest. */
    public MeasuredServer tangoTest() throws Missing {
        return MeasuredServer.nativeTangoTest()
                .orElseThrow(() -> new Missing("TangoTest is not installed (Debian package tango-test)"));
    }

    /** A C++ server with {@code double_scalar}, {@code DevDouble}, {@code Sleep} and {@code Push}. */
    public MeasuredServer cppServer(List<String> devices) throws Missing, IOException, InterruptedException {
        return MeasuredServer.ofProgram("C++ server", List.of(cpp.compiled(), "server"), devices);
    }

    /** A PyTango server on asyncio. */
    public MeasuredServer pyTangoServer() throws Missing, IOException {
        return pyTangoServer(DEVICES);
    }

    /** The same with other devices. */
    public MeasuredServer pyTangoServer(List<String> devices) throws Missing, IOException {
        return MeasuredServer.ofProgram("PyTango asyncio", python.command("server.py"), devices);
    }

    /** A JTango server. */
    public MeasuredServer jTangoServer() throws Missing, IOException {
        return jTangoServer(DEVICES);
    }

    /** The same with other devices. */
    public MeasuredServer jTangoServer(List<String> devices) throws Missing, IOException {
        return jTango("JTangoServer", devices);
    }

    /** A JTango server that pushes events. */
    public MeasuredServer jTangoPusher() throws Missing, IOException {
        return jTango("JTangoPusher", DEVICES);
    }

    private MeasuredServer jTango(String mainClass, List<String> devices) throws Missing, IOException {
        // It takes its address from properties instead of -ORBendPoint, and refuses more than 100 requests at once
        // unless told otherwise.
        List<String> command = new ArrayList<>(
                jTango.command(mainClass, "-DOAIAddr=127.0.0.1", "-DOAPort={port}", "-Djacorb.poa.queue_max=10000"));
        command.addAll(List.of("benchmark", "-nodb", "-dlist", String.join(",", devices)));
        return new MeasuredServer("JTango", command);
    }

    /** A PyTango server that pushes events, by threads. */
    public MeasuredServer pyTangoPusher() throws Missing, IOException {
        return MeasuredServer.ofProgram("PyTango", python.command("pusher.py"), DEVICES);
    }

    /** A PyTango client that subscribes. */
    public MeasuredClient pyTangoSubscriber() throws Missing, IOException {
        return new MeasuredClient("PyTango", python.command("subscriber.py"));
    }

    /** A C++ client. */
    public MeasuredClient cppClient() throws Missing, IOException, InterruptedException {
        return new MeasuredClient("C++ client", List.of(cpp.compiled(), "client"));
    }

    /** A PyTango client on asyncio; with several threads it makes plain calls. */
    public MeasuredClient pyTangoClient() throws Missing, IOException {
        return new MeasuredClient("PyTango asyncio client", python.command("client.py"));
    }

    /** A JTango client. */
    public MeasuredClient jTangoClient() throws Missing, IOException {
        return new MeasuredClient("JTango client", jTango.command("JTangoClient"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Peers::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
