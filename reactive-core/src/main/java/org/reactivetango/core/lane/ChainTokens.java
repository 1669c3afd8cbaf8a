package org.reactivetango.core.lane;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * How a chain of calls that leaves this server and comes back through others is recognised. An operation whose handler
 * calls another server of ours gets a token of 128 random bits, which is good for as long as the operation runs. It travels
 * as a member {@code <server>@rtango=<token>} of a W3C trace state, beside those of the other servers that the chain has
 * passed. May be used from any thread.
 */
final class ChainTokens {
    static final int MAX_TOKENS = 10_000;
    static final int MAX_SERVERS = 16;

    private static final int ID_BYTES = 4;
    private static final int TOKEN_BYTES = 16;
    private static final Pattern MEMBER = Pattern.compile("[0-9a-f]{8}@rtango=[0-9a-f]{32}");
    /** Twice what {@link #MAX_SERVERS} need, for those who are traced besides. */
    private static final int MAX_LENGTH = 2 * MAX_SERVERS * 50;

    /** What an operation knows of its chain beyond this server. */
    record Link(@Nullable String others, @Nullable String token) {
        Link withToken(String own) {
            return new Link(others, own);
        }
    }

    private final SecureRandom random;
    private final String ownPrefix;
    private final Map<String, LaneOperation> running = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();

    ChainTokens() {
        try {
            // Seeded by the first use, which is here: later ones only compute, as they must on a loop.
            random = SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has a DRBG", e);
        }
        ownPrefix = randomHex(ID_BYTES) + "@rtango=";
    }

    private String randomHex(int bytes) {
        byte[] bits = new byte[bytes];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /** The trace state of calls to other servers that the handler of {@code operation} makes; empty if it has ended. */
    String traceState(LaneOperation operation) {
        Link link = operation.link;
        while (link == null || link.token == null) {
            if (running.size() >= MAX_TOKENS) {
                refused.incrementAndGet();
                return "";
            }
            String token = randomHex(TOKEN_BYTES);
            Link with = new Link(link == null ? null : link.others, token);
            running.put(token, operation);
            if (operation.link(link, with)) {
                link = with;
                if (!operation.running()) {
                    forget(operation);
                }
            } else {
                running.remove(token);
                link = operation.link;
            }
        }
        String own = ownPrefix + link.token;
        return link.others == null ? own : own + "," + link.others;
    }

    /** The operation has ended: its token is worth nothing any more. */
    void forget(LaneOperation operation) {
        Link link = operation.link;
        if (link != null && link.token != null) {
            running.remove(link.token);
        }
    }

    /** Whose call came with that trace state: the Context for the operation that carries it out. */
    Context caller(String traceState) {
        if (traceState.isEmpty() || traceState.length() > MAX_LENGTH) {
            return Context.empty();
        }
        LaneOperation mine = null;
        StringBuilder others = new StringBuilder();
        int servers = 1;
        for (String member : traceState.split(",", -1)) {
            if (!MEMBER.matcher(member).matches()) {
                continue;
            }
            if (member.startsWith(ownPrefix)) {
                mine = mine == null ? running.get(member.substring(ownPrefix.length())) : mine;
            } else if (++servers <= MAX_SERVERS) {
                others.append(others.isEmpty() ? "" : ",").append(member);
            }
        }
        Context caller = others.isEmpty() ? Context.empty() : Context.of(Link.class, new Link(others.toString(), null));
        return mine == null ? caller : mine.in(caller);
    }

    /** Tokens that are good now. */
    int size() {
        return running.size();
    }

    /** Calls that went without a token because there were too many. */
    long refused() {
        return refused.get();
    }
}
