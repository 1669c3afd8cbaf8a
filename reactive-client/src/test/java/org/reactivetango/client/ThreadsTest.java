package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;
import org.reactivetango.testkit.ProofSize;

/** The server's threads do not depend on the number of its clients. */
class ThreadsTest {
    /** GIOP 1.0, little endian, {@code ping} of {@code test/echo/1}, request id 7. */
    private static final byte[] PING = HexFormat.of()
            .parseHex("47494f50010001002c000000" + "00000000" + "07000000" + "01000000" + "0b000000"
                    + "746573742f6563686f2f3100" + "05000000" + "70696e6700" + "000000" + "00000000");

    /** Threads of the JVM that come and go with what earlier tests did: each ends after a time without work. */
    private static final Set<String> LINGERING = Set.of("globalEventExecutor-1-1", "process reaper");

    /** Both ends of each connection are in this process: 5,000 clients take 10,000 file descriptors. */
    private static final List<Integer> CLIENTS =
            ProofSize.full() ? List.of(0, 1, 100, 1_000, 5_000) : List.of(0, 1, 100, 1_000);

    // How the Tango manual (chapter Threading) estimates the threads of a server in C++: k polling threads, and m for
    // clients, which is one each up to 55, then a pool of at most 100.
    private static final int DOCUMENTED_BASE = 8;
    private static final int DOCUMENTED_POOL = 100;
    private static final int DOCUMENTED_THREAD_EACH = 55;

    @Test
    void threadsByNameAreTheSameForAnyNumberOfClients() throws IOException {
        TangoServer server = TangoServer.named("Echo/threads")
                .device("test/echo/1", EchoDevice.CLASS)
                .bindNow();
        List<Socket> clients = new ArrayList<>();
        try {
            List<String> withNone = threadNames();
            for (int count : CLIENTS) {
                while (clients.size() < count) {
                    clients.add(pinged(server));
                }
                List<String> names = threadNames();
                System.out.printf(
                        "%,d clients: %d threads of the server, %d of the JVM: %s; a server in C++, as documented: %s%n",
                        count, serverThreads(names).size(), names.size(), names, documented(count));
                assertThat(server.connections()).isEqualTo(count);
                // Threads of earlier tests may end meanwhile; none may be added.
                assertThat(names).isSubsetOf(withNone);
                assertThat(serverThreads(names)).containsExactly("tango-server-epoll-1", "tango-server-guard");
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            server.closeLater().block();
        }
    }

    private static String documented(int clients) {
        return clients <= DOCUMENTED_THREAD_EACH
                ? DOCUMENTED_BASE + " + k + " + clients
                : DOCUMENTED_BASE + " + k + up to " + DOCUMENTED_POOL;
    }

    /** A client that has been answered and stays connected. */
    private static Socket pinged(TangoServer server) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        client.setSoTimeout(30_000);
        client.getOutputStream().write(PING);
        byte[] reply = new DataInputStream(client.getInputStream()).readNBytes(24);
        assertThat(HexFormat.of().formatHex(reply))
                .isEqualTo("47494f50010001010c000000" + "00000000" + "07000000" + "00000000");
        return client;
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !LINGERING.contains(name))
                .sorted()
                .collect(Collectors.toList());
    }

    private static List<String> serverThreads(List<String> names) {
        return names.stream().filter(name -> name.startsWith("tango-server")).toList();
    }
}
