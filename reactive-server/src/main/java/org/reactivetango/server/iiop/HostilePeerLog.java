package org.reactivetango.server.iiop;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivetango.core.lane.LoopScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of clients that break the protocol, at most one line per address and minute, however many connections they open. The
 * next line from an address says how many were left out. What clients say goes into the log without control characters and
 * cut short. Confined to the loop, whose clock it reads.
 */
final class HostilePeerLog {
    private static final Logger LOG = LoggerFactory.getLogger(HostilePeerLog.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    /** More addresses than that at the same time share one line per minute. */
    private static final int MOST_ADDRESSES = 1000;

    private static final String OTHERS = "other addresses";
    private static final int MOST_CHARACTERS = 300;

    private final LoopScheduler loop;
    /** In the order in which their lines were written. */
    private final Map<String, Told> told = new LinkedHashMap<>();

    private static final class Told {
        final long sinceNanos;
        long leftOut;

        Told(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    HostilePeerLog(LoopScheduler loop) {
        this.loop = loop;
    }

    /**
     * Its connection is closed.
     *
     * @param remote the client as {@code host:port}
     */
    void closed(String remote, String why) {
        long now = loop.nanoTime();
        String address = address(remote);
        Told before = told.get(address);
        if (before != null && now - before.sinceNanos < MINUTE) {
            before.leftOut++;
            return;
        }
        long leftOut = before == null ? 0 : before.leftOut;
        told.remove(address);
        told.put(address, new Told(now));
        LOG.warn(
                "Closed the connection from {}: {}{}",
                printable(remote),
                printable(why),
                leftOut == 0 ? "" : "; " + leftOut + " more from " + address + " since the last line about it");
    }

    private String address(String remote) {
        int port = remote.lastIndexOf(':');
        String address = printable(port < 0 ? remote : remote.substring(0, port));
        if (told.containsKey(address) || told.size() < MOST_ADDRESSES) {
            return address;
        }
        forgetOld();
        return told.size() < MOST_ADDRESSES ? address : OTHERS;
    }

    /** Those whose minute is over. */
    private void forgetOld() {
        long now = loop.nanoTime();
        Iterator<Told> oldestFirst = told.values().iterator();
        while (oldestFirst.hasNext() && now - oldestFirst.next().sinceNanos >= MINUTE) {
            oldestFirst.remove();
        }
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), MOST_CHARACTERS));
        for (int i = 0; i < text.length() && i < MOST_CHARACTERS; i++) {
            char character = text.charAt(i);
            printable.append(Character.isISOControl(character) ? '?' : character);
        }
        return printable.append(text.length() > MOST_CHARACTERS ? "..." : "").toString();
    }
}
