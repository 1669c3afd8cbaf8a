package org.reactivetango.core.idl;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/**
 * What real peers sent each other is read to its last byte and written again as it was, in the byte order it came in;
 * only padding, which peers fill with garbage, may differ. {@code captures/idl-exceptions.tsv} lists what is not.
 */
final class CapturedBodiesTest {
    private static final int NO_EXCEPTION = 0;
    private static final int USER_EXCEPTION = 1;
    private static final int SYSTEM_EXCEPTION = 2;

    private final SortedMap<String, String> findings = new TreeMap<>();
    private int arguments;
    private int results;
    private int exceptions;

    @Test
    void everyBodyIsReadToItsLastByteAndWrittenAgainAsItWas() throws IOException {
        Captures.all().forEach(this::checkExchange);

        assertThat(arguments).as("requests").isEqualTo(2107);
        assertThat(results).as("results").isEqualTo(1994);
        assertThat(exceptions).as("user exceptions").isEqualTo(63);
        assertThat(lines(findings)).isEqualTo(lines(expectedFindings()));
    }

    private void checkExchange(Capture capture) {
        List<CapturedMessage> replies = new ArrayList<>(capture.replyMessages());
        replies.removeIf(reply -> reply.type() != CapturedMessage.REPLY);
        for (CapturedMessage request : capture.requestMessages()) {
            if (request.type() == CapturedMessage.REQUEST) {
                Operation<?, ?> operation = Operations.find(request.operation());
                if (operation == null) {
                    findings.put(capture + "/request", "no operation " + request.operation());
                } else {
                    arguments++;
                    check(capture + "/request", operation.arguments(), request);
                    replies.removeIf(reply -> isChecked(capture, operation, request, reply));
                }
            }
        }
        // What is left answers no operation of Tango, or came without a request that could be recorded.
        assertThat(replies).as("%s", capture).allMatch(reply -> reply.replyStatus() == SYSTEM_EXCEPTION);
    }

    private boolean isChecked(
            Capture capture, Operation<?, ?> operation, CapturedMessage request, CapturedMessage reply) {
        if (reply.requestId() != request.requestId()) {
            return false;
        }
        switch (reply.replyStatus()) {
            case NO_EXCEPTION -> {
                results++;
                check(capture + "/reply", operation.result(), reply);
            }
            case USER_EXCEPTION -> {
                exceptions++;
                check(capture + "/reply", exceptionOf(operation), reply);
            }
            default -> {}
        }
        return true;
    }

    private static CdrCodec<DevFailedException> exceptionOf(Operation<?, ?> operation) {
        return CdrCodec.of(9, UserException::decode, (failure, out) -> UserException.encode(failure, operation, out));
    }

    private <T> void check(String where, CdrCodec<T> codec, CapturedMessage message) {
        CdrReader in = message.body();
        T value;
        try {
            value = codec.decode(in);
        } catch (Remote malformed) {
            findings.put(where, "malformed: " + malformed.getMessage());
            return;
        }
        if (in.remaining() != 0) {
            findings.put(where, "left over: " + in.remaining());
        } else if (!isWrittenTheSame(value, codec, message)) {
            findings.put(where, "written differently");
        }
    }

    private static <T> boolean isWrittenTheSame(T value, CdrCodec<T> codec, CapturedMessage message) {
        byte[] expected = message.bytes();
        PaddingRecorder buffer = new PaddingRecorder();
        CdrWriter out = new CdrWriter().wrap(buffer, message.littleEndian(), message.codeSet());
        buffer.writeBytes(expected, 0, message.bodyIndex());
        codec.encode(value, out);
        BitSet padding = buffer.padding();
        byte[] actual = new byte[buffer.readableBytes()];
        buffer.readBytes(actual);
        buffer.release();
        if (actual.length != expected.length) {
            return false;
        }
        padding.stream().forEach(index -> actual[index] = expected[index]);
        return Arrays.equals(actual, expected);
    }

    private static Map<String, String> expectedFindings() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Captures.class.getResourceAsStream("/captures/idl-exceptions.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .peek(columns -> assertThat(columns).hasSize(3).doesNotContain(""))
                    .collect(toMap(columns -> columns[0], columns -> columns[1], (one, other) -> one, TreeMap::new));
        }
    }

    private static String lines(Map<String, @Nullable String> findings) {
        return findings.entrySet().stream()
                .map(finding -> finding.getKey() + "\t" + finding.getValue())
                .collect(joining("\n"));
    }
}
