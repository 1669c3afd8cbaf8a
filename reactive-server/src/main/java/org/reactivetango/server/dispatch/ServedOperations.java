package org.reactivetango.server.dispatch;

import static org.reactivetango.core.idl.Operations.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivetango.core.cdr.ByteNameTable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.AttributeConfig3;
import org.reactivetango.core.idl.AttributeConfigForms;
import org.reactivetango.core.idl.AttributeValue4;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.DevCmdInfo;
import org.reactivetango.core.idl.DevCmdInfo2;
import org.reactivetango.core.idl.DevInfo;
import org.reactivetango.core.idl.DevInfo3;
import org.reactivetango.core.idl.DevInfo6;
import org.reactivetango.core.idl.DevInfoVersion;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.RepositoryIds;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevSource;

/** The table of operations: each is decoded whole, then started. What is not here answers BAD_OPERATION. */
final class ServedOperations {
    private static final String ALL_ATTRIBUTES = "All attributes";
    private static final String ALL_ATTRIBUTES_3 = "All attributes_3";
    private static final List<String> STATE_AND_STATUS = List.of("State", "Status");

    private ByteNameTable<ServedOperation> table = ByteNameTable.exact();

    private ServedOperations() {}

    static ByteNameTable<ServedOperation> table() {
        ServedOperations operations = new ServedOperations();
        operations.corbaObject();
        operations.information();
        operations.commands();
        operations.configurations();
        operations.reconfigurations();
        operations.readings();
        operations.writings();
        operations.histories();
        operations.notKept();
        return operations.table;
    }

    private void corbaObject() {
        unrecorded(IS_A, (device, id) -> RepositoryIds.isA(RepositoryIds.newestDevice(), id));
        unrecorded(NON_EXISTENT, (device, nothing) -> false);
        tell(GET_NAME, Device::name);
        tell(GET_DESCRIPTION, device -> "A TANGO device");
        on(GET_STATE, (call, nothing) -> CommandTask.start(call, "State", GET_STATE.result()));
        on(GET_STATUS, (call, nothing) -> CommandTask.start(call, "Status", GET_STATUS.result()));
        tell(GET_ADM_NAME, Device::adminName);
    }

    private void information() {
        on(PING, (call, nothing) -> call.replyNothing());
        table = table.with(BLACK_BOX.name(), ServedOperations::blackBox);
        tell(
                INFO,
                device -> new DevInfo(
                        device.info().deviceClass(),
                        device.info().serverId(),
                        device.info().serverHost(),
                        device.info().idlVersion(),
                        docUrl(device)));
        tell(
                INFO_3,
                device -> new DevInfo3(
                        device.info().deviceClass(),
                        device.info().serverId(),
                        device.info().serverHost(),
                        device.info().idlVersion(),
                        docUrl(device),
                        device.info().deviceType()));
        tell(
                INFO_6,
                device -> new DevInfo6(
                        device.info().deviceClass(),
                        device.info().serverId(),
                        device.info().serverHost(),
                        device.info().idlVersion(),
                        docUrl(device),
                        device.info().deviceType(),
                        device.info().versions().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(version -> new DevInfoVersion(version.getKey(), version.getValue()))
                                .toList()));
    }

    /** What came before it; then it is recorded itself, whether it fails or not. */
    private static void blackBox(IncomingCall call, CdrReader arguments) {
        Integer most = BLACK_BOX.decodeArguments(arguments);
        BlackBox box = call.device().blackBox();
        try {
            call.reply(BLACK_BOX.result(), box.last(most));
        } finally {
            box.add(call, BLACK_BOX, most);
        }
    }

    private static String docUrl(Device device) {
        return "Doc URL = " + device.info().docUrl();
    }

