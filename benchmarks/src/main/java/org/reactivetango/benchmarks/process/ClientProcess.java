package org.reactivetango.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that runs as a process of its own until it is closed or this JVM ends.
 *
 * <p>It says {@code ready}. Then, for each line {@code <operation> <device URL> <threads> <outstanding> <seconds>} on its
 * standard input, it keeps that many calls outstanding for that long and says {@code done ...}, see {@link ClientResult},
 * or {@code failed <why>} when a call failed or when it cannot do that. Other lines mean nothing. It ends with its input.
 */
public final class ClientProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /** How much longer than it should a task may take: connecting, waiting for what is outstanding, sorting latencies. */
    private static final Duration LONGER = Duration.ofSeconds(30);

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
        String line = task.line(url, duration.toMillis() / 1e3) + "\n";
        process.input().write(line.getBytes(StandardCharsets.UTF_8));
        process.input().flush();
        return ClientResult.parse(answer(duration.plus(LONGER)));
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
