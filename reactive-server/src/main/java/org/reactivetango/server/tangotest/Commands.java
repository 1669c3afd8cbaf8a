package org.reactivetango.server.tangotest;

import java.util.List;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.server.CommandDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands: most give back their argument. */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(TangoTest.class);
    private static final String ECHO = "Echo of the argin value";
    private static final String NOTHING = "-";

    private Commands() {}

    static List<CommandDefinition<Simulation, ?, ?>> all() {
        return List.of(
                crash("CrashFromDevelopperThread"),
                crash("CrashFromOmniThread"),
                echo("DevBoolean", ValueType.BOOLEAN).describe("Any boolean value", ECHO),
                echo("DevDouble", ValueType.DOUBLE).describe("Any DevDouble value", ECHO),
                echo("DevFloat", ValueType.FLOAT).describe("Any DevFloat value", ECHO),
                echo("DevLong", ValueType.LONG).describe("Any DevLong value", ECHO),
                echo("DevLong64", ValueType.LONG64).describe("Any DevLong64 value", ECHO),
                echo("DevShort", ValueType.SHORT).describe("Any DevShort value", ECHO),
                echo("DevString", ValueType.STRING).describe(NOTHING, NOTHING),
                echo("DevULong", ValueType.ULONG).describe("Any DevULong", ECHO),
                echo("DevULong64", ValueType.ULONG64).describe("Any DevULong64 value", ECHO),
                echo("DevUShort", ValueType.USHORT).describe("Any DevUShort value", ECHO),
                echo("DevVarCharArray", ValueType.UCHARS).describe(NOTHING, NOTHING),
                echo("DevVarDoubleArray", ValueType.DOUBLES).describe(NOTHING, NOTHING),
                echo("DevVarDoubleStringArray", ValueType.DOUBLE_STRINGS).describe(NOTHING, NOTHING),
                echo("DevVarFloatArray", ValueType.FLOATS).describe(NOTHING, NOTHING),
                echo("DevVarLong64Array", ValueType.LONG64S),
                echo("DevVarLongArray", ValueType.LONGS).describe(NOTHING, NOTHING),
                echo("DevVarLongStringArray", ValueType.LONG_STRINGS).describe(NOTHING, NOTHING),
                echo("DevVarShortArray", ValueType.SHORTS).describe(NOTHING, NOTHING),
                echo("DevVarStringArray", ValueType.STRINGS).describe(NOTHING, NOTHING),
                echo("DevVarULong64Array", ValueType.ULONG64S),
                echo("DevVarULongArray", ValueType.ULONGS).describe(NOTHING, NOTHING),
                echo("DevVarUShortArray", ValueType.USHORTS).describe(NOTHING, NOTHING),
                plain("DevVoid").describe("N/A", "N/A").accept((s, nothing) -> {}),
                crash("DumpExecutionState"),
                plain("SwitchStates").accept((s, nothing) -> s.switchStates()));
    }

    private static <T> CommandDefinition<Simulation, T, T> echo(String name, ValueType<T> type) {
        return CommandDefinition.<Simulation, T, T>of(name, type, type).call((s, argument) -> argument);
    }

    private static CommandDefinition<Simulation, Void, Void> plain(String name) {
        return CommandDefinition.of(name, ValueType.VOID, ValueType.VOID);
    }

    /** What peers built without their crash reporter do as well: say so and go on. */
    private static CommandDefinition<Simulation, Void, Void> crash(String name) {
        return plain(name)
                .level(DisplayLevel.EXPERT)
                .accept((s, nothing) -> LOG.error(
                        "{} of {}: there is no crash reporter in this server, nothing is done",
                        name,
                        s.device().name()));
    }
}
