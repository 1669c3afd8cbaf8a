package org.reactivetango.server.dispatch;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.AttributeConfig.Alarms;
import org.reactivetango.core.model.AttributeConfig.Events;
import org.reactivetango.core.model.TangoType;

/**
 * What becomes of an attribute's configuration when a client wants another: all of it, or an error that says why not.
 * In every field, an empty text and {@code NaN} stand for what the device class says, {@code Not specified} for what
 * Tango says. Numbers and texts of errors are those of servers in C++, but for numbers that the attribute's type cannot
 * hold: they are refused.
 */
final class Reconfiguration {
    private static final String NONE = AttributeConfig.NOT_SPECIFIED;
    private static final String FIXED = "Attribute::check_hard_coded_properties()";
    private static final String NUMBER = "Attribute::convert_prop_value()";
    private static final String SETTING = "Attribute::set_upd_properties()";
    private static final String LABELS = "Attribute::set_prop_5_specific()";
    private static final String CHANGES = "Attribute::validate_change_properties()";
    private static final String PERIODS = "Attribute::set_one_event_period()";

    /** Without exponents beyond any type: they would make numbers of as many digits. */
    private static final Pattern DECIMAL = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?\\s*");

    private final String where;
    private final AttributeConfig wanted;
    private final AttributeConfig ofClass;
    private final AttributeConfig ofTango;

    private Reconfiguration(String device, AttributeConfig wanted, AttributeConfig ofClass) {
        this.where = "Device " + device + "-> Attribute : " + ofClass.name() + "\n";
        this.wanted = wanted;
        this.ofClass = ofClass;
        this.ofTango = AttributeConfig.of(ofClass.name(), ofClass.writeType(), ofClass.format(), ofClass.type());
    }

    /**
     * The configuration that comes of {@code wanted}.
     *
     * @throws DevFailedException if the attribute cannot have it; nothing of it is taken then
     */
    static AttributeConfig of(Device device, Attribute attribute, AttributeConfig wanted) {
        AttributeConfig config = attribute.config();
        checkFixed(config, wanted);
        return new Reconfiguration(device.name(), wanted, attribute.definedConfig()).applied(config);
    }

    /** What only the device class can say. */
    private static void checkFixed(AttributeConfig config, AttributeConfig wanted) {
        checkFixed("data_type", config.type(), wanted.type());
        checkFixed("data_format", config.format(), wanted.format());
        checkFixed("writable", config.writeType(), wanted.writeType());
        checkFixed("max_dim_x", config.maxX(), wanted.maxX());
        checkFixed("max_dim_y", config.maxY(), wanted.maxY());
        checkFixed("writable_attr_name", config.writableAttributeName(), wanted.writableAttributeName());
        checkFixed("level", config.level(), wanted.level());
    }

    private static void checkFixed(String property, Object is, Object wanted) {
        if (!is.equals(wanted)) {
            throw DevFailedException.of(
                    Reasons.ATTR_NOT_ALLOWED,
                    "Attribute property " + property + " is not changeable at run time",
                    FIXED);
        }
    }

    private AttributeConfig applied(AttributeConfig config) {
        String min = limit("min_value", wanted.minValue(), ofClass.minValue());
        String max = limit("max_value", wanted.maxValue(), ofClass.maxValue());
        checkOrder("min_value", min, "max_value", max);
        Alarms alarms = alarms(wanted.alarms(), ofClass.alarms());
        Events events = events(wanted.events(), ofClass.events(), ofTango.events());
        List<String> labels = labels(config.enumLabels());
        return config.with(c -> c.label(text(wanted.label(), ofClass.label(), ofTango.label()))
                .description(text(wanted.description(), ofClass.description(), ofTango.description()))
                .unit(text(wanted.unit(), ofClass.unit(), ofTango.unit()))
                .standardUnit(text(wanted.standardUnit(), ofClass.standardUnit(), ofTango.standardUnit()))
                .displayUnit(text(wanted.displayUnit(), ofClass.displayUnit(), ofTango.displayUnit()))
                .displayFormat(text(wanted.displayFormat(), ofClass.displayFormat(), ofTango.displayFormat()))
                .minValue(min)
                .maxValue(max)
                .alarms(alarms)
                .events(events)
                .enumLabels(labels));
    }

