package org.reactivetango.core.captures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The recorded exchanges, read from {@code captures/giop.tsv.gz}, and the recorded IORs, from {@code captures/iors.tsv}.
 * Both are packed by {@code captures/pack.py}. Padding bytes in messages of omniORB are random garbage.
 */
public final class Captures {
    private Captures() {}

    /** Every exchange, in the order of the sets and of the recording. */
    public static List<Capture> all() {
        return Loaded.EXCHANGES;
    }

    /** The exchanges of one set, such as {@code py9-tt9-nodb}. */
    public static Stream<Capture> ofSet(String set) {
        return all().stream().filter(capture -> capture.set().equals(set));
    }

    /** One exchange, which must exist. */
    public static Capture get(String set, String name) {
        return ofSet(set)
                .filter(capture -> capture.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no capture " + set + "/" + name));
    }

    /** Every IOR that servers registered in a database. */
    public static List<RegisteredIor> iors() {
        return Loaded.IORS;
    }

    /**
     * One request with its reply, as bytes: whole GIOP messages with their fragments, back to back. Either side may be
     * empty: one-way calls have no reply, CloseConnection from a server has no request.
     *
     * @param set client, server and mode, such as {@code py9-tt9-nodb}; hand-made requests are in {@code probe-*}
     * @param name unique in its set
     * @param operation absent when the request is not a Request message
     * @param apiError what the client's library reported, as JSON
     * @param requestHex lower-case hex
     * @param replyHex lower-case hex
     */
    public record Capture(
            String set,
            String name,
            @Nullable String operation,
            @Nullable String apiError,
            String requestHex,
            String replyHex) {

        /** A fresh copy of the request's bytes. */
        public byte[] request() {
            return HexFormat.of().parseHex(requestHex);
        }

        /** A fresh copy of the reply's bytes. */
        public byte[] reply() {
            return HexFormat.of().parseHex(replyHex);
        }

        /** The request's messages, fragments put together. Empty for bytes that are not GIOP. */
        public List<CapturedMessage> requestMessages() {
            return CapturedMessage.split(request());
        }

        /** The reply's messages, fragments put together. */
        public List<CapturedMessage> replyMessages() {
            return CapturedMessage.split(reply());
        }

        /** The name under which a failing test shows it. */
        @Override
        public String toString() {
            return set + "/" + name;
        }
    }

    /**
     * One recorded IOR with what an independent decoder found in it.
     *
     * @param name device under which it was registered
     * @param orbType absent when the IOR does not say
     * @param nativeCharSet absent when the IOR has no code sets
     */
    public record RegisteredIor(
            String name,
            String ior,
            String typeId,
            String host,
            int port,
            String objectKeyHex,
            @Nullable Integer orbType,
            @Nullable Integer nativeCharSet,
            List<Integer> conversionCharSets) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Loaded {
        static final List<Capture> EXCHANGES = lines("giop.tsv.gz", Loaded::capture);
        static final List<RegisteredIor> IORS = lines("iors.tsv", Loaded::ior);

        private static Capture capture(String[] columns) {
            return new Capture(
                    columns[0], columns[1], orAbsent(columns[2]), orAbsent(columns[3]), columns[4], columns[5]);
        }

        private static RegisteredIor ior(String[] columns) {
            return new RegisteredIor(
                    columns[0],
                    columns[1],
                    columns[2],
                    columns[3],
                    Integer.parseInt(columns[4]),
                    columns[5],
                    columns[6].equals("-") ? null : Integer.decode(columns[6]),
                    columns[7].equals("-") ? null : Integer.decode(columns[7]),
                    columns[8].equals("-")
                            ? List.of()
                            : Stream.of(columns[8].split(",", -1))
                                    .map(Integer::decode)
                                    .toList());
        }

        private static @Nullable String orAbsent(String column) {
            return column.isEmpty() ? null : column;
        }

        private static <T> List<T> lines(String file, Function<String[], T> row) {
            try (InputStream raw = Captures.class.getResourceAsStream("/captures/" + file)) {
                if (raw == null) {
                    throw new IllegalStateException("captures/" + file + " is not on the class path");
                }
                InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
                return reader.lines()
                        .map(line -> row.apply(line.split("\t", -1)))
                        .toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
