package org.reactivetango.benchmarks.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.reactivetango.benchmarks.process.JavaCommand;
import org.reactivetango.benchmarks.process.MeasuredClient;
import org.reactivetango.benchmarks.process.MeasuredServer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * JeroMQ alone: messages in the four parts of an event, as long as those of ours, from one thread to another. What it reaches
 * is the limit for whoever is built on it.
 */
public final class BareSocket extends EventSession {
    /** How it is called. */
    public static final String NAME = "bare JeroMQ";

    private static final int HIGH_WATER_MARK = 1000;
    private static final byte[] TOPIC = "tango://127.0.0.1:45450/sys/tg_test/1/double_scalar#dbase=no.idl5_change"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ORDER = {1};
    private static final int CALL_INFO_BYTES = 21;
    private static final int STRUCTURE_BYTES = 112;

    private BareSocket() {}

    /** The side that pushes, as a process. */
    public static MeasuredServer pusher() {
        List<String> command = new ArrayList<>(JavaCommand.ofClass(BareSocket.class, List.of()));
        command.addAll(List.of("{port}"));
        return new MeasuredServer(NAME, command);
    }

    /** The side that subscribes. */
    public static MeasuredClient subscriber() {
        return new MeasuredClient(NAME, JavaCommand.ofClass(BareSocket.class, List.of()));
    }

    /** With a port it pushes; without, it subscribes until its input ends. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            new BareSocket().serve(System.out);
        } else {
            push(arguments[0]);
        }
    }

    /** Answers each rate with the number of messages so far and the port where they are. */
    private static void push(String port) throws InterruptedException {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket publisher = context.createSocket(SocketType.PUB);
            publisher.setSndHWM(HIGH_WATER_MARK);
            int at = publisher.bindToRandomPort("tcp://127.0.0.1");
            ZMQ.Socket commands = context.createSocket(SocketType.REP);
            commands.bind("tcp://127.0.0.1:" + port);
            Pace pace = new Pace(nanos -> send(publisher, nanos));
            System.out.println("Ready to accept request");
            while (!Thread.currentThread().isInterrupted()) {
                double pushed = pace.tell(ByteBuffer.wrap(commands.recv()).getDouble());
                commands.send(
                        ByteBuffer.allocate(12).putDouble(pushed).putInt(at).array());
            }
        }
    }

    private static void send(ZMQ.Socket publisher, long nanos) {
        publisher.send(TOPIC, ZMQ.SNDMORE | ZMQ.DONTWAIT);
        publisher.send(ORDER, ZMQ.SNDMORE | ZMQ.DONTWAIT);
        publisher.send(new byte[CALL_INFO_BYTES], ZMQ.SNDMORE | ZMQ.DONTWAIT);
        publisher.send(ByteBuffer.allocate(STRUCTURE_BYTES).putLong(nanos).array(), ZMQ.DONTWAIT);
    }

    @Override
    Subscribed subscribe(String url, int subscribers, boolean spread) throws InterruptedException {
        return new Bare(url.substring("tango://".length(), url.indexOf('/', "tango://".length())), subscribers);
    }

    /** All subscribers are served by one socket and one thread, as those of a Tango client are. */
    private static final class Bare implements Subscribed {
        private final ZContext context = new ZContext();
        private final ZMQ.Socket commands = context.createSocket(SocketType.REQ);
        private final List<Arrivals> arrivals = new ArrayList<>();
        private final Thread receiver;
        private volatile boolean closed;
        private int port;

        Bare(String address, int subscribers) throws InterruptedException {
            commands.connect("tcp://" + address);
            double unused = push(Pace.STOP);
            for (int i = 0; i < subscribers; i++) {
                arrivals.add(new Arrivals(subscribers));
            }
            receiver = new Thread(this::receive, "receives");
            receiver.start();
        }

        private void receive() {
            try (ZMQ.Socket from = context.createSocket(SocketType.SUB)) {
                from.setRcvHWM(HIGH_WATER_MARK);
                from.setReceiveTimeOut(100);
                from.subscribe(TOPIC);
                from.connect("tcp://127.0.0.1:" + port);
                while (!closed) {
                    if (from.recv() == null) {
                        continue;
                    }
                    byte[] part = from.recv();
                    while (from.hasReceiveMore()) {
                        part = from.recv();
                    }
                    long pushedNanos = ByteBuffer.wrap(part).getLong();
                    for (Arrivals each : arrivals) {
                        each.event(pushedNanos);
                    }
                }
            }
        }

        @Override
        public List<Arrivals> arrivals() {
            return arrivals;
        }

        @Override
        public double push(double wanted) {
            commands.send(ByteBuffer.allocate(8).putDouble(wanted).array());
            ByteBuffer answer = ByteBuffer.wrap(commands.recv());
            double pushed = answer.getDouble();
            port = answer.getInt();
            return pushed;
        }

        @Override
        public void restart() {
            arrivals.replaceAll(old -> new Arrivals(arrivals.size()));
        }

        @Override
        public void close() {
            closed = true;
            try {
                receiver.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            context.close();
        }
    }
}