    private static String text(String given, String ofClass, String ofTango) {
        if (isOfClass(given)) {
            return ofClass;
        }
        return given.equals(NONE) ? ofTango : given;
    }

    private static boolean isOfClass(String given) {
        return given.isEmpty() || given.equals("NaN");
    }

    // ---- limits and alarms

    private Alarms alarms(Alarms given, Alarms defined) {
        String minAlarm = limit("min_alarm", given.minAlarm(), defined.minAlarm());
        String maxAlarm = limit("max_alarm", given.maxAlarm(), defined.maxAlarm());
        checkOrder("min_alarm", minAlarm, "max_alarm", maxAlarm);
        if (!isNumber()) {
            return new Alarms(minAlarm, maxAlarm, NONE, NONE, NONE, NONE);
        }
        String minWarning = limit("min_warning", given.minWarning(), defined.minWarning());
        String maxWarning = limit("max_warning", given.maxWarning(), defined.maxWarning());
        checkOrder("min_warning", minWarning, "max_warning", maxWarning);
        return new Alarms(
                minAlarm,
                maxAlarm,
                minWarning,
                maxWarning,
                whole("delta_t", given.deltaT(), defined.deltaT(), NONE, "Attribute::set_rds_prop_val"),
                limit("delta_val", given.deltaVal(), defined.deltaVal()));
    }

    /** A number of the attribute's type. */
    private String limit(String property, String given, String defined) {
        if (isOfClass(given)) {
            return defined;
        }
        if (given.equals(NONE)) {
            return NONE;
        }
        if (!isNumber()) {
            throw refused(
                    "The property " + property + " is not settable for the attribute data type",
                    "Attribute::set_one_alarm_prop()");
        }
        BigDecimal number = number(property, given, NUMBER);
        return switch (ofClass.type()) {
            case DEV_DOUBLE, DEV_FLOAT -> given;
            default -> number.toBigInteger().toString();
        };
    }

    private boolean isNumber() {
        return switch (ofClass.type()) {
            case DEV_STRING, DEV_BOOLEAN, DEV_STATE, DEV_ENUM -> false;
            default -> true;
        };
    }

    private BigDecimal number(String property, String given, String origin) {
        BigDecimal number = decimal(given);
        if (number == null || !fits(number, ofClass.type())) {
            throw unsupported(property, origin);
        }
        return number;
    }

