package org.reactivetango.core.model;

import java.util.List;
import java.util.function.UnaryOperator;

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

    /** The configuration of an attribute of which nothing but name and type is known: Tango's defaults. */
    public static AttributeConfig of(String name, WriteType writeType, DataFormat format, TangoType type) {
        return new AttributeConfig(
                name,
                writeType,
                format,
                type,
                false,
                writeType != WriteType.READ && writeType != WriteType.READ_WITH_WRITE,
                1,
                0,
                "No description",
                name,
                "",
                "No standard unit",
                "No display unit",
                defaultDisplayFormat(type),
                NOT_SPECIFIED,
                NOT_SPECIFIED,
                writeType == WriteType.READ_WRITE ? name : "None",
                DisplayLevel.OPERATOR,
                NOT_SPECIFIED,
                List.of(),
                Alarms.NONE,
                Events.DEFAULT);
    }

    private static String defaultDisplayFormat(TangoType type) {
        return switch (type) {
            case DEV_FLOAT, DEV_DOUBLE -> "%6.2f";
            case DEV_STRING, DEV_ENUM -> "%s";
            case DEV_BOOLEAN, DEV_STATE, DEV_ENCODED -> NOT_SPECIFIED;
            default -> "%d";
        };
    }

    /** A changed copy: {@code config.with(c -> c.label("Current").unit("A"))}. */
    public AttributeConfig with(UnaryOperator<Builder> changes) {
        return changes.apply(new Builder(this)).build();
    }

    /** Collects changes; used inside {@link #with} only. */
    public static final class Builder {
        private String name;
        private WriteType writeType;
        private DataFormat format;
        private TangoType type;
        private boolean memorized;
        private boolean memorizedInit;
        private int maxX;
        private int maxY;
        private String description;
        private String label;
        private String unit;
        private String standardUnit;
        private String displayUnit;
        private String displayFormat;
        private String minValue;
        private String maxValue;
        private String writableAttributeName;
        private DisplayLevel level;
        private String rootAttributeName;
        private List<String> enumLabels;
        private Alarms alarms;
        private Events events;

        private Builder(AttributeConfig from) {
            this.name = from.name;
            this.writeType = from.writeType;
            this.format = from.format;
            this.type = from.type;
            this.memorized = from.memorized;
            this.memorizedInit = from.memorizedInit;
            this.maxX = from.maxX;
            this.maxY = from.maxY;
            this.description = from.description;
            this.label = from.label;
            this.unit = from.unit;
            this.standardUnit = from.standardUnit;
            this.displayUnit = from.displayUnit;
            this.displayFormat = from.displayFormat;
            this.minValue = from.minValue;
            this.maxValue = from.maxValue;
            this.writableAttributeName = from.writableAttributeName;
            this.level = from.level;
            this.rootAttributeName = from.rootAttributeName;
            this.enumLabels = from.enumLabels;
            this.alarms = from.alarms;
            this.events = from.events;
        }

        public Builder writeType(WriteType writeType) {
            this.writeType = writeType;
            return this;
        }

        public Builder format(DataFormat format) {
            this.format = format;
            return this;
        }

        public Builder type(TangoType type) {
            this.type = type;
            return this;
        }

        public Builder memorized(boolean memorized) {
            this.memorized = memorized;
            return this;
        }

        public Builder memorizedInit(boolean memorizedInit) {
            this.memorizedInit = memorizedInit;
            return this;
        }

        public Builder maxX(int maxX) {
            this.maxX = maxX;
            return this;
        }

        public Builder maxY(int maxY) {
            this.maxY = maxY;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder label(String label) {
            this.label = label;
            return this;
        }

        public Builder unit(String unit) {
            this.unit = unit;
            return this;
        }

        public Builder standardUnit(String standardUnit) {
            this.standardUnit = standardUnit;
            return this;
        }

        public Builder displayUnit(String displayUnit) {
            this.displayUnit = displayUnit;
            return this;
        }

        public Builder displayFormat(String displayFormat) {
            this.displayFormat = displayFormat;
            return this;
        }

        public Builder minValue(String minValue) {
            this.minValue = minValue;
            return this;
        }

        public Builder maxValue(String maxValue) {
            this.maxValue = maxValue;
            return this;
        }

        public Builder writableAttributeName(String writableAttributeName) {
            this.writableAttributeName = writableAttributeName;
            return this;
        }

        public Builder level(DisplayLevel level) {
            this.level = level;
            return this;
        }

        public Builder rootAttributeName(String rootAttributeName) {
            this.rootAttributeName = rootAttributeName;
            return this;
        }

        public Builder enumLabels(List<String> enumLabels) {
            this.enumLabels = enumLabels;
            return this;
        }

        public Builder alarms(Alarms alarms) {
            this.alarms = alarms;
            return this;
        }

        public Builder events(Events events) {
            this.events = events;
            return this;
        }

        private AttributeConfig build() {
            return new AttributeConfig(
                    name,
                    writeType,
                    format,
                    type,
                    memorized,
                    memorizedInit,
                    maxX,
                    maxY,
                    description,
                    label,
                    unit,
                    standardUnit,
                    displayUnit,
                    displayFormat,
                    minValue,
                    maxValue,
                    writableAttributeName,
                    level,
                    rootAttributeName,
                    enumLabels,
                    alarms,
                    events);
        }
    }

    /**
     * Limits beyond which the quality becomes ALARM or WARNING.
     *
     * @param deltaT milliseconds after a write from when on the value read must be near the value set
     * @param deltaVal how near
     */
    public record Alarms(
            String minAlarm, String maxAlarm, String minWarning, String maxWarning, String deltaT, String deltaVal) {
        /** No limits. */
        public static final Alarms NONE =
                new Alarms(NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED, NOT_SPECIFIED);
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
