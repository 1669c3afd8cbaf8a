package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.CommandInoutHistory;
import org.reactivetango.core.idl.DevAttrHistory;
import org.reactivetango.core.idl.DevAttrHistory3;
import org.reactivetango.core.idl.DevAttrHistory5;
import org.reactivetango.core.idl.DevCmdHistory;
import org.reactivetango.core.idl.DevCmdHistory4;
import org.reactivetango.core.idl.EltInArray;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributeHistory;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.testkit.rpc.VirtualLoop;

/**
 * Every history that a server in C++ or Python was recorded to send is taken apart, record by record, by a few lines of its
 * own; a device that gives these records when it is polled sends the same history.
 */
final class HistoryTest {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final VirtualLoop time = new VirtualLoop();
    private final Device device = new Device(
            "test/history/1",
            new Lanes(Limits.DEFAULT).lane("test/history/1", time.loop()),
            new DeviceInfo("Test", "Test/1", "here", 6, "", "", Map.of()),
            "dserver/test/1");

    static Stream<Capture> ofAttributes() {
        return Captures.all().stream()
                .filter(capture -> asks(capture, Operations.READ_ATTRIBUTE_HISTORY_5.name()))
                .filter(capture -> capture.replyMessages().get(0).replyStatus() == 0);
    }

    static Stream<Capture> ofCommands() {
        return Captures.all().stream()
                .filter(capture -> asks(capture, Operations.COMMAND_INOUT_HISTORY_4.name()))
                .filter(capture -> capture.replyMessages().get(0).replyStatus() == 0);
    }

    private static boolean asks(Capture capture, String operation) {
        List<CapturedMessage> requests = capture.requestMessages();
        return requests.size() == 1 && requests.get(0).operation().equals(operation);
    }

