package org.reactivetango.core.idl;

import java.util.List;
import org.reactivetango.core.model.AttributeConfig.Alarms;
import org.reactivetango.core.model.AttributeConfig.Events;
import org.reactivetango.core.model.DisplayLevel;
import org.reactivetango.core.model.TangoType;

/** An attribute's configuration in the four forms that the versions of the interface gave it, and back. */
public final class AttributeConfigForms {
    private static final String NONE = org.reactivetango.core.model.AttributeConfig.NOT_SPECIFIED;
    private static final Events NO_EVENTS = new Events(NONE, NONE, NONE, NONE, NONE, NONE);

    private AttributeConfigForms() {}

    public static AttributeConfig toIdl1(org.reactivetango.core.model.AttributeConfig config) {
        return new AttributeConfig(
                config.name(),
                config.writeType(),
                config.format(),
                config.type().code(),
                config.maxX(),
                config.maxY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.displayFormat(),
                config.minValue(),
                config.maxValue(),
                config.alarms().minAlarm(),
                config.alarms().maxAlarm(),
                config.writableAttributeName(),
                List.of());
    }

    public static AttributeConfig2 toIdl2(org.reactivetango.core.model.AttributeConfig config) {
        return new AttributeConfig2(
                config.name(),
                config.writeType(),
                config.format(),
                config.type().code(),
                config.maxX(),
                config.maxY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.displayFormat(),
                config.minValue(),
                config.maxValue(),
                config.alarms().minAlarm(),
                config.alarms().maxAlarm(),
                config.writableAttributeName(),
                config.level(),
                List.of());
    }

    public static AttributeConfig3 toIdl3(org.reactivetango.core.model.AttributeConfig config) {
        return new AttributeConfig3(
                config.name(),
                config.writeType(),
                config.format(),
                config.type().code(),
                config.maxX(),
                config.maxY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.displayFormat(),
                config.minValue(),
                config.maxValue(),
                config.writableAttributeName(),
                config.level(),
                alarms(config.alarms()),
                events(config.events()),
                List.of(),
                List.of());
    }

    public static AttributeConfig5 toIdl5(org.reactivetango.core.model.AttributeConfig config) {
        return new AttributeConfig5(
                config.name(),
                config.writeType(),
                config.format(),
                config.type().code(),
                config.memorized(),
                config.memorizedInit(),
                config.maxX(),
                config.maxY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.displayFormat(),
                config.minValue(),
                config.maxValue(),
                config.writableAttributeName(),
                config.level(),
                config.rootAttributeName(),
                config.enumLabels(),
                alarms(config.alarms()),
                events(config.events()),
                List.of(),
                List.of());
    }

    public static org.reactivetango.core.model.AttributeConfig toModel(AttributeConfig5 config) {
        return new org.reactivetango.core.model.AttributeConfig(
                config.name(),
                config.writable(),
                config.dataFormat(),
                TangoType.ofCode(config.dataType()),
                config.memorized(),
                config.memInit(),
                config.maxDimX(),
                config.maxDimY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.format(),
                config.minValue(),
                config.maxValue(),
                config.writableAttrName(),
                config.level(),
                config.rootAttrName(),
                config.enumLabels(),
                alarms(config.attAlarm()),
                events(config.eventProp()));
    }

    /** The form of version 3 knows neither memorized values nor enums. */
    public static org.reactivetango.core.model.AttributeConfig toModel(AttributeConfig3 config) {
        return new org.reactivetango.core.model.AttributeConfig(
                config.name(),
                config.writable(),
                config.dataFormat(),
                TangoType.ofCode(config.dataType()),
                false,
                false,
                config.maxDimX(),
                config.maxDimY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.format(),
                config.minValue(),
                config.maxValue(),
                config.writableAttrName(),
                config.level(),
                NONE,
                List.of(),
                alarms(config.attAlarm()),
                events(config.eventProp()));
    }