    private static @Nullable BigDecimal decimal(String text) {
        return DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))
                ? new BigDecimal(text.strip())
                : null;
    }

    private static boolean fits(BigDecimal number, TangoType type) {
        return switch (type) {
            case DEV_SHORT -> isWithin(number, Short.MIN_VALUE, Short.MAX_VALUE);
            case DEV_USHORT -> isWithin(number, 0, 0xffff);
            case DEV_LONG -> isWithin(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DEV_ULONG -> isWithin(number, 0, 0xffffffffL);
            case DEV_LONG64 -> isWithin(number, Long.MIN_VALUE, Long.MAX_VALUE);
            case DEV_ULONG64 -> number.signum() >= 0 && number.toBigInteger().bitLength() <= 64;
            case DEV_UCHAR, DEV_ENCODED -> isWithin(number, 0, 0xff);
            default -> true;
        };
    }

    private static boolean isWithin(BigDecimal number, long least, long most) {
        return number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private void checkOrder(String less, String min, String greater, String max) {
        if (!min.equals(NONE)
                && !max.equals(NONE)
                && new BigDecimal(min.strip()).compareTo(new BigDecimal(max.strip())) >= 0) {
            throw DevFailedException.of(
                    Reasons.INCOHERENT_VALUES,
                    where + "Value of " + less + " is greater than or equal to " + greater,
                    SETTING);
        }
    }

    // ---- events

    private Events events(Events given, Events defined, Events ofTango) {
        return new Events(
                change("rel_change", given.relChange(), defined.relChange()),
                change("abs_change", given.absChange(), defined.absChange()),
                whole("event_period", given.period(), defined.period(), ofTango.period(), PERIODS),
                change("archive_rel_change", given.archiveRelChange(), defined.archiveRelChange()),
                change("archive_abs_change", given.archiveAbsChange(), defined.archiveAbsChange()),
                whole(
                        "archive_period",
                        given.archivePeriod(),
                        defined.archivePeriod(),
                        ofTango.archivePeriod(),
                        PERIODS));
    }

    /** How far a value may go down and up: one number for both, or two. Signs do not count. */
    private String change(String property, String given, String defined) {
        if (isOfClass(given)) {
            return defined;
        }
        if (given.equals(NONE) || !isChanging()) {
            return NONE;
        }
        String[] parts = given.split(",", -1);
        if (parts.length > 2) {
            throw unsupported(property, CHANGES);
        }
        String down = magnitude(property, parts[0]);
        String up = magnitude(property, parts[parts.length - 1]);
        return down.equals(up) ? down : down + "," + up;
    }

    private boolean isChanging() {
        return isNumber() || ofClass.type() == TangoType.DEV_ENUM;
    }

    private String magnitude(String property, String part) {
        if (part.isEmpty() || part.equals(NONE)) {
            return NONE;
        }
        BigDecimal number = decimal(part);
        if (number == null) {
            throw unsupported(property, CHANGES);
        }
        return number.abs().toPlainString();
    }

    private String whole(String property, String given, String defined, String ofTango, String origin) {
        if (isOfClass(given)) {
            return defined;
        }
        if (given.equals(NONE)) {
            return ofTango;
        }
        BigDecimal number = decimal(given);
        if (number == null || !isWithin(number, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            throw unsupported(property, origin);
        }
        return Integer.toString(number.intValue());
    }

    // ---- enums

    private List<String> labels(List<String> now) {
        List<String> given = wanted.enumLabels();
        if (ofClass.type() != TangoType.DEV_ENUM || given.equals(now)) {
            return now;
        }
        if (given.isEmpty()) {
            throw DevFailedException.of(
                    Reasons.ATTR_OPT_PROP,
                    where.replace("->", "-").strip() + "- No value defined for the property enum_labels",
                    LABELS);
        }
        if (given.size() == 1 && given.get(0).equals(NONE)) {
            throw refused(
                    "No enumeration label(s) default library value for attribute of the Tango::DEV_ENUM data type",
                    LABELS);
        }
        if (given.size() == 1 && isOfClass(given.get(0))) {
            return ofClass.enumLabels();
        }
        if (given.size() != now.size()) {
            throw DevFailedException.of(
                    Reasons.NOT_SUPPORTED_FEATURE,
                    where + "It's not supported to change enumeration labels number from outside the Tango device"
                            + " class code",
                    LABELS);
        }
        Set<String> seen = new HashSet<>();
        for (String label : given) {
            if (!seen.add(label)) {
                throw DevFailedException.of(
                        Reasons.ATTR_OPT_PROP,
                        "Enumeration for attribute " + ofClass.name() + " has two similar labels (" + label + ", "
                                + label + ")",
                        "Attribute::build_check_enum_labels");
            }
        }
        return given;
    }

    private DevFailedException unsupported(String property, String origin) {
        return refused("The property " + property + " is defined in an unsupported format", origin);
    }

    private DevFailedException refused(String why, String origin) {
        return DevFailedException.of(Reasons.ATTR_OPT_PROP, where + why, origin);
    }
}
