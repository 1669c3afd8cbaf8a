package org.reactivetango.core.idl;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.ByteNameTable;
import org.reactivetango.core.cdr.CdrCodec;
import org.reactivetango.core.model.DevState;

/** Every operation that Tango's peers call, by version of the interface {@code Device}. */
public final class Operations {
    private static final List<Operation<?, ?>> DEFINED = new ArrayList<>();

    // What every CORBA object understands.
    public static final Operation<String, Boolean> IS_A = silent("_is_a", 0, PlainCodecs.STRING, PlainCodecs.BOOLEAN);
    public static final Operation<NoValue, Boolean> NON_EXISTENT =
            silent("_non_existent", 0, NoValue.CODEC, PlainCodecs.BOOLEAN);

    // Device: the attributes of the interface, and version 1.
    public static final Operation<NoValue, String> GET_NAME = silent("_get_name", 1, NoValue.CODEC, PlainCodecs.STRING);
    public static final Operation<NoValue, String> GET_DESCRIPTION =
            silent("_get_description", 1, NoValue.CODEC, PlainCodecs.STRING);
    public static final Operation<NoValue, DevState> GET_STATE =
            silent("_get_state", 1, NoValue.CODEC, WireEnums.STATE);
    public static final Operation<NoValue, String> GET_STATUS =
            silent("_get_status", 1, NoValue.CODEC, PlainCodecs.STRING);
    public static final Operation<NoValue, String> GET_ADM_NAME =
            silent("_get_adm_name", 1, NoValue.CODEC, PlainCodecs.STRING);
    public static final Operation<CommandInout, Any> COMMAND_INOUT =
            of("command_inout", 1, CommandInout.CODEC, Any.CODEC);
    public static final Operation<List<String>, List<AttributeConfig>> GET_ATTRIBUTE_CONFIG =
            of("get_attribute_config", 1, PlainCodecs.STRINGS, PlainCodecs.sequence(AttributeConfig.CODEC));
    public static final Operation<List<AttributeConfig>, NoValue> SET_ATTRIBUTE_CONFIG =
            of("set_attribute_config", 1, PlainCodecs.sequence(AttributeConfig.CODEC), NoValue.CODEC);
    public static final Operation<List<String>, List<AttributeValue>> READ_ATTRIBUTES =
            of("read_attributes", 1, PlainCodecs.STRINGS, PlainCodecs.sequence(AttributeValue.CODEC));
    public static final Operation<List<AttributeValue>, NoValue> WRITE_ATTRIBUTES =
            of("write_attributes", 1, PlainCodecs.sequence(AttributeValue.CODEC), NoValue.CODEC);
    public static final Operation<NoValue, NoValue> PING = of("ping", 1, NoValue.CODEC, NoValue.CODEC);
    public static final Operation<Integer, List<String>> BLACK_BOX =
            of("black_box", 1, PlainCodecs.LONG, PlainCodecs.STRINGS);
    public static final Operation<NoValue, DevInfo> INFO = of("info", 1, NoValue.CODEC, DevInfo.CODEC);
    public static final Operation<NoValue, List<DevCmdInfo>> COMMAND_LIST_QUERY =
            of("command_list_query", 1, NoValue.CODEC, PlainCodecs.sequence(DevCmdInfo.CODEC));
    public static final Operation<String, DevCmdInfo> COMMAND_QUERY =
            of("command_query", 1, PlainCodecs.STRING, DevCmdInfo.CODEC);

