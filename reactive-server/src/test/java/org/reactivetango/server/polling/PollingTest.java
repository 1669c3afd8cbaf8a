package org.reactivetango.server.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventSubscription;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttributeValue5;
import org.reactivetango.core.idl.CommandInout4;
import org.reactivetango.core.idl.CommandInoutHistory;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributeHistory;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.core.zmq.InMemoryMessages;
import org.reactivetango.server.dispatch.Attribute;
import org.reactivetango.server.dispatch.Builtins;
import org.reactivetango.server.dispatch.Command;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.MemoryCall;
import org.reactivetango.server.events.EventSupplier;
import org.reactivetango.server.events.SocketOptions;
import org.reactivetango.testkit.ProofSize;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** When things are polled and what clients get of it, in virtual time. */
final class PollingTest {
    private static final String NAME = "test/polling/1";
    private static final String ORIGIN = "PollingTest";
    private static final int DEPTH = Polling.DEFAULT_DEPTH;

    private final SteppedLoop time = new SteppedLoop();
    private final Lane lane = new Lanes(Limits.DEFAULT).lane(NAME, time);
    private final Device device = new Device(
            NAME, lane, new DeviceInfo("Poller", "Poller/1", "here", 6, "", "", Map.of()), "dserver/poller/1");
    private final EventSupplier events = new EventSupplier(
            time,
            () -> new InMemoryMessages().open(time),
            SocketOptions.of("127.0.0.1"),
            "dserver/poller/1",
            name -> device);
    private final Polling polling = new Polling(List.of(time), events.polled());

    /** When readings began, in milliseconds. */
    private final List<Long> began = new ArrayList<>();

    private int next;

    PollingTest() {
        polling.add(device);
        device.state(DevState.ON);
    }

    private Mono<Integer> taking(long millis) {
        return Mono.delay(Duration.ofMillis(millis), time.asScheduler()).map(tick -> next++);
    }

    private Attribute attribute(String name, Supplier<@Nullable Object> reader, DevState... allowedIn) {
        return attribute(
                AttributeConfig.of(name, WriteType.READ, DataFormat.SCALAR, TangoType.DEV_LONG), reader, allowedIn);
    }

    private Attribute attribute(AttributeConfig config, Supplier<@Nullable Object> reader, DevState... allowedIn) {
        Attribute attribute = new Attribute(
                config,
                ValueType.of(Integer.class),
                () -> {
                    began.add(now());
                    return reader.get();
                },
                null,
                Set.of(allowedIn),
                Set.of(),
                lane,
                false,
                new Attribute.SetPoint(0));
        device.add(attribute);
        return attribute;
    }

    private void command(String name, TangoType in, Supplier<@Nullable Object> body) {
        device.add(new Command(
                new CommandInfo(name, DisplayLevel.OPERATOR, in, TangoType.DEV_LONG, "", ""),
                Set.of(),
                lane,
                false,
                nothing -> body.get()));
    }

    private long now() {
        return Duration.ofNanos(time.nanoTime()).toMillis();
    }

    private void poll(String type, String name, int periodMillis) {
        polling.add(device, type, name, periodMillis, DEPTH, ORIGIN);
    }

    private void start() {
        polling.start().subscribe();
        time.advanceMillis(0);
    }

    private <A, R> R send(Operation<A, R> operation, A arguments) {
        return MemoryCall.send(device, operation, arguments).result();
    }

    private AttributeValue5 read(String name, DevSource source) {
        return send(Operations.READ_ATTRIBUTES_5, new ReadAttributes5(List.of(name), source, new CppClntIdent(1)))
                .get(0);
    }

    private @Nullable Object value(String name, DevSource source) {
        AttributeValue5 read = read(name, source);
        return read.errList().isEmpty()
                ? ((int[]) read.value().value())[0]
                : read.errList().get(0).reason();
    }

    private @Nullable Object run(String name, DevSource source) {
        try {
            return send(Operations.COMMAND_INOUT_4, new CommandInout4(name, Any.VOID, source, new CppClntIdent(1)))
                    .value();
        } catch (DevFailedException failed) {
            return failed.errors().get(0).reason();
        }
    }

    private void checkCounts(long begun, long late, long skipped) {
        assertThat(List.of(
                        polling.counters().begun(),
                        polling.counters().late(),
                        polling.counters().skipped()))
                .containsExactly(begun, late, skipped);
    }

    // ---- when

