package org.reactivetango.server.dispatch;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.AttributeDim;
import org.reactivetango.core.idl.CommandInoutHistory;
import org.reactivetango.core.idl.DevCmdHistory;
import org.reactivetango.core.idl.DevCmdHistory4;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.TimeVal;
import org.reactivetango.core.idl.TypeCode;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.TangoType;

/**
 * What was polled of a command, in all the forms in which clients ask for it.
 *
 * @param type of the command's result
 * @param records oldest first
 */
record CommandHistory(TangoType type, List<PolledObject.Result> records) {
    /**
     * The newest records.
     *
     * @throws DevFailedException if there is no such command, or if it is not polled, or not yet
     */
    static CommandHistory of(Device device, CommandInoutHistory wanted, Operation<CommandInoutHistory, ?> operation) {
        String name = wanted.command().toLowerCase(Locale.ROOT);
        String origin = "Device_" + operation.idlVersion() + "Impl::" + operation.name();
        Command command = PolledCommand.pollable(device, name);
        PolledObject polled = CommandTask.polled(device, command);
        if (polled == null) {
            throw DevFailedException.of(Reasons.CMD_NOT_POLLED, "Command " + name + " not polled", origin);
        }
        return new CommandHistory(command.info().outType(), polled.history(wanted.n(), "command", name, origin));
    }

    List<DevCmdHistory> each() {
        return records.stream()
                .map(record -> new DevCmdHistory(
                        TimeVal.of(record.time()),
                        !record.errors().isEmpty(),
                        record.errors().isEmpty() ? Any.of(type, CommandTask.commandResult(record)) : Any.VOID,
                        record.errors()))
                .toList();
    }

    DevCmdHistory4 runs() {
        HistoryRuns<AttributeDim> dims = HistoryRuns.of(records, CommandHistory::dim);
        HistoryRuns<List<DevError>> errors =
                HistoryRuns.of(records, record -> record.errors().isEmpty() ? null : record.errors());
        return new DevCmdHistory4(
                records.stream().map(record -> TimeVal.of(record.time())).toList(),
                values(),
                dims.values(),
                dims.runs(),
                errors.values(),
                errors.runs(),
                type.code());
    }

    private static AttributeDim dim(PolledObject.Result record) {
        Object value = CommandTask.commandResult(record);
        if (value == null) {
            return AttributeDim.NONE;
        }
        if (value instanceof DevVarLongStringArray pair) {
            return new AttributeDim(pair.lvalue().length, pair.svalue().length);
        }
        if (value instanceof DevVarDoubleStringArray pair) {
            return new AttributeDim(pair.dvalue().length, pair.svalue().length);
        }
        return value.getClass().isArray() ? new AttributeDim(Array.getLength(value), 0) : AttributeDim.SCALAR;
    }

    /** The results of all that have one, the newest first, as one. */
    private Any values() {
        List<Object> parts = new ArrayList<>();
        for (int i = records.size() - 1; i >= 0; i--) {
            Object value = CommandTask.commandResult(records.get(i));
            if (value != null) {
                parts.add(value);
            }
        }
        if (parts.isEmpty()) {
            return Any.VOID;
        }
        return switch (type) {
            case DEVVAR_LONGSTRINGARRAY -> Any.of(type, longsAndStrings(parts));
            case DEVVAR_DOUBLESTRINGARRAY -> Any.of(type, doublesAndStrings(parts));
            default -> sequence(parts);
        };
    }

    private Any sequence(List<Object> parts) {
        TypeCode ofResult = TypeCode.of(type);
        TypeCode element = ofResult.element();
        TangoType elementType = element == null ? ofResult.tangoType() : element.tangoType();
        return new Any(TypeCode.ofSequence(elementType), HistoryRuns.joined(elementType, parts));
    }

    private static Object longsAndStrings(List<Object> parts) {
        List<Object> longs = new ArrayList<>();
        List<Object> strings = new ArrayList<>();
        for (Object part : parts) {
            DevVarLongStringArray pair = (DevVarLongStringArray) part;
            longs.add(pair.lvalue());
            strings.add(pair.svalue());
        }
        return new DevVarLongStringArray((int[]) HistoryRuns.joined(TangoType.DEV_LONG, longs), (String[])
                HistoryRuns.joined(TangoType.DEV_STRING, strings));
    }

    private static Object doublesAndStrings(List<Object> parts) {
        List<Object> doubles = new ArrayList<>();
        List<Object> strings = new ArrayList<>();
        for (Object part : parts) {
            DevVarDoubleStringArray pair = (DevVarDoubleStringArray) part;
            doubles.add(pair.dvalue());
            strings.add(pair.svalue());
        }
        return new DevVarDoubleStringArray((double[]) HistoryRuns.joined(TangoType.DEV_DOUBLE, doubles), (String[])
                HistoryRuns.joined(TangoType.DEV_STRING, strings));
    }
}