    /** The form of version 2 knows no warnings and no events either. */
    public static org.reactivetango.core.model.AttributeConfig toModel(AttributeConfig2 config) {
        return new org.reactivetango.core.model.AttributeConfig(
                config.name(),
                config.writable(),
                config.dataFormat(),
                TangoType.ofCode(config.dataType()),
                false,
                false,
                config.maxDimX(),
                config.maxDimY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.format(),
                config.minValue(),
                config.maxValue(),
                config.writableAttrName(),
                config.level(),
                NONE,
                List.of(),
                new Alarms(config.minAlarm(), config.maxAlarm(), NONE, NONE, NONE, NONE),
                NO_EVENTS);
    }

    /** The form of version 1 knows no level either: everything is for operators. */
    public static org.reactivetango.core.model.AttributeConfig toModel(AttributeConfig config) {
        return toModel(new AttributeConfig2(
                config.name(),
                config.writable(),
                config.dataFormat(),
                config.dataType(),
                config.maxDimX(),
                config.maxDimY(),
                config.description(),
                config.label(),
                config.unit(),
                config.standardUnit(),
                config.displayUnit(),
                config.format(),
                config.minValue(),
                config.maxValue(),
                config.minAlarm(),
                config.maxAlarm(),
                config.writableAttrName(),
                DisplayLevel.OPERATOR,
                config.extensions()));
    }

    /** What {@code wanted} says, and what {@code now} says of all that the form of version 3 does not know. */
    public static org.reactivetango.core.model.AttributeConfig onto(
            org.reactivetango.core.model.AttributeConfig now, AttributeConfig3 wanted) {
        return toModel(wanted)
                .with(c -> c.memorized(now.memorized())
                        .memorizedInit(now.memorizedInit())
                        .rootAttributeName(now.rootAttributeName())
                        .enumLabels(now.enumLabels()));
    }

    /** What {@code wanted} says, and what {@code now} says of all that the form of version 1 does not know. */
    public static org.reactivetango.core.model.AttributeConfig onto(
            org.reactivetango.core.model.AttributeConfig now, AttributeConfig wanted) {
        Alarms alarms = now.alarms();
        return toModel(wanted)
                .with(c -> c.memorized(now.memorized())
                        .memorizedInit(now.memorizedInit())
                        .level(now.level())
                        .rootAttributeName(now.rootAttributeName())
                        .enumLabels(now.enumLabels())
                        .alarms(new Alarms(
                                wanted.minAlarm(),
                                wanted.maxAlarm(),
                                alarms.minWarning(),
                                alarms.maxWarning(),
                                alarms.deltaT(),
                                alarms.deltaVal()))
                        .events(now.events()));
    }

    private static AttributeAlarm alarms(Alarms alarms) {
        return new AttributeAlarm(
                alarms.minAlarm(),
                alarms.maxAlarm(),
                alarms.minWarning(),
                alarms.maxWarning(),
                alarms.deltaT(),
                alarms.deltaVal(),
                List.of());
    }

    private static Alarms alarms(AttributeAlarm alarms) {
        return new Alarms(
                alarms.minAlarm(),
                alarms.maxAlarm(),
                alarms.minWarning(),
                alarms.maxWarning(),
                alarms.deltaT(),
                alarms.deltaVal());
    }

    private static EventProperties events(Events events) {
        return new EventProperties(
                new ChangeEventProp(events.relChange(), events.absChange(), List.of()),
                new PeriodicEventProp(events.period(), List.of()),
                new ArchiveEventProp(
                        events.archiveRelChange(), events.archiveAbsChange(), events.archivePeriod(), List.of()));
    }

    private static Events events(EventProperties events) {
        return new Events(
                events.chEvent().relChange(),
                events.chEvent().absChange(),
                events.perEvent().period(),
                events.archEvent().relChange(),
                events.archEvent().absChange(),
                events.archEvent().period());
    }
}