    @Test
    void readingsBeginAtMultiplesOfThePeriodHoweverLongTheyTake() {
        attribute("number", () -> taking(30));
        poll("attribute", "number", 100);
        time.advanceMillis(70);
        assertThat(began).isEmpty();
        start();
        time.advanceMillis(450);
        assertThat(began).containsExactly(70L, 170L, 270L, 370L, 470L);
        checkCounts(5, 0, 0);
        assertThat(polling.status(device)).containsExactly("""
                Polled attribute name = number
                Polling period (mS) = 100
                Polling ring buffer depth = 10
                Time needed for the last attribute reading (mS) = 30.000
                Data not updated since 50 mS
                Delta between last records (in mS) = 100, 100, 100, 100""");
    }

    @Test
    void aReadingThatIsStillUnderWayStandsForThoseThatAreDue() {
        attribute("slow", () -> taking(250));
        poll("attribute", "slow", 100);
        start();
        time.advanceMillis(999);
        assertThat(began).containsExactly(0L, 300L, 600L, 900L);
        checkCounts(4, 0, 6);
    }

    @Test
    void aLoopThatIsHeldUpReadsOnceAndGoesOnInStep() {
        attribute("number", () -> {
            if (began.size() == 3) {
                time.hold(Duration.ofMillis(350));
            }
            return next++;
        });
        poll("attribute", "number", 100);
        start();
        time.advanceMillis(649);
        // The reading of 200 holds the loop until 550; that of 300 begins then and is late, 400 and 500 are lost.
        assertThat(began).containsExactly(0L, 100L, 200L, 550L, 600L, 700L, 800L, 900L);
        checkCounts(8, 1, 2);
    }

    @Test
    void aReadingThatNeverEndsIsNoneAndHoldsUpNothingElse() {
        device.add(new Attribute(
                AttributeConfig.of("hanging", WriteType.READ, DataFormat.SCALAR, TangoType.DEV_LONG),
                ValueType.of(Integer.class),
                Mono::never,
                null,
                Set.of(),
                Set.of(),
                new Lanes(Limits.DEFAULT).lane("another", time),
                false,
                new Attribute.SetPoint(0)));
        attribute("number", () -> next++);
        poll("attribute", "hanging", 100);
        poll("attribute", "number", 100);
        start();
        time.advanceMillis(1000);
        assertThat(began).hasSize(11);
        checkCounts(12, 0, 10);
        assertThat(value("hanging", DevSource.CACHE)).isEqualTo("API_NoDataYet");
        polling.remove(device, "attribute", "hanging", ORIGIN);
        polling.remove(device, "attribute", "number", ORIGIN);
        time.advanceMillis(1000);
        assertThat(began).hasSize(11);
        assertThat(time.timersNow()).isZero();
    }

    @Test
    void thousandsAreReadInTurnsWithOneTimer() {
        int count = ProofSize.of(1_000, 10_000);
        for (int i = 0; i < count; i++) {
            attribute("a" + i, () -> 1);
            poll("attribute", "a" + i, 1000);
        }
        List<Integer> inTurn = new ArrayList<>();
        time.afterEachTimer(() -> {
            inTurn.add(began.size());
            began.clear();
        });
        start();
        time.advanceMillis(2500);
        assertThat(inTurn).hasSizeLessThan(3 * count / 50 + 10).allMatch(readings -> readings <= 50);
        assertThat(inTurn.stream().mapToInt(readings -> readings).sum()).isEqualTo(3 * count);
        assertThat(time.timersNow()).isEqualTo(1);
        checkCounts(3 * count, 0, 0);
    }

    @Test
    void anotherPeriodCountsFromNowOnAndStoppedPollingKeepsWhatWasRead() {
        attribute("number", () -> next++);
        poll("attribute", "number", 3_600_000);
        start();
        time.advanceMillis(10);
        polling.change(device, "attribute", "NUMBER", 100, ORIGIN);
        time.advanceMillis(200);
        assertThat(began).containsExactly(0L, 110L, 210L);
        polling.change(device, "attribute", "number", 1000, ORIGIN);
        time.advanceMillis(1100);
        assertThat(began).containsExactly(0L, 110L, 210L, 310L, 1310L);

        polling.stop().subscribe();
        time.advanceMillis(3000);
        assertThat(value("number", DevSource.CACHE)).isEqualTo(4);
        time.advanceMillis(1001);
        assertThat(value("number", DevSource.CACHE)).isEqualTo("API_NotUpdatedAnyMore");
        assertThat(send(Operations.READ_ATTRIBUTE_HISTORY_5, new ReadAttributeHistory("number", 10))
                        .dates())
                .hasSize(5);
        attribute("late", () -> next++);
        poll("attribute", "late", 100);
        time.advanceMillis(1000);
        assertThat(began).hasSize(5);
        start();
        assertThat(began).hasSize(7);
    }

