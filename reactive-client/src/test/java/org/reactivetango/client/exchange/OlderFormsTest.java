package org.reactivetango.client.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.client.session.Exchange;
import org.reactivetango.client.session.PeerInterface;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttributeValue;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.AttributeReply;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;

/**
 * What is said to devices of the older versions of the interface, byte for byte, and what is made of what they answer. The
 * captures are hand-made requests to a TangoTest in C++ with its answers.
 */
class OlderFormsTest {
    private static final String SET = "probe-tt9";

    private static PeerInterface peer(int idl) {
        return new PeerInterface(idl, new CppClntIdent(42), false);
    }

    private static String operation(Exchange<?> exchange, int idl) {
        return new String(exchange.operation(peer(idl)), StandardCharsets.US_ASCII);
    }

    /** The arguments as they are in a request, from where {@code start} bytes come before them. */
    private static byte[] arguments(Exchange<?> exchange, int idl, int start) {
        ByteBuf buffer = Unpooled.buffer();
        CdrWriter out = new CdrWriter().wrap(buffer, true, CodeSet.LATIN_1);
        buffer.writeZero(start);
        exchange.encodeArguments(peer(idl), out);
        byte[] bytes = new byte[buffer.readableBytes() - start];
        buffer.getBytes(start, bytes);
        buffer.release();
        return bytes;
    }

    private static String hex(Exchange<?> exchange, int idl) {
        return HexFormat.of().formatHex(arguments(exchange, idl, 16));
    }

    private static CapturedMessage request(String name) {
        return Captures.get(SET, name).requestMessages().get(0);
    }

    private static CdrReader reply(String name) {
        return Captures.get(SET, name).replyMessages().get(0).body();
    }

    private static void isSentAsIn(String capture, Exchange<?> exchange, int idl) {
        CapturedMessage recorded = request(capture);
        assertThat(operation(exchange, idl)).isEqualTo(recorded.operation());
        byte[] whole = recorded.bytes();
        assertThat(arguments(exchange, idl, recorded.bodyIndex()))
                .isEqualTo(Arrays.copyOfRange(whole, recorded.bodyIndex(), whole.length));
    }

    /** A captured answer, changed. */
    private static <R> CdrReader changed(Operation<?, R> operation, String capture, UnaryOperator<R> change) {
        return answer(operation, change.apply(operation.decodeResult(reply(capture))));
    }

    private static <R> CdrReader answer(Operation<?, R> operation, R result) {
        ByteBuf buffer = Unpooled.buffer();
        operation.encodeResult(result, CdrWriter.over(buffer, true));
        return CdrReader.over(buffer, true, 8);
    }

    // ---- commands

    @ParameterizedTest
    @CsvSource({"1, 54-command_inout", "2, 55-command_inout_2", "3, 55-command_inout_2"})
    void commandsAreSentAsRecorded(int idl, String capture) {
        RunCommand command =
                new RunCommand("DevDouble", TangoType.DEV_DOUBLE, 2.5, ValueType.DOUBLE, DevSource.CACHE_DEV);
        isSentAsIn(capture, command, idl);
        assertThat(command.decodeResult(peer(idl), reply(capture))).isEqualTo(2.5);
    }

    @Test
    void fromVersion4OnCommandsSayWhoAsks() {
        RunCommand command = new RunCommand("Go", TangoType.DEV_VOID, null, ValueType.ANY, DevSource.CACHE_DEV);
        for (int idl = 4; idl <= 6; idl++) {
            assertThat(operation(command, idl)).isEqualTo("command_inout_4");
            assertThat(hex(command, idl))
                    .isEqualTo("03000000476f0000" + "00000000" + "02000000" + "00000000" + "2a000000");
        }
    }

    // ---- writing

    @ParameterizedTest
    @CsvSource({"1, 69-write_attributes", "2, 69-write_attributes", "3, 70-write_attributes_3"})
    void writesAreSentAsRecorded(int idl, String capture) {
        AttributeValue recorded = Operations.WRITE_ATTRIBUTES
                .decodeArguments(request(capture).body())
                .get(0);
        double[] value = (double[]) recorded.value().value();
        assertThat(value).isNotNull();
        isSentAsIn(capture, new WriteAttribute<>("double_scalar", ValueType.DOUBLE, value[0]), idl);
    }

