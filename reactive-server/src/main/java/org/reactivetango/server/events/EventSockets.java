package org.reactivetango.server.events;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.reactivetango.core.event.EventEndpoints;
import org.reactivetango.core.zmq.MessagePublisher;
import org.reactivetango.core.zmq.MessageSockets;
import org.reactivetango.core.zmq.PublisherListener;
import org.reactivetango.core.zmq.PublisherOptions;
import reactor.core.publisher.Mono;

/** The two sockets of a server, one for heartbeats and one for events, at the address it listens on. */
record EventSockets(MessageSockets sockets, MessagePublisher heartbeats, MessagePublisher events, String host) {
    private static final Set<String> EVERY_ADDRESS = Set.of("", "0.0.0.0", "::", "*");

    /**
     * Opens them.
     *
     * @param heartbeatWanted told on the loop which topics of heartbeats are subscribed, or the beginnings of them
     * @param eventWanted the same of events
     * @param admitted which topics may be subscribed; asked on the thread of the sockets
     */
    static EventSockets open(
            Supplier<MessageSockets> opener,
            SocketOptions options,
            Consumer<List<String>> heartbeatWanted,
            Consumer<List<String>> eventWanted,
            Predicate<String> admitted) {
        MessageSockets sockets = opener.get();
        String host = options.host();
        return new EventSockets(
                sockets,
                sockets.publisher(
                        bindTo(host, options.heartbeatPort()),
                        // Heartbeats have a mark of their own, whatever it is for events.
                        options.events().withSendHighWaterMark(PublisherOptions.DEFAULT.sendHighWaterMark()),
                        listener(heartbeatWanted, admitted)),
                sockets.publisher(bindTo(host, options.eventPort()), options.events(), listener(eventWanted, admitted)),
                host);
    }

    private static String bindTo(String host, int port) {
        return "tcp://" + (EVERY_ADDRESS.contains(host) ? "*" : host) + ":" + (port == 0 ? "*" : port);
    }

    private static PublisherListener listener(Consumer<List<String>> wanted, Predicate<String> admitted) {
        return new PublisherListener() {
            @Override
            public boolean admits(String topic) {
                return admitted.test(topic);
            }

            @Override
            public void subscribed(List<String> topics) {
                wanted.accept(topics);
            }

            @Override
            public void restarted() {
                // Subscribers come back by themselves and see by the counters what they have missed.
            }
        };
    }

    /** Where clients find them, on each address of the machine if the server listens on all. */
    Mono<List<EventEndpoints>> endpoints() {
        return Mono.fromFuture(heartbeats::endpoint)
                .zipWith(
                        Mono.fromFuture(events::endpoint),
                        (heartbeat, event) -> addresses(host).stream()
                                .map(address -> new EventEndpoints(at(address, heartbeat), at(address, event)))
                                .toList());
    }

    private static String at(String address, String endpoint) {
        return "tcp://" + address + endpoint.substring(endpoint.lastIndexOf(':'));
    }

    /** The addresses that clients are told, at least one. */
    static List<String> addresses(String host) {
        if (!EVERY_ADDRESS.contains(host)) {
            return List.of(host);
        }
        try {
            List<String> found = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .map(address -> address.getHostAddress())
                    .toList();
            return found.isEmpty() ? List.of("127.0.0.1") : found;
        } catch (SocketException noInterfaces) {
            throw new UncheckedIOException("cannot find the addresses of this machine", noInterfaces);
        }
    }

    CompletableFuture<Void> close() {
        return sockets.close();
    }
}