    // ---- what clients get

    @Test
    void clientsGetWhatWasPolledUnlessTheyAskForTheDevice() {
        attribute("number", () -> next++);
        command("Count", TangoType.DEV_VOID, () -> next++);
        command("Square", TangoType.DEV_LONG, () -> 0);
        assertThat(value("number", DevSource.CACHE)).isEqualTo("API_AttrNotPolled");
        assertThat(value("number", DevSource.CACHE_DEV)).isEqualTo(0);
        assertThat(run("Count", DevSource.CACHE)).isEqualTo("API_CmdNotPolled");
        assertThat(run("Square", DevSource.CACHE)).isEqualTo("API_IncompatibleCmdArgumentType");
        assertThat(run("Nothing", DevSource.CACHE)).isEqualTo("API_CommandNotFound");
        assertThat(value("nothing", DevSource.CACHE)).isEqualTo("API_AttrNotFound");
        checkHistory("number", "API_AttrNotPolled");
        checkHistory("nothing", "API_AttrNotFound");
        checkCommandHistory("Count", "API_CmdNotPolled");
        checkCommandHistory("Square", "API_IncompatibleCmdArgumentType");
        checkCommandHistory("Nothing", "API_CommandNotFound");

        poll("attribute", "number", 100);
        poll("command", "Count", 100);
        assertThat(value("number", DevSource.CACHE)).isEqualTo("API_NoDataYet");
        assertThat(value("number", DevSource.CACHE_DEV)).isEqualTo(1);
        assertThat(run("Count", DevSource.CACHE)).isEqualTo("API_NoDataYet");
        assertThat(run("Count", DevSource.CACHE_DEV)).isEqualTo(2);
        checkHistory("number", "API_NoDataYet");
        checkCommandHistory("Count", "API_NoDataYet");

        start();
        // 3 and 4, in whatever order.
        int sum = 0;
        for (DevSource source : List.of(DevSource.CACHE, DevSource.CACHE_DEV)) {
            sum += (int) Objects.requireNonNull(value("number", source));
            sum += (int) Objects.requireNonNull(run("Count", source));
        }
        assertThat(sum).isEqualTo(14);
        assertThat(value("NUMBER", DevSource.DEV)).isEqualTo(5);
        assertThat(run("count", DevSource.DEV)).isEqualTo(6);

        polling.remove(device, "attribute", "number", ORIGIN);
        polling.remove(device, "command", "count", ORIGIN);
        assertThat(value("number", DevSource.CACHE)).isEqualTo("API_AttrNotPolled");
        assertThat(value("number", DevSource.CACHE_DEV)).isEqualTo(7);
        assertThat(run("Count", DevSource.CACHE_DEV)).isEqualTo(8);
    }

    private void checkHistory(String name, String reason) {
        for (Operation<ReadAttributeHistory, ?> operation : List.of(
                Operations.READ_ATTRIBUTE_HISTORY_2,
                Operations.READ_ATTRIBUTE_HISTORY_3,
                Operations.READ_ATTRIBUTE_HISTORY_4,
                Operations.READ_ATTRIBUTE_HISTORY_5)) {
            assertThatThrownBy(() -> send(operation, new ReadAttributeHistory(name, 5)))
                    .isInstanceOfSatisfying(
                            DevFailedException.class,
                            failed ->
                                    assertThat(failed.errors().get(0).reason()).isEqualTo(reason));
        }
    }

    private void checkCommandHistory(String name, String reason) {
        for (Operation<CommandInoutHistory, ?> operation :
                List.of(Operations.COMMAND_INOUT_HISTORY_2, Operations.COMMAND_INOUT_HISTORY_4)) {
            assertThatThrownBy(() -> send(operation, new CommandInoutHistory(name, 5)))
                    .isInstanceOfSatisfying(
                            DevFailedException.class,
                            failed ->
                                    assertThat(failed.errors().get(0).reason()).isEqualTo(reason));
        }
    }

