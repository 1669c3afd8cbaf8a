package org.reactivetango.testkit.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a child process has said: the lines of its standard output to wait for, and the last lines of both streams. */
final class PeerOutput {
    /** Enough for any answer; a server whose lines nobody takes forgets the oldest. */
    private static final int MOST_UNREAD = 100_000;

    private static final int MOST_REMEMBERED = 50;
    private static final int LONGEST_REMEMBERED = 300;

    private final Deque<String> unread = new ArrayDeque<>();
    private final Deque<String> last = new ArrayDeque<>();
    private final List<Thread> readers = new ArrayList<>();
    private int open;

    /** Reads both streams to their ends. */
    void follow(String name, Process process) {
        open = 2;
        readers.add(reader(name + " output", process.getInputStream(), true));
        readers.add(reader(name + " errors", process.getErrorStream(), false));
        readers.forEach(Thread::start);
    }

    private Thread reader(String name, InputStream stream, boolean standard) {
        Thread reader = new Thread(() -> read(stream, standard), name);
        reader.setDaemon(true);
        return reader;
    }

    private void read(InputStream stream, boolean standard) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, standard);
            }
        } catch (IOException closed) {
            // The process was killed while we read.
        } finally {
            end();
        }
    }

    private synchronized void add(String line, boolean standard) {
        append(
                last,
                line.length() > LONGEST_REMEMBERED ? line.substring(0, LONGEST_REMEMBERED) + " ..." : line,
                MOST_REMEMBERED);
        if (standard) {
            append(unread, line, MOST_UNREAD);
            notifyAll();
        }
    }

    private static void append(Deque<String> lines, String line, int most) {
        if (lines.size() == most) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    private synchronized void end() {
        open--;
        notifyAll();
    }

    /** The next line of standard output that fits; the ones before it are gone. Empty at the end or after that time. */
    synchronized Optional<String> await(Predicate<String> wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            while (!unread.isEmpty()) {
                String line = unread.removeFirst();
                if (wanted.test(line)) {
                    return Optional.of(line);
                }
            }
            long left = deadline - System.nanoTime();
            if (open == 0 || left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Everything on standard output that nobody has taken. */
    synchronized List<String> takeUnread() {
        List<String> lines = List.copyOf(unread);
        unread.clear();
        return lines;
    }

    /** Whether both streams have ended. */
    synchronized boolean ended() {
        return open == 0;
    }

    /** Waits until both streams have ended. */
    synchronized void awaitEnd(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); open > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized String tail() {
        return last.isEmpty() ? "    (none)" : "    " + String.join("\n    ", last);
    }

    /** Waits for the threads that read. */
    void join(Duration atMost) throws InterruptedException {
        for (Thread reader : readers) {
            reader.join(atMost.toMillis());
        }
    }
}