    private void commands() {
        tell(
                COMMAND_LIST_QUERY,
                device -> device.commandList().stream()
                        .map(command -> cmdInfo(command.info()))
                        .toList());
        tell(
                COMMAND_LIST_QUERY_2,
                device -> device.commandList().stream()
                        .map(command -> cmdInfo2(command.info()))
                        .toList());
        answer(COMMAND_QUERY, (device, name) -> cmdInfo(commandInfo(device, name)));
        answer(COMMAND_QUERY_2, (device, name) -> cmdInfo2(commandInfo(device, name)));
        on(COMMAND_INOUT, (call, a) -> CommandTask.start(call, a.command(), a.argin(), DevSource.DEV));
        on(COMMAND_INOUT_2, (call, a) -> CommandTask.start(call, a.command(), a.argin(), a.source()));
        on(COMMAND_INOUT_4, (call, a) -> {
            from(call, a.clIdent());
            CommandTask.start(call, a.command(), a.argin(), a.source());
        });
    }

    private static CommandInfo commandInfo(Device device, String name) {
        Command command = device.command(name);
        if (command == null) {
            throw Failures.commandNotFound(name, "Device_2Impl::command_query_2");
        }
        return command.info();
    }

    private static DevCmdInfo cmdInfo(CommandInfo info) {
        return new DevCmdInfo(
                info.name(),
                info.level().ordinal(),
                info.inType().code(),
                info.outType().code(),
                info.inDescription(),
                info.outDescription());
    }

    private static DevCmdInfo2 cmdInfo2(CommandInfo info) {
        return new DevCmdInfo2(
                info.name(),
                info.level(),
                0,
                info.inType().code(),
                info.outType().code(),
                info.inDescription(),
                info.outDescription());
    }

    private void configurations() {
        answer(GET_ATTRIBUTE_CONFIG, (device, names) -> configs(device, names, AttributeConfigForms::toIdl1));
        answer(GET_ATTRIBUTE_CONFIG_2, (device, names) -> configs(device, names, AttributeConfigForms::toIdl2));
        answer(GET_ATTRIBUTE_CONFIG_3, (device, names) -> configs(device, names, AttributeConfigForms::toIdl3));
        answer(GET_ATTRIBUTE_CONFIG_5, (device, names) -> configs(device, names, AttributeConfigForms::toIdl5));
    }

    private void reconfigurations() {
        on(
                SET_ATTRIBUTE_CONFIG,
                (call, all) -> ConfigTask.start(
                        call,
                        all.stream()
                                .map(c -> new ConfigTask.Item(c.name(), now -> AttributeConfigForms.onto(now, c)))
                                .toList()));
        on(SET_ATTRIBUTE_CONFIG_3, ServedOperations::configure3);
        on(SET_ATTRIBUTE_CONFIG_4, (call, a) -> configure3(call, a.newConf()));
        on(
                SET_ATTRIBUTE_CONFIG_5,
                (call, a) -> ConfigTask.start(
                        call,
                        a.newConf().stream()
                                .map(c -> new ConfigTask.Item(c.name(), now -> AttributeConfigForms.toModel(c)))
                                .toList()));
    }

    private static void configure3(IncomingCall call, List<AttributeConfig3> all) {
        ConfigTask.start(
                call,
                all.stream()
                        .map(c -> new ConfigTask.Item(c.name(), now -> AttributeConfigForms.onto(now, c)))
                        .toList());
    }

    private static <C> List<C> configs(Device device, List<String> names, Function<AttributeConfig, C> form) {
        return attributes(device, names).stream()
                .map(attribute -> form.apply(attribute.config()))
                .toList();
    }

    private static List<Attribute> attributes(Device device, List<String> names) {
        List<Attribute> found = new ArrayList<>();
        for (String name : allNames(device, names)) {
            Attribute attribute = device.attribute(name);
            if (attribute == null) {
                throw Failures.attributeNotFound(name, "MultiAttribute::get_attr_by_name");
            }
            found.add(attribute);
        }
        return found;
    }

    /** The names asked for; one wildcard stands for all, without State and Status for callers of version 2 and older. */
    private static List<String> allNames(Device device, List<String> names) {
        if (names.size() != 1) {
            return names;
        }
        if (names.get(0).equals(ALL_ATTRIBUTES_3)) {
            return device.attributeList().stream().map(Attribute::name).toList();
        }
        if (names.get(0).equals(ALL_ATTRIBUTES)) {
            return device.attributeList().stream()
                    .map(Attribute::name)
                    .filter(name -> !STATE_AND_STATUS.contains(name))
                    .toList();
        }
        return names;
    }