    @Test
    void writtenSpectraAndImagesSayTheirSize() {
        assertThat(written(new WriteAttribute<>("x", ValueType.DOUBLES, new double[] {1, 2, 3})))
                .satisfies(value -> {
                    assertThat(value.dimX()).isEqualTo(3);
                    assertThat(value.dimY()).isZero();
                    assertThat(value.value().value()).isEqualTo(new double[] {1, 2, 3});
                });
        assertThat(written(new WriteAttribute<>(
                        "x", ValueType.imageOf(short[].class), new Image<>(new short[] {1, 2, 3, 4, 5, 6}, 3, 2))))
                .satisfies(value -> {
                    assertThat(value.dimX()).isEqualTo(3);
                    assertThat(value.dimY()).isEqualTo(2);
                    assertThat(value.value().value()).isEqualTo(new short[] {1, 2, 3, 4, 5, 6});
                });
    }

    private static AttributeValue written(WriteAttribute<?> write) {
        ByteBuf bytes = Unpooled.wrappedBuffer(arguments(write, 3, 0));
        return Operations.WRITE_ATTRIBUTES
                .decodeArguments(CdrReader.over(bytes, true, 8))
                .get(0);
    }

    // ---- reading

    @ParameterizedTest
    @CsvSource({
        "1, read_attributes, 0100000002000000 7800",
        "2, read_attributes_2, 0100000002000000 7800 0000 02000000",
        "3, read_attributes_3, 0100000002000000 7800 0000 02000000",
        "4, read_attributes_4, 0100000002000000 7800 0000 02000000 00000000 2a000000",
        "5, read_attributes_5, 0100000002000000 7800 0000 02000000 00000000 2a000000",
        "6, read_attributes_5, 0100000002000000 7800 0000 02000000 00000000 2a000000"
    })
    void readsAreSentInTheFormOfTheVersion(int idl, String operation, String arguments) {
        ReadAttribute<Double> read = new ReadAttribute<>("x", ValueType.DOUBLE, DevSource.CACHE_DEV);
        assertThat(operation(read, idl)).isEqualTo(operation);
        assertThat(hex(read, idl)).isEqualTo(arguments.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aScalarOfEveryVersionIsTheSameReading(int idl) {
        Reading<Double> reading = read("double_scalar", ValueType.DOUBLE, idl, 0);
        assertThat(reading.value()).isEqualTo(17.857642219291595);
        assertThat(reading.setValue()).isEqualTo(0.0);
        assertThat(reading.quality()).isEqualTo(Quality.VALID);
        assertThat(reading.epochSecond()).isEqualTo(1795167034);
        assertThat(read("string_scalar", ValueType.STRING, idl, 1).value()).isEqualTo("Default string");
        assertThat(read("string_scalar", ValueType.STRING, idl, 1).setValue()).isEqualTo("Not initialised");
        assertThat(read("double_scalar", ValueType.ANY, idl, 0).value()).isEqualTo(17.857642219291595);
        if (idl < 4) {
            // Nothing in the answer says that it is a scalar.
            assertThat(read("double_scalar", ValueType.DOUBLES, idl, 0).value())
                    .isEqualTo(new double[] {17.857642219291595});
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aReadingThatFailedIsItsError(int idl) {
        assertThatThrownBy(() -> read("throw_exception", ValueType.DOUBLE, idl, 2))
                .isInstanceOf(DevFailedException.class);
    }

    /** One of the readings of the captured answer of that version. */
    private static <T> Reading<T> read(String name, ValueType<T> type, int idl, int index) {
        CdrReader in = switch (idl) {
            case 1 -> changed(Operations.READ_ATTRIBUTES, "57-read_attributes", all -> one(all, index));
            case 2 -> changed(Operations.READ_ATTRIBUTES_2, "59-read_attributes_2", all -> one(all, index));
            case 3 -> changed(Operations.READ_ATTRIBUTES_3, "60-read_attributes_3", all -> one(all, index));
            default -> changed(Operations.READ_ATTRIBUTES_4, "61-read_attributes_4", all -> one(all, index));
        };
        return new ReadAttribute<>(name, type, DevSource.DEV).decodeResult(peer(idl), in);
    }

    private static <E> List<E> one(List<E> all, int index) {
        return List.of(all.get(index));
    }

    /** A reading in the form of versions 1 and 2. */
    private static <T> Reading<T> readOld(ValueType<T> type, Object values, int x, int y) {
        AttributeValue value = new AttributeValue(sequence(values), Quality.VALID, new TimeVal(1, 2, 3), "x", x, y);
        return new ReadAttribute<>("x", type, DevSource.DEV)
                .decodeResult(peer(2), answer(Operations.READ_ATTRIBUTES_2, List.of(value)));
    }

    private static Any sequence(Object values) {
        ValueType<?> type = ValueType.ofValue(values);
        return Any.of(type.commandType(), values);
    }

    @Test
    void whatFollowsTheReadValuesOfAnOldReadingIsTheSetValue() {
        Reading<double[]> same = readOld(ValueType.DOUBLES, new double[] {1, 2, 3, 4}, 2, 0);
        assertThat(same.value()).containsExactly(1, 2);
        assertThat(same.setValue()).containsExactly(3, 4);
        Reading<double[]> shorter = readOld(ValueType.DOUBLES, new double[] {1, 2, 3}, 2, 0);
        assertThat(shorter.value()).containsExactly(1, 2);
        assertThat(shorter.setValue()).containsExactly(3);
        Reading<double[]> none = readOld(ValueType.DOUBLES, new double[] {1, 2}, 2, 0);
        assertThat(none.hasSetValue()).isFalse();
        Reading<double[]> empty = readOld(ValueType.DOUBLES, new double[0], 0, 0);
        assertThat(empty.value()).isEmpty();
        assertThat(readOld(ValueType.DOUBLE, new double[] {7, 8}, 1, 0).setValue())
                .isEqualTo(8.0);
    }

    @Test
    void anOldImageIsAnImage() {
        int[] values = {1, 2, 3, 4, 5, 6};
        assertThat(readOld(ValueType.imageOf(int[].class), values, 3, 2).value())
                .isEqualTo(new Image<>(values, 3, 2));
        assertThat(readOld(ValueType.ANY, values, 3, 2).value()).isEqualTo(new Image<>(values, 3, 2));
        Reading<Image<int[]>> withSet = readOld(ValueType.imageOf(int[].class), new int[] {1, 2, 3, 4}, 2, 1);
        assertThat(withSet.setValue()).isEqualTo(new Image<>(new int[] {3, 4}, 2, 1));
        // How wide the set image is, nobody says.
        assertThat(readOld(ValueType.imageOf(int[].class), new int[] {1, 2, 3}, 2, 1)
                        .hasSetValue())
                .isFalse();
    }

    @Test
    void aSpectrumIsNotTakenForAScalar() {
        assertThatThrownBy(() -> readOld(ValueType.DOUBLE, new double[] {1, 2, 3}, 3, 0))
                .isInstanceOfSatisfying(
                        DevFailedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE));
    }

    @Test
    void aStateMayComeBare() {
        AttributeValue value = new AttributeValue(
                Any.of(TangoType.DEV_STATE, DevState.MOVING), Quality.VALID, TimeVal.ZERO, "State", 1, 0);
        Reading<DevState> reading = new ReadAttribute<>("State", ValueType.STATE, DevSource.DEV)
                .decodeResult(peer(2), answer(Operations.READ_ATTRIBUTES_2, List.of(value)));
        assertThat(reading.value()).isEqualTo(DevState.MOVING);
    }

    // ---- what it says of itself

    @ParameterizedTest
    @CsvSource({
        "1, get_attribute_config, 01000000 0f000000 416c6c206174747269627574657300",
        "2, get_attribute_config_2, 01000000 0f000000 416c6c206174747269627574657300",
        "3, get_attribute_config_3, 01000000 11000000 416c6c20617474726962757465735f3300",
        "4, get_attribute_config_3, 01000000 11000000 416c6c20617474726962757465735f3300",
        "5, get_attribute_config_5, 01000000 11000000 416c6c20617474726962757465735f3300",
        "6, get_attribute_config_5, 01000000 11000000 416c6c20617474726962757465735f3300"
    })
    void allAttributesAreCalledAsTheVersionCallsThem(int idl, String operation, String arguments) {
        Question<List<AttributeConfig>> question = Question.attributeConfigs();
        assertThat(operation(question, idl)).isEqualTo(operation);
        assertThat(hex(question, idl)).isEqualTo(arguments.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 62-get_attribute_config",
        "2, 63-get_attribute_config_2",
        "3, 64-get_attribute_config_3",
        "4, 64-get_attribute_config_3"
    })
    void configurationsOfEveryVersionSayWhatTheyKnow(int idl, String capture) {
        Question<List<AttributeConfig>> question = Question.attributeConfig("double_scalar");
        assertThat(operation(question, idl)).isEqualTo(request(capture).operation());
        assertThat(question.decodeResult(peer(idl), reply(capture)).get(0)).satisfies(config -> {
            assertThat(config.name()).isEqualTo("double_scalar");
            assertThat(config.type()).isEqualTo(TangoType.DEV_DOUBLE);
            assertThat(config.format()).isEqualTo(DataFormat.SCALAR);
            assertThat(config.writeType()).isEqualTo(WriteType.READ_WRITE);
            assertThat(config.displayFormat()).isEqualTo("%6.2f");
            assertThat(config.writableAttributeName()).isEqualTo("double_scalar");
            assertThat(config.level()).isEqualTo(DisplayLevel.OPERATOR);
            assertThat(config.alarms()).isEqualTo(AttributeConfig.Alarms.NONE);
            assertThat(config.events().relChange()).isEqualTo(AttributeConfig.NOT_SPECIFIED);
            assertThat(config.enumLabels()).isEmpty();
        });
    }

    @Test
    void commandsOfVersion1AreForOperators() {
        Question<CommandInfo> question = Question.command("DevDouble");
        isSentAsIn("68-command_query", question, 1);
        CommandInfo info = question.decodeResult(peer(1), reply("68-command_query"));
        assertThat(info.name()).isEqualTo("DevDouble");
        assertThat(info.inType()).isEqualTo(TangoType.DEV_DOUBLE);
        assertThat(info.level()).isEqualTo(DisplayLevel.OPERATOR);
        assertThat(operation(question, 2)).isEqualTo("command_query_2");
        Question<List<CommandInfo>> all = Question.commands();
        assertThat(operation(all, 1)).isEqualTo("command_list_query");
        assertThat(operation(all, 2)).isEqualTo("command_list_query_2");
        assertThat(all.decodeResult(peer(1), reply("67-command_list_query")))
                .extracting(CommandInfo::name)
                .contains("DevDouble", "State", "Status", "Init");
    }

    @ParameterizedTest
    @CsvSource({"1, 65-info", "2, 65-info", "3, 66-info_3", "4, 66-info_3", "5, 66-info_3"})
    void infoOfEveryVersion(int idl, String capture) {
        assertThat(operation(Question.info(), idl)).isEqualTo(request(capture).operation());
        assertThat(Question.info().hasArguments()).isFalse();
        assertThat(Question.info().decodeResult(peer(idl), reply(capture))).satisfies(info -> {
            assertThat(info.deviceClass()).isEqualTo("TangoTest");
            assertThat(info.serverId()).isEqualTo("TangoTest/n9");
            assertThat(info.docUrl()).isEqualTo("http://www.tango-controls.org");
        });
    }

    @Test
    void infoOfVersion6() {
        assertThat(operation(Question.info(), 6)).isEqualTo("info_6");
    }

    // ---- several at once

    @ParameterizedTest
    @CsvSource({
        "2, read_attributes_2, 0200000002000000 78000000 02000000 79000000 02000000",
        "5, read_attributes_5, 0200000002000000 78000000 02000000 79000000 02000000 00000000 2a000000"
    })
    void severalAreAskedForInOneRequest(int idl, String operation, String arguments) {
        ReadAttributes reads = new ReadAttributes(List.of("x", "y"), DevSource.CACHE_DEV);
        assertThat(operation(reads, idl)).isEqualTo(operation);
        assertThat(hex(reads, idl)).isEqualTo(arguments.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({"1, 57-read_attributes", "2, 59-read_attributes_2", "3, 60-read_attributes_3", "4, 61-read_attributes_4"
    })
    void severalReadingsOfEveryVersion(int idl, String capture) {
        List<String> names = idl < 3 ? List.of("a", "b") : List.of("a", "b", "c");
        List<AttributeReply<Object>> replies =
                new ReadAttributes(names, DevSource.DEV).decodeResult(peer(idl), reply(capture));
        assertThat(replies).extracting(AttributeReply::name).isEqualTo(names);
        assertThat(replies.get(0).reading().value()).isEqualTo(17.857642219291595);
        assertThat(replies.get(1).reading().value()).isEqualTo("Default string");
        if (idl >= 3) {
            assertThat(replies.get(2).failure()).isPresent();
        }
        assertThatThrownBy(
                        () -> new ReadAttributes(List.of("a"), DevSource.DEV).decodeResult(peer(idl), reply(capture)))
                .isInstanceOf(TangoProtocolException.Remote.class);
    }

    @Test
    void questionsMayBeRepeatedAndChangesMayNot() {
        @Nullable Object none = null;
        assertThat(Question.info().repeatable()).isTrue();
        assertThat(new ReadAttribute<>("x", ValueType.DOUBLE, DevSource.DEV).repeatable())
                .isTrue();
        assertThat(new WriteAttribute<>("x", ValueType.DOUBLE, 1.0).repeatable())
                .isFalse();
        assertThat(new RunCommand("Go", TangoType.DEV_VOID, none, ValueType.ANY, DevSource.DEV).repeatable())
                .isFalse();
    }
}
