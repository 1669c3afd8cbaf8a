package org.reactivetango.client.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivetango.core.error.Completion.MAYBE;
import static org.reactivetango.core.error.Completion.NO;
import static org.reactivetango.core.error.Completion.YES;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.client.exchange.ReadAttribute;
import org.reactivetango.client.exchange.WriteAttribute;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.error.TangoException;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.error.TangoTimeoutException;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.ior.IiopAddress;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.limits.ConnectionPolicy;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.testkit.rpc.ScriptedDevice;
import org.reactivetango.testkit.rpc.ScriptedServer;
import org.reactivetango.testkit.rpc.ScriptedServer.Conversation;
import org.reactivetango.testkit.rpc.ScriptedServer.Request;

/** The table of all failures of a command: what happens, what the caller gets, and whether it was carried out. */
class CallFailuresTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private record Row(
            String name,
            UnaryOperator<ConnectionPolicy> policy,
            Function<SessionFixture, Outcome<?>> arrange,
            Class<? extends TangoException> type,
            String reason,
            Completion completion,
            String[] message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(
            String name,
            Function<SessionFixture, Outcome<?>> arrange,
            Class<? extends TangoException> type,
            String reason,
            Completion completion,
            String... message) {
        return new Row(name, policy -> policy, arrange, type, reason, completion, message);
    }

    private static Row answered(
            String name,
            Consumer<Request> answer,
            Class<? extends TangoException> type,
            String reason,
            Completion completion,
            String... message) {
        return row(
                name,
                test -> {
                    test.listen(ScriptedDevice.ofIdl(5).on("command_inout_4", answer));
                    return test.command();
                },
                type,
                reason,
                completion,
                message);
    }

    private static Row with(UnaryOperator<ConnectionPolicy> policy, Row row) {
        return new Row(row.name, policy, row.arrange, row.type, row.reason, row.completion, row.message);
    }

    static Stream<Row> rows() {
        return Stream.of(
                // The server has answered.
                answered(
                        "the device fails",
                        request -> request.fail(DevFailedException.of("Custom", "no water", "pump")),
                        DevFailedException.class,
                        "Custom",
                        YES,
                        "no water",
                        "API_CommandFailed: Failed to execute command_inout on device a/b/c at peer:1000, command Go"),
                answered(
                        "no such object",
                        request -> request.raise(SystemException.OBJECT_NOT_EXIST),
                        TangoConnectionException.class,
                        Reasons.DEVICE_NOT_DEFINED,
                        NO,
                        "not served",
                        "OBJECT_NOT_EXIST"),
                answered(
                        "no such operation",
                        request -> request.raise(SystemException.BAD_OPERATION),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "does not know"),
                answered(
                        "the server is overloaded",
                        request -> request.raise(SystemException.of("TRANSIENT", 1, NO)),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "too much to do"),
                answered(
                        "the server has timed out",
                        request -> request.raise(SystemException.of("TIMEOUT", 0, MAYBE)),
                        TangoTimeoutException.class,
                        Reasons.DEVICE_TIMED_OUT,
                        MAYBE,
                        "TIMEOUT"),
                answered(
                        "another error of the ORB, not carried out",
                        request -> request.raise(SystemException.MARSHAL_TOO_SHORT),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "MARSHAL"),
                answered(
                        "another error of the ORB, nobody knows",
                        request -> request.raise(SystemException.UNKNOWN),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        MAYBE,
                        "UNKNOWN"),
                answered(
                        "another error of the ORB, carried out",
                        request -> request.raise(SystemException.of("INTERNAL", 0, YES)),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        YES,
                        "INTERNAL"),
                answered(
                        "the result cannot be read",
                        request -> request.reply(out -> out.writeLong(4711)),
                        TangoProtocolException.Remote.class,
                        "",
                        YES,
                        "cannot be read",
                        "was carried out"),
                answered(
                        "the device's error cannot be read",
                        request -> request.answer(ReplyStatus.USER_EXCEPTION, out -> out.writeLong(4711)),
                        TangoProtocolException.Remote.class,
                        "",
                        YES,
                        "cannot be read"),
                answered(
                        "the ORB's error cannot be read",
                        request -> request.answer(ReplyStatus.SYSTEM_EXCEPTION, out -> out.writeLong(4711)),
                        TangoProtocolException.Remote.class,
                        "",
                        MAYBE,
                        "cannot be read",
                        "check before repeating"),
                answered(
                        "forwarded to nothing",
                        request -> request.forward(new Ior("", List.of())),
                        TangoConnectionException.class,
                        Reasons.DEVICE_NOT_DEFINED,
                        NO,
                        "without an IIOP address"),
                answered(
                        "forwarded in a circle",
                        request -> request.forward(here()),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "more than 5 times"),

                // The connection has ended.
                answered(
                        "the connection is lost",
                        request -> request.conversation().close(),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        MAYBE,
                        "was lost",
                        "check before repeating"),
                answered(
                        "the server sends garbage",
                        request -> request.conversation().send(new byte[20]),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        MAYBE,
                        "no GIOP"),
                answered(
                        "the server did not understand the message",
                        request -> request.conversation().messageError(),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        MAYBE,
                        "was lost"),
                answered(
                        "the server closes again and again",
                        request -> request.conversation().closeOrderly(),
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "was not carried out and can be repeated"),
                row(
                        "the server closes the connection after each answer",
                        test -> {
                            ScriptedDevice device = ScriptedDevice.ofIdl(5);
                            ScriptedServer server = test.listen(request -> {
                                device.accept(request);
                                request.conversation().close();
                            });
                            Outcome<?> call = test.command();
                            assertThat(server.conversations()).hasSize(6 * 3);
                            return call;
                        },
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "was not sent",
                        "more than 5 times",
                        "restart again and again"),

                // There is none.
                row(
                        "nobody listens there until the time is over",
                        test -> {
                            Outcome<?> call = test.command();
                            test.time.advanceMillis(2999);
                            assertThat(call.pending()).isTrue();
                            test.time.advanceMillis(1);
                            return call;
                        },
                        TangoConnectionException.class,
                        Reasons.SERVER_NOT_RUNNING,
                        NO,
                        "connection refused",
                        "attempts in 3000 ms",
                        "It was not sent"),
                with(
                        policy -> policy.retryRefused(false),
                        row(
                                "nobody listens there, and the client does not wait",
                                SessionFixture::command,
                                TangoConnectionException.class,
                                Reasons.SERVER_NOT_RUNNING,
                                NO,
                                "connection refused",
                                "Is its server running?")),

                // The time is over.
                row(
                        "no answer",
                        test -> {
                            test.listen(ScriptedDevice.ofIdl(5).on("command_inout_4", request -> {}));
                            Outcome<?> call = test.command();
                            test.time.advanceMillis(2999);
                            assertThat(call.pending()).isTrue();
                            test.time.advanceMillis(1);
                            return call;
                        },
                        TangoTimeoutException.class,
                        Reasons.DEVICE_TIMED_OUT,
                        MAYBE,
                        "Timeout (3000 ms)",
                        "may have been carried out"),
                row(
                        "no answer to what the device understands",
                        test -> {
                            test.listen(request -> {});
                            Outcome<?> call = test.command(Duration.ofSeconds(7));
                            test.time.advanceMillis(7000);
                            return call;
                        },
                        TangoTimeoutException.class,
                        Reasons.DEVICE_TIMED_OUT,
                        NO,
                        "Timeout (7000 ms)",
                        "did not say what it understands",
                        "_is_a"),
                row(
                        "no answer to what the device understands, and another call had more time",
                        test -> {
                            test.listen(request -> {});
                            test.command(Duration.ofSeconds(2));
                            Outcome<?> call = test.command(Duration.ofSeconds(7));
                            test.time.advanceMillis(7000);
                            return call;
                        },
                        TangoTimeoutException.class,
                        Reasons.DEVICE_TIMED_OUT,
                        NO,
                        "Timeout (7000 ms)",
                        "Timeout (2000 ms)",
                        "did not say what it understands",
                        "_is_a"),
                row(
                        "no place in time",
                        test -> {
                            test.listen(ScriptedDevice.ofIdl(5).on("command_inout_4", request -> {}));
                            for (int i = 0; i < 64; i++) {
                                test.command(Duration.ofHours(1));
                            }
                            Outcome<?> call = test.command();
                            test.time.advance(TIMEOUT);
                            return call;
                        },
                        TangoTimeoutException.class,
                        Reasons.DEVICE_TIMED_OUT,
                        NO,
                        "could not be sent"),

                // It was never sent.
                with(
                        policy -> policy.maxOutstandingPerServer(1).maxWaitingPerServer(1),
                        row(
                                "too many wait",
                                test -> {
                                    test.listen(ScriptedDevice.ofIdl(5).on("command_inout_4", request -> {}));
                                    test.command();
                                    test.command();
                                    return test.command();
                                },
                                TangoConnectionException.class,
                                Reasons.COMMUNICATION_FAILED,
                                NO,
                                "was not sent: 1 calls wait",
                                "maxWaitingPerServer")),
                with(
                        policy -> policy.maxWaitingPerServer(1),
                        row(
                                "too many wait for the first connection",
                                test -> {
                                    test.command();
                                    return test.command();
                                },
                                TangoConnectionException.class,
                                Reasons.COMMUNICATION_FAILED,
                                NO,
                                "was not sent: 1 calls wait")),
                row(
                        "it cannot be encoded",
                        test -> {
                            test.listen(ScriptedDevice.ofIdl(5));
                            return test.begin(test.device.call(
                                    new WriteAttribute<Object>("x", wrongly(ValueType.DOUBLE), "text"),
                                    TIMEOUT.toNanos()));
                        },
                        TangoProtocolException.Local.class,
                        "",
                        NO,
                        "DevDouble"),
                row(
                        "the client is closed with the call under way",
                        test -> {
                            test.listen(ScriptedDevice.ofIdl(5).on("command_inout_4", request -> {}));
                            Outcome<?> call = test.command();
                            test.sessions.closeLater().subscribe();
                            test.time.advanceMillis(0);
                            return call;
                        },
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        MAYBE,
                        "has been closed",
                        "may have been carried out"),
                row(
                        "the client is closed before it was sent",
                        test -> {
                            Outcome<?> call = test.command();
                            test.sessions.closeLater().subscribe();
                            test.time.advanceMillis(0);
                            return call;
                        },
                        TangoConnectionException.class,
                        Reasons.COMMUNICATION_FAILED,
                        NO,
                        "has been closed"));
    }

    @SuppressWarnings("unchecked")
    private static ValueType<Object> wrongly(ValueType<?> type) {
        return (ValueType<Object>) type;
    }

    private static Ior here() {
        return Ior.of(
                "",
                new IiopProfile(
                        0,
                        new IiopAddress(SessionFixture.HOST, SessionFixture.PORT),
                        Octets.ofLatin1("a/b/c"),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyFailureSaysWhatHappenedAndWhetherItWasCarriedOut(Row row) {
        try (SessionFixture test = new SessionFixture(row.policy)) {
            Outcome<?> call = row.arrange.apply(test);
            TangoException failure = call.failure();
            assertThat(failure).isInstanceOf(row.type);
            assertThat(failure.completion()).isEqualTo(row.completion);
            assertThat(failure).hasMessageContainingAll(row.message);
            if (!(failure instanceof DevFailedException)) {
                assertThat(failure).hasMessageContainingAll("a/b/c", "peer:1000");
            }
            assertThat(reason(failure)).isEqualTo(row.reason);
        }
    }

    private static String reason(TangoException failure) {
        if (failure instanceof DevFailedException failed) {
            return failed.reason();
        }
        if (failure instanceof TangoConnectionException lost) {
            return lost.reason();
        }
        return failure instanceof TangoTimeoutException late ? late.reason() : "";
    }

    /** What clients in C++ 9.3.4 add, and to what they add nothing. */
    @Test
    void theDevicesErrorStackGrowsAsItDoesInCpp() {
        DevFailedException dry = DevFailedException.of("Custom", "no water", "pump");
        String where = " on device a/b/c at peer:1000, ";
        try (SessionFixture test = new SessionFixture()) {
            test.listen(ScriptedDevice.ofIdl(5)
                    .on("read_attributes_5", request -> request.fail(dry))
                    .on("write_attributes_4", request -> request.fail(dry))
                    .on("command_inout_4", request -> request.fail(dry))
                    .on("ping", request -> request.fail(dry)));
            assertThat(stack(test, new ReadAttribute<>("command", ValueType.DOUBLE, DevSource.DEV)))
                    .containsExactly(
                            dry.errors().get(0),
                            DevError.of(
                                    "API_AttributeFailed",
                                    "Failed to read_attribute" + where + "attribute command",
                                    "DeviceProxy::read_attribute()"));
            assertThat(stack(test, new WriteAttribute<>("level", ValueType.DOUBLE, 1.0)))
                    .containsExactly(
                            dry.errors().get(0),
                            DevError.of(
                                    "API_AttributeFailed",
                                    "Failed to write_attribute" + where + "attribute level",
                                    "DeviceProxy::write_attribute()"));
            assertThat(stack(test, SessionFixture.aCommand()))
                    .containsExactly(
                            dry.errors().get(0),
                            DevError.of(
                                    "API_CommandFailed",
                                    "Failed to execute command_inout" + where + "command Go",
                                    "Connection::command_inout()"));
            assertThat(stack(test, SessionFixture.aQuestion())).isEqualTo(dry.errors());
        }
    }

    private static List<DevError> stack(SessionFixture test, Exchange<?> exchange) {
        Outcome<?> call = test.begin(test.device.call(exchange, TIMEOUT.toNanos()));
        assertThat(call.failure()).isInstanceOf(DevFailedException.class);
        return ((DevFailedException) call.failure()).errors();
    }

    @Test
    void anUnreadableReplyCostsTheConnectionAndNothingElse() {
        try (SessionFixture test = new SessionFixture()) {
            boolean[] broken = {true};
            ScriptedServer server = test.listen(ScriptedDevice.ofIdl(5)
                    .on(
                            "command_inout_4",
                            request -> request.reply(out -> {
                                if (broken[0]) {
                                    out.writeLong(4711);
                                } else {
                                    Any.encode(TangoType.DEV_LONG, 7, out);
                                }
                            })));
            assertThat(test.command().completion()).isEqualTo(YES);
            assertThat(server.open()).isEmpty();
            broken[0] = false;
            assertThat(test.command().value).isEqualTo(7);
            assertThat(server.conversations()).hasSize(2);
            assertThat(server.open()).allMatch(Conversation::isOpen);
        }
    }

    /** A command for which there is no memory on the way out, or on the way back. */
    private record NoMemory(boolean onTheWayOut, Exchange<Object> command) implements Exchange<Object> {
        @Override
        public byte[] operation(PeerInterface peer) {
            return command.operation(peer);
        }

        @Override
        public String description() {
            return command.description();
        }

        @Override
        public boolean hasArguments() {
            return true;
        }

        @Override
        public boolean repeatable() {
            return false;
        }

        @Override
        public void encodeArguments(PeerInterface peer, CdrWriter out) {
            if (onTheWayOut) {
                throw new OutOfMemoryError("Java heap space");
            }
            command.encodeArguments(peer, out);
        }

        @Override
        public Object decodeResult(PeerInterface peer, CdrReader in) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatMemoryDoesNotSufficeForFailsAtOnceAndCostsNothingElse(boolean onTheWayOut) {
        try (SessionFixture test = new SessionFixture()) {
            ScriptedServer server = test.listen(ScriptedDevice.ofIdl(5)
                    .on("command_inout_4", request -> request.reply(out -> Any.encode(TangoType.DEV_LONG, 7, out))));
            Outcome<Object> failed = test.begin(
                    test.device.call(new NoMemory(onTheWayOut, SessionFixture.aCommand()), TIMEOUT.toNanos()));
            assertThat(failed.failure()).hasMessageContaining("Java heap space");
            assertThat(failed.completion()).isEqualTo(onTheWayOut ? NO : YES);
            assertThat(server.open()).hasSize(1);
            assertThat(test.command().value).isEqualTo(7);
        }
    }

    @Test
    void aHalfReplyIsWaitedForAndLost() {
        try (SessionFixture test = new SessionFixture()) {
            test.listen(ScriptedDevice.ofIdl(5).on("command_inout_4", request -> {
                request.conversation().send(HexFormat.of().parseHex("47494f50010001010d000000" + "0000"));
                request.conversation().close();
            }));
            assertThat(test.command().completion()).isEqualTo(MAYBE);
        }
    }
}