    private void readings() {
        on(READ_ATTRIBUTES, (call, names) -> readOld(call, names, DevSource.DEV));
        on(READ_ATTRIBUTES_2, (call, a) -> readOld(call, a.names(), a.source()));
        on(READ_ATTRIBUTES_3, (call, a) -> read(call, a.names(), a.source(), ServedOperations::reply3));
        on(READ_ATTRIBUTES_4, (call, a) -> {
            from(call, a.clIdent());
            read(call, a.names(), a.source(), ServedOperations::reply4);
        });
        ServedOperation general = decoded(READ_ATTRIBUTES_5, (call, a) -> {
            from(call, a.clIdent());
            read(call, a.names(), a.source(), ServedOperations::reply5);
        });
        table = table.with(READ_ATTRIBUTES_5.name(), new ReadOneAttribute(general, ServedOperations::reply5));
    }

    /** A call of a handler in another server of ours belongs to that handler's chain of calls. */
    private static void from(IncomingCall call, ClntIdent client) {
        String traceState = client.traceState();
        if (!traceState.isEmpty()) {
            call.caller(call.device().lane().caller(traceState));
        }
    }

    /** As {@link #read}; in the versions that know no State and no Status among the attributes. */
    private static void readOld(IncomingCall call, List<String> names, DevSource source) {
        List<String> all = allNames(call.device(), names);
        for (String name : all) {
            if (STATE_AND_STATUS.stream().anyMatch(name::equalsIgnoreCase)) {
                call.fail(DevFailedException.of(
                        Reasons.NOT_SUPPORTED_FEATURE,
                        "It is not possible to read state/status as attributes with your\n"
                                + "Tango software release. Please, re-link with Tango V5.",
                        "Device_Impl::read_attributes"));
                return;
            }
        }
        read(call, all, source, ServedOperations::reply1);
    }

    private static void read(
            IncomingCall call,
            List<String> names,
            DevSource source,
            BiConsumer<IncomingCall, AttributeAnswer[]> reply) {
        List<String> all = names.size() == 1 && names.get(0).startsWith(ALL_ATTRIBUTES)
                ? allNames(call.device(), List.of(ALL_ATTRIBUTES_3))
                : names;
        if (source == DevSource.DEV) {
            ReadTask.start(call, all, reply);
        } else {
            ReadTask.start(call, all, CachedAnswers.of(call.device(), all, source), reply);
        }
    }

    private static void reply5(IncomingCall call, AttributeAnswer[] answers) {
        replyEach(call, answers, AttributeAnswer::encode5);
    }

    private static void reply4(IncomingCall call, AttributeAnswer[] answers) {
        replyEach(call, answers, AttributeAnswer::encode4);
    }

    private static void reply3(IncomingCall call, AttributeAnswer[] answers) {
        replyEach(call, answers, AttributeAnswer::encode3);
    }

    /** The oldest form has no room for an error in one element: the first of them becomes that of the call. */
    private static void reply1(IncomingCall call, AttributeAnswer[] answers) {
        for (AttributeAnswer answer : answers) {
            if (!answer.errors().isEmpty()) {
                call.fail(new DevFailedException(answer.errors()));
                return;
            }
        }
        replyEach(call, answers, AttributeAnswer::encode1);
    }

    private static void replyEach(
            IncomingCall call, AttributeAnswer[] answers, BiConsumer<AttributeAnswer, CdrWriter> form) {
        CdrWriter out = call.beginReply();
        if (out != null) {
            out.writeSequenceLength(answers.length);
            for (AttributeAnswer answer : answers) {
                form.accept(answer, out);
            }
        }
        call.endReply();
    }

