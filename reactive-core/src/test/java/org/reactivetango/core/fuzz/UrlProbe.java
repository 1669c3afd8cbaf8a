package org.reactivetango.core.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.model.DeviceName;
import org.reactivetango.core.model.TangoUrl;

/** Names of devices and attributes: refused for the reasons that are documented, or the same again when printed. */
final class UrlProbe implements Probe {
    private static final Set<String> DOCUMENTED =
            Set.of(Reasons.WRONG_DEVICE_NAME_SYNTAX, Reasons.UNSUPPORTED_PROTOCOL, Reasons.UNSUPPORTED_DBASE_MODIFIER);

    @Override
    public boolean takes(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        boolean taken = takesUrl(text);
        return takesDeviceName(text) || taken;
    }

    private static boolean takesUrl(String text) {
        TangoUrl url;
        try {
            url = TangoUrl.parse(text);
        } catch (DevFailedException refused) {
            if (refused.errors().size() != 1
                    || !DOCUMENTED.contains(refused.errors().get(0).reason())) {
                throw new AssertionError("not what the documentation says", refused);
            }
            return false;
        }
        TangoUrl back = TangoUrl.parse(url.toString());
        if (!back.equals(url)) {
            throw new AssertionError(url + " became " + back);
        }
        if (!TangoUrl.parse(url.deviceUrl()).key().equals(url.key())) {
            throw new AssertionError(url.deviceUrl() + " is another device than " + url);
        }
        return true;
    }

    private static boolean takesDeviceName(String text) {
        try {
            return new DeviceName(text).equals(new DeviceName(text));
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
