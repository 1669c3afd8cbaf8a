package org.reactivetango.client.session;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivetango.client.exchange.RunCommand;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.TangoUrl;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.rpc.RpcEndpoint;
import org.reactivetango.core.rpc.ServerConnections;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.publisher.Mono;

/** A client's sessions over a network in memory, in virtual time. */
final class SessionFixture implements AutoCloseable {
    static final String HOST = "peer";
    static final int PORT = 1000;

    final VirtualLoop time = new VirtualLoop();
    final InMemoryTransport network = InMemoryTransport.create(time.loop());
    final Sessions sessions;
    final DeviceSession device;

    SessionFixture() {
        this(policy -> policy);
    }

    SessionFixture(UnaryOperator<ConnectionPolicy> changes) {
        sessions = new Sessions(
                network.on(time.loop()),
                Limits.DEFAULT,
                changes.apply(ConnectionPolicy.DEFAULT),
                new SplittableRandom(1),
                "test");
        device = device("a/b/c");
    }

    DeviceSession device(String name) {
        return sessions.device(TangoUrl.parse("tango://" + HOST + ":" + PORT + "/" + name + "#dbase=no"));
    }

    /** A server at the place where the devices are looked for. */
    ScriptedServer listen(Consumer<Request> script) {
        return listen(HOST, PORT, script);
    }

    ScriptedServer listen(String host, int port, Consumer<Request> script) {
        return ScriptedServer.listen(network, host, port, script);
    }

    /** The connections to the place where the devices are looked for. */
    ServerConnections server() {
        return sessions.server(RpcEndpoint.of(HOST, PORT));
    }

    /** A question that any device understands, and that may be repeated. */
    Outcome<NoValue> ask(Duration timeout) {
        return begin(device.call(aQuestion(), timeout.toNanos()));
    }

    Outcome<NoValue> ask() {
        return ask(Duration.ofSeconds(3));
    }

    /** A command, which may not be repeated. */
    Outcome<Object> command(Duration timeout) {
        return begin(device.call(aCommand(), timeout.toNanos()));
    }

    Outcome<Object> command() {
        return command(Duration.ofSeconds(3));
    }

    static Exchange<NoValue> aQuestion() {
        return new PlainExchange<>(Operations.PING, NoValue.NO_VALUE);
    }

    static Exchange<Object> aCommand() {
        @Nullable Object none = null;
        return new RunCommand("Go", TangoType.DEV_VOID, none, ValueType.ANY, DevSource.DEV);
    }

    <R> Outcome<R> begin(Mono<R> call) {
        Outcome<R> outcome = new Outcome<>();
        time.run(() -> call.subscribe(outcome));
        return outcome;
    }

    @Override
    public void close() {
        sessions.closeLater().subscribe();
        time.advanceMillis(0);
        network.closeLater().block();
        time.advanceMillis(0);
    }
}