    private void writings() {
        on(
                WRITE_ATTRIBUTES,
                (call, values) ->
                        WriteTask.startUnnamed(call, WriteTask.oldItems(values), (done, write) -> done.replyNothing()));
        on(WRITE_ATTRIBUTES_3, (call, values) -> write(call, WriteTask.oldItems(values)));
        on(WRITE_ATTRIBUTES_4, (call, a) -> {
            from(call, a.clIdent());
            write(call, items(a.values()));
        });
        on(WRITE_READ_ATTRIBUTES_4, (call, a) -> {
            from(call, a.clIdent());
            List<String> names = a.values().stream().map(AttributeValue4::name).toList();
            WriteTask.start(
                    call,
                    items(a.values()),
                    (done, write) -> ReadTask.startAfter(write, names, ServedOperations::reply4));
        });
        on(WRITE_READ_ATTRIBUTES_5, (call, a) -> {
            from(call, a.clIdent());
            WriteTask.start(
                    call,
                    items(a.values()),
                    (done, write) -> ReadTask.startAfter(write, a.rNames(), ServedOperations::reply5));
        });
    }

    private static void write(IncomingCall call, List<WriteTask.Item> items) {
        WriteTask.start(call, items, (done, write) -> done.replyNothing());
    }

    private static List<WriteTask.Item> items(List<AttributeValue4> values) {
        return values.stream()
                .map(value -> new WriteTask.Item(value.name(), value.value(), value.wDim()))
                .toList();
    }

    private void histories() {
        answer(
                COMMAND_INOUT_HISTORY_2,
                (device, a) ->
                        CommandHistory.of(device, a, COMMAND_INOUT_HISTORY_2).each());
        answer(
                COMMAND_INOUT_HISTORY_4,
                (device, a) ->
                        CommandHistory.of(device, a, COMMAND_INOUT_HISTORY_4).runs());
        answer(
                READ_ATTRIBUTE_HISTORY_2,
                (device, a) ->
                        AttributeHistory.of(device, a, READ_ATTRIBUTE_HISTORY_2).records2());
        answer(
                READ_ATTRIBUTE_HISTORY_3,
                (device, a) ->
                        AttributeHistory.of(device, a, READ_ATTRIBUTE_HISTORY_3).records3());
        answer(
                READ_ATTRIBUTE_HISTORY_4,
                (device, a) ->
                        AttributeHistory.of(device, a, READ_ATTRIBUTE_HISTORY_4).runs4());
        answer(
                READ_ATTRIBUTE_HISTORY_5,
                (device, a) ->
                        AttributeHistory.of(device, a, READ_ATTRIBUTE_HISTORY_5).runs5());
    }

    /** What a device without pipes answers. */
    private void notKept() {
        answer(GET_PIPE_CONFIG_5, (device, names) -> {
            if (names.size() == 1 && names.get(0).equals("All pipes")) {
                return List.of();
            }
            throw pipeNotFound(String.join(", ", names));
        });
        on(READ_PIPE_5, (call, a) -> call.fail(pipeNotFound(a.name())));
    }

    private static DevFailedException pipeNotFound(String name) {
        return DevFailedException.of(
                Reasons.PIPE_NOT_FOUND, "Pipe " + name + " not found", "DeviceClass::get_pipe_by_name");
    }

    private <R> void tell(Operation<NoValue, R> operation, Function<Device, R> answer) {
        answer(operation, (device, nothing) -> answer.apply(device));
    }

    private <A, R> void answer(Operation<A, R> operation, BiFunction<Device, A, R> answer) {
        on(operation, (call, arguments) -> call.reply(operation.result(), answer.apply(call.device(), arguments)));
    }

    private <A> void on(Operation<A, ?> operation, BiConsumer<IncomingCall, A> start) {
        table = table.with(operation.name(), decoded(operation, start));
    }

    /** What every CORBA object answers is no operation of a device. */
    private <A, R> void unrecorded(Operation<A, R> operation, BiFunction<Device, A, R> answer) {
        table = table.with(
                operation.name(),
                (call, arguments) -> call.reply(
                        operation.result(), answer.apply(call.device(), operation.decodeArguments(arguments))));
    }

    private static <A> ServedOperation decoded(Operation<A, ?> operation, BiConsumer<IncomingCall, A> start) {
        return (call, in) -> {
            A arguments = operation.decodeArguments(in);
            call.device().blackBox().add(call, operation, arguments);
            start.accept(call, arguments);
        };
    }
}
