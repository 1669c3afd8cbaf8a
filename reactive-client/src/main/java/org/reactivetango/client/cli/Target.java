package org.reactivetango.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.cli.value.NotUnderstood;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.model.TangoUrl;

/**
 * What a command is about, by name.
 *
 * @param device the device's name
 * @param rest what followed it: names of attributes or of a command, values
 */
record Target(String device, List<String> rest) {
    Target {
        rest = List.copyOf(rest);
    }

    /**
     * Of a device.
     *
     * @throws NotUnderstood if the name is none
     */
    static Target device(String name) {
        TangoUrl url = parse(name);
        if (url.attribute() != null) {
            throw new NotUnderstood(
                    "\"" + name + "\" names an attribute, where a device is needed: " + url.deviceUrl());
        }
        return new Target(url.toString(), List.of());
    }

    /** Of a device or, its name having four fields, of an attribute, which then is the first of the rest. */
    static Target attribute(String name, List<String> rest) {
        TangoUrl url = parse(name);
        String attribute = url.attribute();
        if (attribute == null) {
            return new Target(url.toString(), rest);
        }
        List<String> all = new ArrayList<>();
        all.add(attribute);
        all.addAll(rest);
        return new Target(url.deviceUrl(), all);
    }

    /** Of one attribute at least. */
    static Target attributes(String name, List<String> rest, String question) {
        Target target = attribute(name, rest);
        if (target.rest.isEmpty()) {
            throw new NotUnderstood(question);
        }
        return target;
    }

    /** Without I/O. A name that this client cannot resolve yet is its {@link DevFailedException}. */
    DeviceProxy in(TangoClient client) {
        return client.device(device);
    }

    private static TangoUrl parse(String name) {
        try {
            return TangoUrl.parse(name);
        } catch (DevFailedException noName) {
            throw new NotUnderstood(noName.errors().get(0).description());
        }
    }
}
