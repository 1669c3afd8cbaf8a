package org.reactivetango.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Proves that the alarm rings. What is planted is planted in another JVM, or it would fail this one. */
class NothingLeftBehindTest {
    @Test
    void leakAndSwallowedBlockingCallFailTheRun() throws Exception {
        Run run = run(Planted.class);

        assertThat(run.exitCode).as(run.output).isEqualTo(1);
        assertThat(run.output)
                .contains("LEAK: ByteBuf was not released", "Planted.leak")
                .contains("BLOCKED: Blocking call! java.lang.Thread.sleep", "Planted.sleep");
    }

    static final class Planted {
        @Test
        void leak() {
            ByteBuf leaked = ByteBufAllocator.DEFAULT.buffer(16);
            assertThat(leaked.refCnt()).isOne();
        }

        @Test
        void blockingCallThatNobodySees() {
            Mono.fromCallable(Planted::sleep)
                    .subscribeOn(Schedulers.parallel())
                    .onErrorComplete()
                    .block();
        }

        private static boolean sleep() throws InterruptedException {
            Thread.sleep(1);
            return true;
        }
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Class<?> tests) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+AllowRedefinitionToAddDeleteMethods");
        command.add("-Dio.netty.leakDetection.level=paranoid");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(OneClass.class.getName());
        command.add(tests.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** Runs the tests of one class; exits with 1 if anything failed. */
    static final class OneClass {
        public static void main(String[] args) throws ClassNotFoundException {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(args[0]))
                    .build();
            try (LauncherSession session = LauncherFactory.openSession()) {
                session.getLauncher().execute(request, listener);
            }
            StringWriter failures = new StringWriter();
            listener.getSummary().printFailuresTo(new PrintWriter(failures));
            System.out.println(failures);
            System.exit(listener.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
        }
    }
}
