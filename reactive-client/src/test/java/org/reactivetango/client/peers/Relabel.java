package org.reactivetango.client.peers;

import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.reactivetango.testkit.peers.PyTangoScript;

/** Has PyTango give an attribute other labels, one after the other. */
final class Relabel {
    private Relabel() {}

    static void run(String device, String attribute, String... labels) {
        PyTangoScript.run(
                Relabel.class,
                "relabel.py",
                Stream.concat(Stream.of(device, attribute), Stream.of(labels)).toArray(String[]::new));
    }

    /** Again and again. */
    static void until(String device, String attribute, BooleanSupplier done) {
        Heard.eventually().until(() -> {
            run(device, attribute, "Warm");
            return done.getAsBoolean();
        });
    }
}
