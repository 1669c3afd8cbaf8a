package org.reactivetango.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivetango.server.TangoServer;

/** The server's threads do not depend on the number of its clients. */
class ThreadsTest {
    /** GIOP 1.0, little endian, {@code ping} of {@code test/echo/1}, request id 7. */
    private static final byte[] PING = HexFormat.of()
            .parseHex("47494f50010001002c000000" + "00000000" + "07000000" + "01000000" + "0b000000"
                    + "746573742f6563686f2f3100" + "05000000" + "70696e6700" + "000000" + "00000000");

    @Test
    void threadsByNameAreTheSameWith1AndWith500Clients() throws IOException {
        TangoServer server = TangoServer.named("Echo/threads")
                .device("test/echo/1", EchoDevice.CLASS)
                .bindNow();
        List<Socket> clients = new ArrayList<>();
        try {
            clients.add(pinged(server));
            List<String> withOne = threadNames();
            while (clients.size() < 500) {
                clients.add(pinged(server));
            }
            List<String> with500 = threadNames();
            assertThat(server.connections()).isEqualTo(500);
            System.out.println("threads with 1 client:    " + withOne);
            System.out.println("threads with 500 clients: " + with500);
            assertThat(with500)
                    .isEqualTo(withOne)
                    .filteredOn(name -> name.startsWith("tango-server"))
                    .hasSize(1);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            server.closeLater().block();
        }
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

    /** All but Netty's janitor, which lingers for a second after the loops of earlier tests. */
    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("globalEventExecutor"))
                .sorted()
                .collect(Collectors.toList());
    }
}
