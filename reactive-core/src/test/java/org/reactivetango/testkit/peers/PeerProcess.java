package org.reactivetango.testkit.peers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A child process in a directory of its own, with an environment of its own, that does not outlive us: {@link #close()}
 * kills it and its children and removes the directory; should this JVM die first, the process notices that its standard
 * input has ended and goes as well.
 */
public final class PeerProcess implements AutoCloseable {
    /** How long a peer may take for anything. Only a peer that is stuck ever takes that long. */
    static final Duration DEADLINE = Duration.ofSeconds(60);

    /**
     * Runs the program in the place of the shell, beside a guard that waits for the end of standard input, which only we
     * write to, and then kills the whole process group. The guard holds neither of the other streams, so that these end
     * with the program.
     */
    private static final String GUARDED =
            "exec 3<&0; (read -r _ <&3; kill -9 0) >/dev/null 2>&1 & exec \"$0\" \"$@\" </dev/null 3<&-";

    private final String name;
    private final Path directory;
    private final Process process;
    private final Writer input;
    private final PeerOutput output = new PeerOutput();
    private final AtomicBoolean closed = new AtomicBoolean();

    private PeerProcess(String name, Path directory, Process process) {
        this.name = name;
        this.directory = directory;
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
        output.follow(name, process);
    }

    /** A process to start; the name is for messages. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** What is to be started. */
    public static final class Builder {
        private final String name;
        private final List<String> command = new ArrayList<>();
        private final Map<String, byte[]> files = new TreeMap<>();
        private final Map<String, String> variables = new TreeMap<>();
        private boolean reads;

        private Builder(String name) {
            this.name = name;
        }

        /** The program and its arguments; relative names are those of {@linkplain #resource files}. */
        public Builder command(String... words) {
            command.addAll(List.of(words));
            return this;
        }

        /** Puts a resource, found beside that class, into the directory in which the process runs. */
        public Builder resource(Class<?> owner, String resource) {
            files.put(resource, read(owner, resource));
            return this;
        }

        /** Gives it a variable of the environment. */
        public Builder variable(String variable, String value) {
            variables.put(variable, value);
            return this;
        }

        /** For a program that reads its standard input, and ends when that does. */
        public Builder readsInput() {
            reads = true;
            return this;
        }

        /** Starts it, without waiting for anything. */
        public PeerProcess start() {
            try {
                Path directory = Files.createTempDirectory("peer-");
                try {
                    for (Map.Entry<String, byte[]> file : files.entrySet()) {
                        Files.write(directory.resolve(file.getKey()), file.getValue());
                    }
                    return new PeerProcess(name, directory, launch(directory));
                } catch (IOException e) {
                    delete(directory);
                    throw e;
                }
            } catch (IOException e) {
                throw new PeerProcessException("could not start " + name + ": " + command, e);
            }
        }

        private Process launch(Path directory) throws IOException {
            // Its own group, for whatever it starts to be killed with it.
            List<String> words = new ArrayList<>(List.of("setsid"));
            if (!reads) {
                words.addAll(List.of("/bin/sh", "-c", GUARDED));
            }
            words.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
            environment.put("LC_ALL", "C.UTF-8");
            environment.put("HOME", directory.toString());
            environment.put("TMPDIR", directory.toString());
            // Or omniORB clients would use Unix sockets, and servers leave theirs and log folders in /tmp.
            environment.put("ORBclientTransportRule", "* tcp");
            environment.put(
                    "ORBunixTransportDirectory", directory.resolve("omni").toString());
            environment.put("TANGO_LOG_PATH", directory.resolve("log").toString());
            // Or "Ready to accept request" would stay in Python's buffer.
            environment.put("PYTHONUNBUFFERED", "1");
            environment.putAll(variables);
            return builder.start();
        }
    }

    static byte[] read(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + resource + " beside " + owner);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its last lines, standard output and standard error, as they came. */
    public String lastOutput() {
        return output.tail();
    }

    /**
     * Waits for a line on its standard output and takes it, and all lines before it.
     *
     * @param what what is waited for, for the message
     * @throws PeerProcessException if it ends before, or says nothing like it for a minute
     */
    public String awaitLine(String what, Predicate<String> wanted) {
        try {
            return output.await(wanted, DEADLINE).orElseThrow(() -> silent(what));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until this is one of the lines on its standard output. */
    public void awaitLine(String line) {
        awaitLine('"' + line + '"', line::equals);
    }

    /**
     * Waits until it ends by itself, successfully.
     *
     * @return the lines of its standard output that were not waited for
     * @throws PeerProcessException if it fails, or has not ended after a minute
     */
    public List<String> awaitSuccess() {
        try {
            output.awaitEnd(DEADLINE);
            if (!output.ended()
                    || !process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0) {
                throw silent("success");
            }
            return output.takeUnread();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Writes a line to its standard input. */
    void writeLine(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw silent("an open standard input");
        }
    }

    private PeerProcessException silent(String awaited) {
        return new PeerProcessException(
                name + " " + fate() + ", and we wait for " + awaited + ". Its last output:\n" + lastOutput());
    }

    private String fate() {
        try {
            // Its streams may end a moment before it does.
            if (!output.ended() || !process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                return "says nothing for " + DEADLINE.toSeconds() + " s";
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        int code = process.exitValue();
        return code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
    }

    private PeerProcessException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new PeerProcessException("interrupted while waiting for " + name, e);
    }

    /** Kills it and what it has started, waits until it is gone, and removes its directory. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            killGroup();
            process.destroyForcibly().waitFor();
            closeInput();
            output.join(DEADLINE);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        delete(directory);
    }

    /** Kills its children with it, even those that are being born. */
    private void killGroup() throws InterruptedException {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -9 -$0", Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new PeerProcessException("could not kill " + this, e);
        }
    }

    /** Tells the guard, in case there was no group yet. */
    private void closeInput() {
        try {
            input.close();
        } catch (IOException e) {
            // Nobody is there to read what is still to be written.
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }
}