    // Device_2.
    public static final Operation<CommandInout2, Any> COMMAND_INOUT_2 =
            of("command_inout_2", 2, CommandInout2.CODEC, Any.CODEC);
    public static final Operation<ReadAttributes3, List<AttributeValue>> READ_ATTRIBUTES_2 =
            of("read_attributes_2", 2, ReadAttributes3.CODEC, PlainCodecs.sequence(AttributeValue.CODEC));
    public static final Operation<List<String>, List<AttributeConfig2>> GET_ATTRIBUTE_CONFIG_2 =
            of("get_attribute_config_2", 2, PlainCodecs.STRINGS, PlainCodecs.sequence(AttributeConfig2.CODEC));
    public static final Operation<NoValue, List<DevCmdInfo2>> COMMAND_LIST_QUERY_2 =
            of("command_list_query_2", 2, NoValue.CODEC, PlainCodecs.sequence(DevCmdInfo2.CODEC));
    public static final Operation<String, DevCmdInfo2> COMMAND_QUERY_2 =
            of("command_query_2", 2, PlainCodecs.STRING, DevCmdInfo2.CODEC);
    public static final Operation<CommandInoutHistory, List<DevCmdHistory>> COMMAND_INOUT_HISTORY_2 =
            of("command_inout_history_2", 2, CommandInoutHistory.CODEC, PlainCodecs.sequence(DevCmdHistory.CODEC));
    public static final Operation<ReadAttributeHistory, List<DevAttrHistory>> READ_ATTRIBUTE_HISTORY_2 =
            of("read_attribute_history_2", 2, ReadAttributeHistory.CODEC, PlainCodecs.sequence(DevAttrHistory.CODEC));

    // Device_3.
    public static final Operation<ReadAttributes3, List<AttributeValue3>> READ_ATTRIBUTES_3 =
            of("read_attributes_3", 3, ReadAttributes3.CODEC, PlainCodecs.sequence(AttributeValue3.CODEC));
    public static final Operation<List<AttributeValue>, NoValue> WRITE_ATTRIBUTES_3 =
            ofMulti("write_attributes_3", 3, PlainCodecs.sequence(AttributeValue.CODEC), NoValue.CODEC);
    public static final Operation<ReadAttributeHistory, List<DevAttrHistory3>> READ_ATTRIBUTE_HISTORY_3 =
            of("read_attribute_history_3", 3, ReadAttributeHistory.CODEC, PlainCodecs.sequence(DevAttrHistory3.CODEC));
    public static final Operation<NoValue, DevInfo3> INFO_3 = of("info_3", 3, NoValue.CODEC, DevInfo3.CODEC);
    public static final Operation<List<String>, List<AttributeConfig3>> GET_ATTRIBUTE_CONFIG_3 =
            of("get_attribute_config_3", 3, PlainCodecs.STRINGS, PlainCodecs.sequence(AttributeConfig3.CODEC));
    public static final Operation<List<AttributeConfig3>, NoValue> SET_ATTRIBUTE_CONFIG_3 =
            of("set_attribute_config_3", 3, PlainCodecs.sequence(AttributeConfig3.CODEC), NoValue.CODEC);

    // Device_4.
    public static final Operation<ReadAttributeHistory, DevAttrHistory4> READ_ATTRIBUTE_HISTORY_4 =
            of("read_attribute_history_4", 4, ReadAttributeHistory.CODEC, DevAttrHistory4.CODEC);
    public static final Operation<CommandInoutHistory, DevCmdHistory4> COMMAND_INOUT_HISTORY_4 =
            of("command_inout_history_4", 4, CommandInoutHistory.CODEC, DevCmdHistory4.CODEC);
    public static final Operation<CommandInout4, Any> COMMAND_INOUT_4 =
            of("command_inout_4", 4, CommandInout4.CODEC, Any.CODEC);
    public static final Operation<ReadAttributes5, List<AttributeValue4>> READ_ATTRIBUTES_4 =
            of("read_attributes_4", 4, ReadAttributes5.CODEC, PlainCodecs.sequence(AttributeValue4.CODEC));
    public static final Operation<WriteAttributes4, NoValue> WRITE_ATTRIBUTES_4 =
            ofMulti("write_attributes_4", 4, WriteAttributes4.CODEC, NoValue.CODEC);
    public static final Operation<SetAttributeConfig4, NoValue> SET_ATTRIBUTE_CONFIG_4 =
            of("set_attribute_config_4", 4, SetAttributeConfig4.CODEC, NoValue.CODEC);
    public static final Operation<WriteAttributes4, List<AttributeValue4>> WRITE_READ_ATTRIBUTES_4 =
            ofMulti("write_read_attributes_4", 4, WriteAttributes4.CODEC, PlainCodecs.sequence(AttributeValue4.CODEC));

