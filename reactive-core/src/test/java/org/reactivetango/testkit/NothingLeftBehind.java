package org.reactivetango.testkit;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the run, after its last test, if a buffer leaked or a thread blocked that must not. JUnit ignores what a listener
 * throws; what is thrown while the root store is closed counts as a failure of the whole run.
 */
public final class NothingLeftBehind implements BeforeAllCallback {
    private static final Pattern HOW_TESTS_ARE_RUN =
            Pattern.compile("\\t(org\\.junit\\.|org\\.apache\\.maven\\.|java\\.base/jdk\\.internal\\.reflect\\.)");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(NothingLeftBehind.class))
                .getOrComputeIfAbsent(Check.class, key -> new Check(), Check.class);
    }

    private static final class Check implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            List<String> left = new ArrayList<>();
            LeakWatch.ofThisJvm().leaks().forEach(leak -> left.add("LEAK: " + ours(leak.lines())));
            BlockingCallWatch.calls().forEach(call -> left.add("BLOCKED: " + ours(trace(call))));
            if (!left.isEmpty()) {
                throw new AssertionError(String.join("\n", left));
            }
        }

        private static Stream<String> trace(Throwable call) {
            return Stream.concat(
                    Stream.of(call.getMessage()),
                    Stream.of(call.getStackTrace()).map(at -> "\t" + at));
        }

        private static String ours(Stream<String> trace) {
            return trace.filter(line -> !HOW_TESTS_ARE_RUN.matcher(line).lookingAt())
                    .collect(joining("\n"));
        }
    }
}
