package org.reactivetango.core.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;

/**
 * Where a device, or one of its attributes, is to be found. The forms are Tango's:
 *
 * <pre>
 * domain/family/member[/attribute]                              the device in the database of TANGO_HOST
 * tango://host:port/domain/family/member[/attribute]            the device in the database at host:port
 * tango://host:port/domain/family/member[/attribute]#dbase=no   the device in the server at host:port
 * alias                                                         a name that the database knows
 * </pre>
 *
 * @param host of the database, or of the server if {@code database} is false; null if it is that of TANGO_HOST
 * @param port of the same; 0 if {@code host} is null
 * @param device {@code domain/family/member}, or an alias: one field
 * @param attribute the attribute named, or null
 * @param database whether a database resolves the name
 */
public record TangoUrl(
        @Nullable String host,
        int port,
        String device,
        @Nullable String attribute,
        boolean database) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<scheme>[a-z]+):)?(?://(?<host>\\[[0-9a-f:.]+]|[^:/\\[\\]\\p{IsWhite_Space}\\p{Cntrl}]+):(?<port>[0-9]{1,5})/)?"
                    + "(?<path>[^#]+)(?:#dbase=(?<dbase>[a-z]*))?",
            Pattern.CASE_INSENSITIVE);
    /** Tango keeps the colon for itself; what cannot be seen would only hide in logs and be lost in print. */
    static final String FIELD = "[^/#:\\p{IsWhite_Space}\\p{Cntrl}]+";

    private static final Pattern WHOLE_FIELD = Pattern.compile(FIELD);
    private static final String SYNTAX = "write [tango://host:port/]domain/family/member[/attribute][#dbase=no]";

    /**
     * Parses a device's or an attribute's name.
     *
     * @throws DevFailedException with {@code API_WrongDeviceNameSyntax}, {@code API_UnsupportedProtocol} or
     *     {@code API_UnsupportedDBaseModifier}
     */
    public static TangoUrl parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw failed(Reasons.WRONG_DEVICE_NAME_SYNTAX, "\"" + text + "\" is no device name; " + SYNTAX);
        }
        String scheme = form.group("scheme");
        if (scheme != null && !scheme.equalsIgnoreCase("tango")) {
            throw failed(
                    Reasons.UNSUPPORTED_PROTOCOL, "protocol " + scheme + " of \"" + text + "\" is unknown; " + SYNTAX);
        }
        boolean database = database(form.group("dbase"), text);
        String host = form.group("host");
        int port = host == null ? 0 : Integer.parseInt(form.group("port"));
        String[] fields = form.group("path").split("/", -1);
        for (String field : fields) {
            if (!WHOLE_FIELD.matcher(field).matches()) {
                throw failed(
                        Reasons.WRONG_DEVICE_NAME_SYNTAX,
                        "\"" + text + "\" has a field that is empty or has a colon, a space or a control character; "
                                + SYNTAX);
            }
        }
        boolean alias = fields.length == 1;
        if ((!alias && fields.length != 3 && fields.length != 4) || (alias && !database) || port > 65535) {
            throw failed(Reasons.WRONG_DEVICE_NAME_SYNTAX, "\"" + text + "\" is no device name; " + SYNTAX);
        }
        if (!database && host == null) {
            throw failed(
                    Reasons.WRONG_DEVICE_NAME_SYNTAX,
                    "\"" + text + "\" says #dbase=no but not where the server is; " + SYNTAX);
        }
        String device = alias ? fields[0] : fields[0] + "/" + fields[1] + "/" + fields[2];
        return new TangoUrl(host, port, device, fields.length == 4 ? fields[3] : null, database);
    }

    /** The device's name in lower case: what is compared, and the object key of a device without a database. */
    public String key() {
        return device.toLowerCase(Locale.ROOT);
    }

    /** The URL of the device, without the attribute. */
    public String deviceUrl() {
        return (host == null ? "" : "tango://" + host + ":" + port + "/") + device + (database ? "" : "#dbase=no");
    }

    @Override
    public String toString() {
        return (host == null ? "" : "tango://" + host + ":" + port + "/")
                + device
                + (attribute == null ? "" : "/" + attribute)
                + (database ? "" : "#dbase=no");
    }

    private static boolean database(@Nullable String modifier, String text) {
        if (modifier == null || modifier.equalsIgnoreCase("yes")) {
            return true;
        }
        if (modifier.equalsIgnoreCase("no")) {
            return false;
        }
        throw failed(
                Reasons.UNSUPPORTED_DBASE_MODIFIER,
                "#dbase=" + modifier + " in \"" + text + "\" is unknown; write #dbase=yes or #dbase=no");
    }

    private static DevFailedException failed(String reason, String description) {
        return DevFailedException.of(reason, description, "TangoUrl.parse");
    }
}
