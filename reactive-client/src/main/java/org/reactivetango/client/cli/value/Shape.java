package org.reactivetango.client.cli.value;

import java.util.List;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;

/**
 * What has to be known to read a value from text and to show it.
 *
 * @param type its type; {@link ValueType#ANY} if that is not known
 * @param labels of an enum, in order of their numbers
 */
public record Shape(ValueType<?> type, List<String> labels) {
    /** Nothing is known but the value itself. */
    public static final Shape UNKNOWN = new Shape(ValueType.ANY, List.of());

    public Shape {
        labels = List.copyOf(labels);
    }

    /** What an attribute's values look like. */
    public static Shape ofAttribute(AttributeConfig config) {
        try {
            // JTango gives every attribute a label "Not specified".
            List<String> labels = config.type() == TangoType.DEV_ENUM ? config.enumLabels() : List.of();
            return new Shape(ValueType.ofAttribute(config.type(), config.format()), labels);
        } catch (IllegalArgumentException noSuchType) {
            return UNKNOWN;
        }
    }

    /** What a command's argument or result looks like. */
    public static Shape ofCommand(TangoType type) {
        try {
            return new Shape(ValueType.ofCommand(type), List.of());
        } catch (IllegalArgumentException noSuchType) {
            return UNKNOWN;
        }
    }

    TangoType element() {
        return type.element();
    }
}