    @Test
    void thereAreSome() {
        assertThat(ofAttributes().count()).isGreaterThanOrEqualTo(15);
        assertThat(ofCommands().count()).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("ofAttributes")
    void anAttributesIsSentAsItWasRecorded(Capture capture) {
        DevAttrHistory5 recorded = Operations.READ_ATTRIBUTE_HISTORY_5.decodeResult(
                capture.replyMessages().get(0).body());
        TangoType type = TangoType.ofCode(recorded.dataType());
        int count = recorded.dates().size();
        Deque<Object> values = new ArrayDeque<>();
        int end = recorded.value().value() == null
                ? 0
                : Array.getLength(recorded.value().value());
        Object setValue = type.javaType();
        boolean writable = recorded.wDims().stream().anyMatch(dim -> dim.dimX() > 0);
        for (int record = 0; record < count; record++) {
            List<DevError> errors = inRun(recorded.errors(), recorded.errorsArray(), record);
            AttributeDim read = inRun(recorded.rDims(), recorded.rDimsArray(), record);
            AttributeDim set = inRun(recorded.wDims(), recorded.wDimsArray(), record);
            Quality quality = inRun(recorded.quals(), recorded.qualsArray(), record);
            Instant date = recorded.dates().get(record).toInstant();
            if (errors != null) {
                values.add(new DevFailedException(errors));
            } else if (quality == Quality.INVALID) {
                values.add(Reading.invalid(date));
            } else {
                int begin = end - elements(read) - elements(set);
                Object value = part(recorded.value(), begin, elements(read), recorded.dataFormat());
                setValue = part(recorded.value(), begin + elements(read), elements(set), recorded.dataFormat());
                end = begin;
                values.add(Reading.of(value, quality, date));
            }
        }
        Attribute attribute = new Attribute(
                AttributeConfig.of(
                                recorded.name(),
                                writable ? WriteType.READ_WRITE : WriteType.READ,
                                recorded.dataFormat(),
                                type)
                        .with(c -> c.maxX(1000)),
                ValueType.ofAttribute(type, recorded.dataFormat()),
                () -> next(values),
                null,
                Set.of(),
                Set.of(),
                device.lane(),
                false,
                new Attribute.SetPoint(setValue));
        device.add(attribute);
        poll(new PolledAttribute(device, attribute, PERIOD, count), count);

        ReadAttributeHistory wanted = new ReadAttributeHistory(recorded.name(), count);
        assertThat(withDatesOf(recorded, send(Operations.READ_ATTRIBUTE_HISTORY_5, wanted)))
                .isEqualTo(recorded);
        checkOlderForms(wanted, recorded);
    }

    private <A, R> R send(org.reactivetango.core.idl.Operation<A, R> operation, A arguments) {
        return MemoryCall.send(device, operation, arguments).result();
    }

    /** What fails has the date of the server. */
    private static DevAttrHistory5 withDatesOf(DevAttrHistory5 recorded, DevAttrHistory5 sent) {
        List<TimeVal> dates = new ArrayList<>(sent.dates());
        for (EltInArray run : recorded.errorsArray()) {
            for (int i = 0; i < run.nbElt(); i++) {
                dates.set(run.start() - i, recorded.dates().get(run.start() - i));
            }
        }
        return new DevAttrHistory5(
                sent.name(),
                sent.dataFormat(),
                sent.dataType(),
                dates,
                sent.value(),
                sent.quals(),
                sent.qualsArray(),
                sent.rDims(),
                sent.rDimsArray(),
                sent.wDims(),
                sent.wDimsArray(),
                sent.errors(),
                sent.errorsArray());
    }

    /** One record after the other. */
    private void checkOlderForms(ReadAttributeHistory wanted, DevAttrHistory5 recorded) {
        assertThat(send(Operations.READ_ATTRIBUTE_HISTORY_4, wanted).value()).isEqualTo(recorded.value());
        List<DevAttrHistory3> third = send(Operations.READ_ATTRIBUTE_HISTORY_3, wanted);
        List<DevAttrHistory> second = send(Operations.READ_ATTRIBUTE_HISTORY_2, wanted);
        assertThat(third).hasSameSizeAs(recorded.dates());
        for (int record = 0; record < third.size(); record++) {
            List<DevError> errors = inRun(recorded.errors(), recorded.errorsArray(), record);
            assertThat(third.get(record).attrFailed()).isEqualTo(errors != null);
            assertThat(third.get(record).value().errList()).isEqualTo(errors == null ? List.of() : errors);
            assertThat(third.get(record).value().rDim())
                    .isEqualTo(inRun(recorded.rDims(), recorded.rDimsArray(), record));
            assertThat(second.get(record).value().value())
                    .isEqualTo(third.get(record).value().value());
            assertThat(second.get(record).errors())
                    .isEqualTo(third.get(record).value().errList());
        }
    }

    @ParameterizedTest
    @MethodSource("ofCommands")
    void aCommandsIsSentAsItWasRecorded(Capture capture) {
        DevCmdHistory4 recorded = Operations.COMMAND_INOUT_HISTORY_4.decodeResult(
                capture.replyMessages().get(0).body());
        int count = recorded.dates().size();
        Deque<Object> values = new ArrayDeque<>();
        for (int record = 0; record < count; record++) {
            values.add(part(recorded.value(), count - 1 - record, 1, DataFormat.SCALAR));
        }
        poll(command("Recorded", TangoType.ofCode(recorded.cmdType()), values, count), count);
        DevCmdHistory4 sent = send(Operations.COMMAND_INOUT_HISTORY_4, new CommandInoutHistory("recorded", count));
        assertThat(sent)
                .isEqualTo(new DevCmdHistory4(
                        sent.dates(),
                        recorded.value(),
                        recorded.dims(),
                        recorded.dimsArray(),
                        recorded.errors(),
                        recorded.errorsArray(),
                        recorded.cmdType()));
    }

    @Test
    void resultsOfTwoPartsAreJoinedPartByPart() {
        DevFailedException broken = DevFailedException.of("Test_Broken", "as planned", "HistoryTest");
        Deque<Object> values = new ArrayDeque<>();
        values.add(new DevVarLongStringArray(new int[] {1}, new String[] {"a", "b"}));
        values.add(broken);
        values.add(broken);
        values.add(new DevVarLongStringArray(new int[] {2, 3}, new String[] {"c"}));
        poll(command("Pairs", TangoType.DEVVAR_LONGSTRINGARRAY, values, 10), 4);

        CommandInoutHistory wanted = new CommandInoutHistory("Pairs", 10);
        DevCmdHistory4 sent = send(Operations.COMMAND_INOUT_HISTORY_4, wanted);
        assertThat(sent.value().value())
                .isEqualTo(new DevVarLongStringArray(new int[] {2, 3, 1}, new String[] {"c", "a", "b"}));
        assertThat(sent.dims()).containsExactly(new AttributeDim(2, 1), AttributeDim.NONE, new AttributeDim(1, 2));
        assertThat(sent.dimsArray()).containsExactly(new EltInArray(3, 1), new EltInArray(2, 2), new EltInArray(0, 1));
        assertThat(sent.errors()).containsExactly(broken.errors());
        assertThat(sent.errorsArray()).containsExactly(new EltInArray(2, 2));
        assertThat(sent.dates()).containsExactly(second(0), second(1), second(2), second(3));

        List<DevCmdHistory> each = send(Operations.COMMAND_INOUT_HISTORY_2, wanted);
        assertThat(each.stream().map(DevCmdHistory::cmdFailed)).containsExactly(false, true, true, false);
        assertThat(each.get(3).value().value())
                .isEqualTo(new DevVarLongStringArray(new int[] {2, 3}, new String[] {"c"}));
        assertThat(send(Operations.COMMAND_INOUT_HISTORY_2, new CommandInoutHistory("Pairs", 2)))
                .isEqualTo(each.subList(2, 4));
        assertThat(send(Operations.COMMAND_INOUT_HISTORY_2, new CommandInoutHistory("Pairs", 0)))
                .isEmpty();
    }

    private static TimeVal second(int number) {
        return TimeVal.of(Instant.ofEpochSecond(number));
    }

    private PolledCommand command(String name, TangoType out, Deque<Object> values, int depth) {
        Command command = new Command(
                new CommandInfo(name, DisplayLevel.OPERATOR, TangoType.DEV_VOID, out, "", ""),
                Set.of(),
                device.lane(),
                false,
                nothing -> next(values));
        device.add(command);
        return new PolledCommand(device, command, PERIOD, depth);
    }

    private void poll(PolledObject object, int times) {
        object.begin();
        for (int i = 0; i < times; i++) {
            time.run(() -> assertThat(object.poll(polled -> {})).isTrue());
            time.advance(Duration.ofSeconds(1));
        }
    }

    private static Object next(Deque<Object> values) {
        Object next = values.remove();
        if (next instanceof DevFailedException failed) {
            throw failed;
        }
        return next;
    }

    private static int elements(AttributeDim dim) {
        return dim.dimX() * Math.max(1, dim.dimY());
    }

    private static <V> @Nullable V inRun(List<V> values, List<EltInArray> runs, int record) {
        for (int i = 0; i < runs.size(); i++) {
            int start = runs.get(i).start();
            if (record <= start && record > start - runs.get(i).nbElt()) {
                return values.get(i);
            }
        }
        return null;
    }

    private static Object part(Any all, int begin, int count, DataFormat format) {
        Object array = all.value();
        if (format == DataFormat.SCALAR && count == 1) {
            return Array.get(array, begin);
        }
        Object part = Array.newInstance(array.getClass().getComponentType(), count);
        System.arraycopy(array, begin, part, 0, count);
        return part;
    }
}
