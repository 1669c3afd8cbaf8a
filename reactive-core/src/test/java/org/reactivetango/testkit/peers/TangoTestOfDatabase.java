package org.reactivetango.testkit.peers;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.ior.StringifiedIor;
import org.reactivetango.core.transport.TcpTransport;
import org.reactivetango.testkit.peers.PeerServer.Started;
import org.reactivetango.testkit.rpc.ScriptedServer;

/**
 * The TangoTest of cppTango with a database, which {@code tango_database.py} is: without one it sends no events of what it
 * polls, and with a file it does not start, since it has a pipe. Its devices have names without meaning then, which only the
 * database knows. So clients reach them over a server that forwards them there.
 */
public final class TangoTestOfDatabase implements AutoCloseable {
    private static final String DEVICE = "sys/tg_test/1";
    private static final String SERVER = "TangoTest/peer";
    private static final int DEVICES = 2;

    private final Started database;
    private final TcpTransport transport = TcpTransport.create("forwarding");
    private final Map<String, Ior> exported = new ConcurrentHashMap<>();
    private final ScriptedServer forwarding;
    private Started server;

    private TangoTestOfDatabase(Started database) {
        this.database = database;
        this.forwarding = ScriptedServer.listen(transport, FreePort.HOST, 0, this::forward);
        this.server = PeerServer.start(this::program);
        readExported();
    }

    /** Starts it with the device {@code sys/tg_test/1}. */
    public static TangoTestOfDatabase start() {
        Peers.requireTangoTest();
        Peers.requirePyTango();
        return new TangoTestOfDatabase(PeerServer.start(port -> PeerProcess.named("Tango database")
                .resource(TangoTestOfDatabase.class, "tango_database.py")
                .command(Peers.PYTHON, "tango_database.py", SERVER, "TangoTest", DEVICE)
                .command("-ORBendPoint", PeerServer.endPoint(port))));
    }

    private PeerProcess.Builder program(int port) {
        return PeerProcess.named("TangoTest")
                .variable("TANGO_HOST", FreePort.HOST + ":" + database.port())
                .command(Peers.TANGO_TEST, PeerServer.INSTANCE, "-ORBendPoint", PeerServer.endPoint(port));
    }

    private void readExported() {
        for (int i = 0; i < DEVICES; i++) {
            String[] line = database.process()
                    .awaitLine("an exported device", each -> each.startsWith("exported "))
                    .split(" ", -1);
            exported.put(line[1], StringifiedIor.parse(line[2]));
        }
    }

    private void forward(ScriptedServer.Request request) {
        Ior device = exported.get(request.objectKey().toLowerCase(Locale.ROOT));
        if (device == null) {
            request.raise(SystemException.OBJECT_NOT_EXIST);
        } else {
            request.forward(device);
        }
    }

    /** The name under which any client reaches its device. */
    public String url() {
        return url(DEVICE);
    }

    /** The same of {@code dserver/...}. */
    public String url(String device) {
        return "tango://" + FreePort.HOST + ":" + forwarding.port() + "/" + device + "#dbase=no";
    }

    /** Kills the server. The database stays. */
    public void kill() {
        server.process().close();
    }

    /** Starts it, which has been killed, on its port again. */
    public void startAgain() {
        int port = server.port();
        server = PeerServer.start(this::program, () -> port);
        readExported();
    }

    @Override
    public void close() {
        kill();
        database.process().close();
        transport.closeLater().block(Duration.ofSeconds(10));
    }
}
