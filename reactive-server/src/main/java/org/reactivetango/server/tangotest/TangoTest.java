package org.reactivetango.server.tangotest;

import java.util.SplittableRandom;
import org.reactivetango.core.model.DevState;
import org.reactivetango.server.DeviceDefinition;
import org.reactivetango.server.TangoServer;
import reactor.core.publisher.Mono;

/**
 * The device class TangoTest with the attributes and commands of the one written in C++, and the program that serves it.
 * What runs against that runs against this one.
 *
 * <p>TangoTest 9.3.4 and 10.0.2 differ, and this one is like the newer: it has {@code freq}, which gives {@code wave} ten
 * periods instead of one, and the seven attributes whose names begin with {@code enum}. Everything else has the same
 * configuration in all three. What differs from both:
 *
 * <ul>
 *   <li>{@code long64_scalar} and {@code ulong64_scalar} are random numbers below their own set value, not below that of
 *       {@code long_scalar} and {@code ulong_scalar}.
 *   <li>A value that is made up is made when it is first read in a step of two seconds, not at its beginning, so a set
 *       value written in between counts at once.
 *   <li>What is written to {@code enum_spectrum} and {@code enum_image} is read back until the step ends; 10.0.2 never
 *       makes the spectrum longer again, and writes the image to the wrong place.
 *   <li>{@code long_image} can be written; 9.3.4 crashes.
 *   <li>There are no pipes.
 * </ul>
 */
public final class TangoTest {
    private TangoTest() {}

    /** The device class, other random values each time. */
    public static DeviceDefinition<?> definition() {
        return definition(new SplittableRandom().nextLong());
    }

    /** The device class. Devices of one name that are read at the same times give the same values for the same seed. */
    public static DeviceDefinition<?> definition(long seed) {
        DeviceDefinition.Builder<Simulation> definition = DeviceDefinition.named("TangoTest", device -> {
            var unused = device.state(DevState.RUNNING);
            return Mono.just(new Simulation(
                    device, new SplittableRandom(seed ^ device.name().hashCode())));
        });
        Scalars.all().forEach(definition::attribute);
        Spectra.all().forEach(definition::attribute);
        Images.all().forEach(definition::attribute);
        Commands.all().forEach(definition::command);
        return definition.build();
    }

    /** Serves devices of this class: {@code TangoTest <instance> -nodb -dlist sys/tg_test/1}; see {@link TangoServer#run}. */
    public static void main(String[] args) {
        TangoServer.run(args, definition());
    }
}
