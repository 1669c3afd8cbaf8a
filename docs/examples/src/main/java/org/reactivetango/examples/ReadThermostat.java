package org.reactivetango.examples;

import java.time.Duration;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.TangoClient;

/**
 * Reads the {@link Thermostat}, writes it, and reads it again:
 *
 * <pre>
 * 21.0
 * 22.5
 * </pre>
 */
public final class ReadThermostat {
    private ReadThermostat() {}

    public static void main(String[] args) {
        String name = args.length == 0 ? "tango://127.0.0.1:45450/lab/thermostat/1#dbase=no" : args[0];
        TangoClient tango = TangoClient.create();
        AttributeProxy<Double> temperature = tango.device(name).attribute("temperature", Double.class);
        temperature
                .value()
                .doOnNext(System.out::println)
                .then(temperature.write(22.5))
                .then(temperature.value())
                .doOnNext(System.out::println)
                .then(tango.closeLater())
                .block(Duration.ofSeconds(10));
    }
}
