package org.reactivetango.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that runs as a process of its own until it is closed or this JVM ends.
 *
 * <p>It says {@code ready}. Then, for each line {@code <operation> <device URL> <threads> <outstanding> <seconds>} on its
 * standard input, it keeps that many calls outstanding for that long and says {@code done ...}, see {@link ClientResult},
 * or {@code failed <why>} when a call failed or when it cannot do that. Other lines mean nothing. It ends with its input.
 *
 * <p>One that subscribes gets {@code events <device URL> <subscribers> <rate> <seconds>}: it subscribes the change events of
 * {@code double_scalar} so many times, has the device push by its command {@code Push}, and says what {@link EventResult}
 * holds. {@code Push} takes a rate, -1 for as many as it can, -2 for a single one and 0 to stop, and gives how many events
 * have been pushed. Their values are the time of the monotonic clock, in nanoseconds.
 */
public final class ClientProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /** How much longer than it should a task may take: connecting, waiting for what is outstanding, sorting latencies. */
    private static final Duration LONGER = Duration.ofSeconds(30);

    /** The same for subscribers, some of which wait for heartbeats. */
    private static final Duration SUBSCRIBING = Duration.ofMinutes(2);

    private static final String FAILED = "failed ";

    private final MeasuredClient client;
    private final ChildProcess process;
    private final BlockingQueue<String> answers;

    private ClientProcess(MeasuredClient client, ChildProcess process, BlockingQueue<String> answers) {
        this.client = client;
        this.process = process;
        this.answers = answers;
    }

    /** Starts a client on the CPU of the load and waits until it is ready. */
    public static ClientProcess start(MeasuredClient client, Pinning pinning) throws IOException, InterruptedException {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        ChildProcess process = ChildProcess.start(
                client.name(),
                pinning.ofLoad(client.command()),
                line -> {
                    if (isAnswer(line)) {
                        answers.add(line);
                    }
                },
                () -> answers.add(FAILED + "it ended"));
        ClientProcess started = new ClientProcess(client, process, answers);
        try {
            started.answer(START);
            return started;
        } catch (IOException | InterruptedException e) {
            started.close();
            throw e;
        }
    }

    private static boolean isAnswer(String line) {
        return line.equals("ready") || line.startsWith("done ") || line.startsWith(FAILED);
    }

    /** Has it do something for {@code duration}. */
    public ClientResult run(ClientTask task, String url, Duration duration) throws IOException, InterruptedException {
        return ClientResult.parse(ask(task.line(url, duration.toMillis() / 1e3), duration.plus(LONGER)));
    }

    /**
     * Has a subscriber subscribe, and a server push for {@code duration}.
     *
     * @param what {@code events} for all subscribers of one attribute, {@code spread} for each of its own
     * @param rate events in a second; -1 for as many as it can
     */
    public EventResult events(String what, String url, int subscribers, int rate, Duration duration)
            throws IOException, InterruptedException {
        String line = String.join(
                " ",
                List.of(
                        what,
                        url,
                        Integer.toString(subscribers),
                        Integer.toString(rate),
                        Double.toString(duration.toMillis() / 1e3)));
        return EventResult.parse(ask(line, duration.plus(SUBSCRIBING)));
    }

    private String ask(String line, Duration patience) throws IOException, InterruptedException {
        process.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.input().flush();
        return answer(patience);
    }

    private String answer(Duration patience) throws IOException, InterruptedException {
        String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new IOException(client.name() + " says nothing for " + patience.toSeconds() + " s. The last was:\n"
                    + process.said());
        }
        if (answer.startsWith(FAILED)) {
            throw new IOException(client.name() + " failed: " + answer.substring(FAILED.length())
                    + (process.isAlive() ? "" : ". It said:\n" + process.said()));
        }
        return answer;
    }

    public String name() {
        return client.name();
    }

    @Override
    public void close() {
        process.close();
    }
}