    /** One that is polled and fresh comes from the cache, the others from the device, in the order of the request. */
    @Test
    void eachElementOfARequestComesFromWhereItIs() {
        attribute("polled", () -> 10 + next++);
        attribute("plain", () -> 20);
        poll("attribute", "polled", 100);
        start();
        began.clear();
        List<AttributeValue5> values = send(
                Operations.READ_ATTRIBUTES_5,
                new ReadAttributes5(
                        List.of("plain", "Polled", "none", "plain"), DevSource.CACHE_DEV, new CppClntIdent(1)));
        assertThat(values.stream().map(AttributeValue5::name)).containsExactly("plain", "polled", "none", "plain");
        assertThat((int[]) values.get(1).value().value()).containsExactly(10);
        assertThat((int[]) values.get(3).value().value()).containsExactly(20);
        assertThat(values.get(2).errList().get(0).reason()).isEqualTo("API_AttrNotFound");
        assertThat(began).hasSize(2);
    }

    @Test
    void whatFailsIsAResultToo() {
        attribute("refused", () -> 1, DevState.OFF);
        attribute("failing", () -> Mono.error(DevFailedException.of("Test_Broken", "as planned", "Poller::failing")));
        attribute("throwing", () -> {
            throw new IllegalStateException("as planned");
        });
        attribute("empty", Mono::empty);
        attribute("wrong", () -> "text");
        command("Wrong", TangoType.DEV_VOID, () -> "text");
        for (String name : List.of("refused", "failing", "throwing", "empty", "wrong")) {
            poll("attribute", name, 100);
        }
        poll("command", "Wrong", 100);
        start();
        assertThat(value("refused", DevSource.CACHE_DEV)).isEqualTo("API_AttrNotAllowed");
        assertThat(value("failing", DevSource.CACHE_DEV)).isEqualTo("Test_Broken");
        assertThat(value("throwing", DevSource.CACHE_DEV)).isEqualTo("API_UncaughtException");
        assertThat(value("empty", DevSource.CACHE_DEV)).isEqualTo("API_AttrValueNotSet");
        assertThat(value("wrong", DevSource.CACHE_DEV)).isEqualTo("API_IncompatibleAttrDataType");
        assertThat(run("Wrong", DevSource.CACHE_DEV)).isEqualTo("API_IncompatibleCmdArgumentType");
        assertThat(polling.status(device).get(2)).isEqualTo("""
                Polled attribute name = failing
                Polling period (mS) = 100
                Polling ring buffer depth = 10
                Time needed for the last attribute reading (mS) = 0.000
                Data not updated since 0 mS
                Last attribute read FAILED :
                \tReason = Test_Broken
                \tDesc = as planned
                \tOrigin = Poller::failing""");
    }

    @Test
    void aLaneThatIsNotFreeInTimeIsAFailure() {
        attribute("number", () -> next++);
        Sinks.Empty<Object> holder = Sinks.empty();
        lane.call("long work", holder::asMono).subscribe();
        poll("attribute", "number", 1000);
        start();
        time.advanceMillis(3500);
        assertThat(value("number", DevSource.CACHE)).isEqualTo("API_CommandTimedOut");
        checkCounts(1, 0, 3);
        holder.tryEmitEmpty();
        time.advanceMillis(1000);
        assertThat(value("number", DevSource.CACHE)).isEqualTo(0);
    }

    @Test
    void stateIsPolledAsAnAttributeAndServedAsACommandToo() {
        Builtins.addTo(device, nothing -> null);
        poll("COMMAND", "state", 100);
        start();
        device.state(DevState.FAULT);
        assertThat(run("State", DevSource.CACHE)).isEqualTo(DevState.ON);
        assertThat(run("State", DevSource.DEV)).isEqualTo(DevState.FAULT);
        assertThat(read("State", DevSource.CACHE).value().value()).isEqualTo(DevState.ON);
        time.advanceMillis(1350);
        String text = """
                Polled %1$s name = State
                Polling period (mS) = 100
                Polling ring buffer depth = 10
                Time needed for the last %1$s reading (mS) = 0.000
                Data not updated since 50 mS
                Delta between last records (in mS) = 100, 100, 100, 100""";
        assertThat(polling.status(device)).containsExactly(text.formatted("command"), text.formatted("attribute"));
        assertThat(send(Operations.COMMAND_INOUT_HISTORY_4, new CommandInoutHistory("State", 10))
                        .cmdType())
                .isEqualTo(TangoType.DEV_STATE.code());
        polling.remove(device, "attribute", "State", ORIGIN);
        assertThat(polling.status(device)).isEmpty();
        assertThat(polling.isPolled(device)).isFalse();
    }

