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
 * The recorded exchanges, read from {@code captures/giop.tsv.gz}, the recorded IORs, from {@code captures/iors.tsv}, the
 * recorded messages of events, from {@code captures/events.tsv.gz}, and the recorded calls about events, from {@code
 * captures/subscriptions.tsv.gz}. All are packed by {@code captures/pack.py}. Padding bytes in messages of omniORB are
 * random garbage.
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

    /** Every message that publishers of events sent, in the order of the sets and of the recording. */
    public static List<PublishedMessage> events() {
        return Loaded.EVENTS;
    }

    /** Every call of an admin device about events, each once. */
    public static List<SubscriptionCall> subscriptions() {
        return Loaded.SUBSCRIPTIONS;
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

    /**
     * One message of a publisher.
     *
     * @param set the server
     * @param number in the set, from 0
     * @param name what the server was made to do; it need not be unique
     * @param partsHex lower-case hex of each part
     */
    public record PublishedMessage(String set, int number, String name, List<String> partsHex) {
        /** A fresh copy of the parts. */
        public List<byte[]> parts() {
            return partsHex.stream().map(HexFormat.of()::parseHex).toList();
        }

        /** The name under which a failing test shows it. */
        @Override
        public String toString() {
            return set + "/" + number + "-" + name;
        }
    }

    /**
     * One call of an admin device with its result or its errors.
     *
     * @param numbers of the result; empty for a call without one
     * @param strings of the result
     * @param reasons of the errors, empty if it succeeded
     */
    public record SubscriptionCall(
            String command, List<String> arguments, int[] numbers, String[] strings, List<String> reasons) {

        /** The name under which a failing test shows it. */
        @Override
        public String toString() {
            return command + arguments + (reasons.isEmpty() ? "" : " fails with " + reasons);
        }
    }

    private static final class Loaded {
        static final List<Capture> EXCHANGES = lines("giop.tsv.gz", Loaded::capture);
        static final List<RegisteredIor> IORS = lines("iors.tsv", Loaded::ior);
        static final List<PublishedMessage> EVENTS = lines("events.tsv.gz", Loaded::published);
        static final List<SubscriptionCall> SUBSCRIPTIONS = lines("subscriptions.tsv.gz", Loaded::call);

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

        private static PublishedMessage published(String[] columns) {
            return new PublishedMessage(
                    columns[0], Integer.parseInt(columns[1]), columns[2], List.of(columns[3].split(",", -1)));
        }

        private static SubscriptionCall call(String[] columns) {
            return new SubscriptionCall(
                    columns[0],
                    split(columns[1]).toList(),
                    split(columns[2]).mapToInt(Integer::parseInt).toArray(),
                    split(columns[3]).toArray(String[]::new),
                    split(columns[4]).toList());
        }

        private static Stream<String> split(String column) {
            return column.isEmpty() ? Stream.empty() : Stream.of(column.split(",", -1));
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