    // Device_5.
    public static final Operation<List<String>, List<AttributeConfig5>> GET_ATTRIBUTE_CONFIG_5 =
            of("get_attribute_config_5", 5, PlainCodecs.STRINGS, PlainCodecs.sequence(AttributeConfig5.CODEC));
    public static final Operation<SetAttributeConfig5, NoValue> SET_ATTRIBUTE_CONFIG_5 =
            of("set_attribute_config_5", 5, SetAttributeConfig5.CODEC, NoValue.CODEC);
    public static final Operation<ReadAttributes5, List<AttributeValue5>> READ_ATTRIBUTES_5 =
            of("read_attributes_5", 5, ReadAttributes5.CODEC, PlainCodecs.sequence(AttributeValue5.CODEC));
    public static final Operation<WriteReadAttributes5, List<AttributeValue5>> WRITE_READ_ATTRIBUTES_5 = ofMulti(
            "write_read_attributes_5", 5, WriteReadAttributes5.CODEC, PlainCodecs.sequence(AttributeValue5.CODEC));
    public static final Operation<ReadAttributeHistory, DevAttrHistory5> READ_ATTRIBUTE_HISTORY_5 =
            of("read_attribute_history_5", 5, ReadAttributeHistory.CODEC, DevAttrHistory5.CODEC);
    public static final Operation<List<String>, List<PipeConfig>> GET_PIPE_CONFIG_5 =
            of("get_pipe_config_5", 5, PlainCodecs.STRINGS, PlainCodecs.sequence(PipeConfig.CODEC));
    public static final Operation<SetPipeConfig5, NoValue> SET_PIPE_CONFIG_5 =
            of("set_pipe_config_5", 5, SetPipeConfig5.CODEC, NoValue.CODEC);
    public static final Operation<ReadPipe5, DevPipeData> READ_PIPE_5 =
            of("read_pipe_5", 5, ReadPipe5.CODEC, DevPipeData.CODEC);
    public static final Operation<WritePipe5, NoValue> WRITE_PIPE_5 =
            of("write_pipe_5", 5, WritePipe5.CODEC, NoValue.CODEC);
    public static final Operation<WritePipe5, DevPipeData> WRITE_READ_PIPE_5 =
            of("write_read_pipe_5", 5, WritePipe5.CODEC, DevPipeData.CODEC);

    // Device_6.
    public static final Operation<NoValue, DevInfo6> INFO_6 = of("info_6", 6, NoValue.CODEC, DevInfo6.CODEC);

    /** All of them, oldest version first. */
    public static final List<Operation<?, ?>> ALL = List.copyOf(DEFINED);

    private static final ByteNameTable<Operation<?, ?>> BY_NAME = ByteNameTable.<Operation<?, ?>>exact()
            .withAll(ALL.stream().collect(Collectors.toMap(Operation::name, Function.identity())));

    private Operations() {}

    /** The operation of that name; null if there is none. */
    public static @Nullable Operation<?, ?> find(String name) {
        return BY_NAME.get(name);
    }

    /** The operation whose name are the {@code length} bytes at {@code index}; null if there is none. Makes no object. */
    public static @Nullable Operation<?, ?> find(ByteBuf in, int index, int length) {
        return BY_NAME.get(in, index, length);
    }

    private static <A, R> Operation<A, R> of(String name, int version, CdrCodec<A> arguments, CdrCodec<R> result) {
        return define(name, version, arguments, result, Set.of(UserException.DEV_FAILED));
    }

    private static <A, R> Operation<A, R> ofMulti(String name, int version, CdrCodec<A> arguments, CdrCodec<R> result) {
        return define(name, version, arguments, result, Set.of(UserException.values()));
    }

    private static <A, R> Operation<A, R> silent(String name, int version, CdrCodec<A> arguments, CdrCodec<R> result) {
        return define(name, version, arguments, result, Set.of());
    }

    private static <A, R> Operation<A, R> define(
            String name, int version, CdrCodec<A> arguments, CdrCodec<R> result, Set<UserException> raised) {
        Operation<A, R> operation = new Operation<>(name, version, arguments, result, raised);
        DEFINED.add(operation);
        return operation;
    }
}
