package org.reactivetango.core.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A device's name within its control system: {@code domain/family/member}, compared without case.
 *
 * @param text as it was given
 */
public record DeviceName(String text) {
    private static final Pattern THREE_FIELDS =
            Pattern.compile(TangoUrl.FIELD + "/" + TangoUrl.FIELD + "/" + TangoUrl.FIELD);

    public DeviceName {
        if (!THREE_FIELDS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is no device name: it must be domain/family/member, three fields none of them empty, none with a colon or a space");
        }
    }

    /** The name in lower case: what is compared, and the object key of a device that is reached without a database. */
    public String key() {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceName that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