    @Test
    void theStatusTellsHowOldTheDataIs() {
        attribute("number", () -> next++);
        attribute("external", () -> next++);
        poll("attribute", "number", 1000);
        poll("attribute", "external", 0);
        start();
        polling.stop().subscribe();
        assertThat(since(24)).isEqualTo("24 mS");
        assertThat(since(3000)).isEqualTo("3 S and 24 mS");
        assertThat(since(2 * 60_000 + 2000)).isEqualTo("2 MN ,5 S and 24 mS");
        assertThat(since(55_000)).isEqualTo("3 MN and 24 mS");
        assertThat(since(976)).isEqualTo("3 MN ,1 S");
        assertThat(polling.status(device).get(1)).isEqualTo("""
                Polled attribute name = external
                Polling externally triggered
                Polling ring buffer depth = 10
                No data recorded yet""");
    }

    private String since(long moreMillis) {
        time.advanceMillis(moreMillis);
        String line = polling.status(device).get(0).lines().skip(4).findFirst().orElseThrow();
        assertThat(line).startsWith("Data not updated since ");
        return line.substring("Data not updated since ".length());
    }

    @Test
    void aRestartForgetsWhatWasReadAndGoesOn() {
        attribute("number", () -> next++);
        poll("attribute", "number", 100);
        start();
        time.advanceMillis(250);
        polling.restarted(device);
        assertThat(value("number", DevSource.CACHE)).isEqualTo("API_NoDataYet");
        time.advanceMillis(50);
        assertThat(value("number", DevSource.CACHE)).isEqualTo(3);
    }

    // ---- events

    @Test
    void pollingMakesChangePeriodicAndArchiveEvents() {
        AttributeConfig config = AttributeConfig.of("number", WriteType.READ, DataFormat.SCALAR, TangoType.DEV_LONG)
                .with(c -> c.events(new AttributeConfig.Events(
                        AttributeConfig.NOT_SPECIFIED,
                        "3",
                        "1000",
                        AttributeConfig.NOT_SPECIFIED,
                        AttributeConfig.NOT_SPECIFIED,
                        "2000")));
        Attribute plain = attribute("plain", () -> next);
        attribute(config, () -> {
            if (next == 13) {
                throw DevFailedException.of("Test_Broken", "as planned", "PollingTest");
            }
            return next;
        });
        events.port(4711);
        try {
            assertThat(refusal("number", EventType.CHANGE)).isEqualTo("API_AttributePollingNotStarted");
            poll("attribute", "number", 200);
            poll("attribute", "plain", 200);
            assertThat(refusal("plain", EventType.CHANGE)).isEqualTo("API_EventPropertiesNotSet");
            assertThat(refusal("plain", EventType.ARCHIVE)).isEqualTo("API_EventPropertiesNotSet");
            subscribe("number", EventType.CHANGE);
            start();
            checkEvents(0, 1); // The first reading.
            next = 2;
            checkEvents(1000, 0); // Less than the step.
            next = 4;
            checkEvents(1000, 1); // Slow drifts add up.
            next = 13;
            checkEvents(1000, 1); // The same error again and again is one.
            next = 4;
            checkEvents(1000, 1); // The first value behind it.
            subscribe("plain", EventType.PERIODIC);
            checkEvents(2000, 2);
            subscribe("number", EventType.ARCHIVE);
            checkEvents(2000, 2 + 1);
            polling.remove(device, "attribute", "number", ORIGIN);
            assertThat(news()).as("errors that say that polling is over").isEqualTo(2);
            checkEvents(2000, 2);
            time.advanceMillis(Duration.ofMinutes(10).toMillis());
            news();
            checkEvents(5000, 0); // Nobody has renewed a subscription.
            assertThat(plain.isPolled()).isTrue();
        } finally {
            events.close().block(Duration.ofSeconds(30));
        }
    }

    private long seen;

    private long news() {
        long before = seen;
        seen = events.pushed();
        return seen - before;
    }

    private void checkEvents(long afterMillis, long expected) {
        time.advanceMillis(afterMillis);
        assertThat(news()).isEqualTo(expected);
    }

    private void subscribe(String attribute, EventType type) {
        Objects.requireNonNull(
                events.subscribe(EventSubscription.to(NAME, attribute, type, 5)).block(Duration.ofSeconds(30)));
    }

    private String refusal(String attribute, EventType type) {
        try {
            subscribe(attribute, type);
            return "accepted";
        } catch (DevFailedException refused) {
            return refused.errors().get(0).reason();
        }
    }
}
