package org.reactivetango.core.model;

import java.util.List;

/**
 * The configuration of an attribute. Numbers inside a configuration are text, as on the wire; {@link #NOT_SPECIFIED}
 * stands for none.
 *
 * @param name as the device spells it; names are compared without case
 * @param writeType whether it can be read and written
 * @param format its shape
 * @param type the type of one element
 * @param memorized whether the set value is stored and restored
 * @param memorizedInit whether the restored set value is also written to the device
 * @param maxX most elements of a spectrum, or of a row; 1 for a scalar
 * @param maxY most rows of an image; 0 otherwise
 * @param writableAttributeName the attribute whose set value it shows, its own name, or {@code None}
 * @param enumLabels labels of an enum, in order of their numbers
 */
public record AttributeConfig(
        String name,
        WriteType writeType,
        DataFormat format,
        TangoType type,
        boolean memorized,
        boolean memorizedInit,
        int maxX,
        int maxY,
        String description,
        String label,
        String unit,
        String standardUnit,
        String displayUnit,
        String displayFormat,
        String minValue,
        String maxValue,
        String writableAttributeName,
        DisplayLevel level,
        String rootAttributeName,
        List<String> enumLabels,
        Alarms alarms,
        Events events) {

    /** What stands for a value that nobody gave. */
    public static final String NOT_SPECIFIED = "Not specified";

    public AttributeConfig {
        enumLabels = List.copyOf(enumLabels);
    }

    /**
     * Limits beyond which the quality becomes ALARM or WARNING.
     *
     * @param deltaT milliseconds after a write from when on the value read must be near the value set
     * @param deltaVal how near
     */
    public record Alarms(
            String minAlarm,
            String maxAlarm,
            String minWarning,
            String maxWarning,
            String deltaT,
            String deltaVal) {
        /** No limits. */
        public static final Alarms NONE = new Alarms(
                NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED);
    }

    /**
     * When events are sent.
     *
     * @param relChange percent, one number or {@code negative,positive}
     * @param absChange in the attribute's unit, one number or {@code negative,positive}
     * @param period milliseconds
     * @param archivePeriod milliseconds
     */
    public record Events(
            String relChange,
            String absChange,
            String period,
            String archiveRelChange,
            String archiveAbsChange,
            String archivePeriod) {
        /** Only periodic events, each second: Tango's default. */
        public static final Events DEFAULT =
                new Events(NOT_SPECIFIED, NOT_SPECIFIED, "1000", NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED);
    }
}
