package org.reactivetango.client.cli;

import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.AttributeDefinition;
import org.reactivetango.server.DeviceContext;
import org.reactivetango.server.DeviceDefinition;
import reactor.core.publisher.Mono;

/**
 * A device of the tests that pushes when it is read. A subscriber reads once everything that is pushed will come to it, so
 * that these events come behind its first reading.
 */
final class CliPusher {
    /** So many events are pushed when {@code burst} is read, fewer than a socket lets wait; the last has this number. */
    static final int BURST = 500;

    static final DeviceDefinition<CliPusher> CLASS = definition().build();

    private final DeviceContext context;

    private CliPusher(DeviceContext context) {
        this.context = context;
    }

    private static DeviceDefinition.Builder<CliPusher> definition() {
        return DeviceDefinition.<CliPusher>named(
                        "CliPusher",
                        context -> context.state(DevState.ON).then(Mono.fromSupplier(() -> new CliPusher(context))))
                .scalar("steady", Double.class, a -> pushing(a).getReading(CliPusher::steady))
                .scalar("moody", Double.class, a -> pushing(a).getReading(CliPusher::moody))
                .scalar("burst", Double.class, a -> pushing(a).getReading(CliPusher::burst))
                .scalar("silent", Double.class, a -> a.get(pusher -> 0.0));
    }

    private static AttributeDefinition<CliPusher, Double> pushing(AttributeDefinition<CliPusher, Double> attribute) {
        return attribute.unit("A").pushes(EventType.CHANGE, EventType.ARCHIVE, EventType.DATA_READY);
    }

    /** With a command that never ends. */
    static DeviceDefinition<CliPusher> hanging(Runnable onCall) {
        return definition()
                .command(
                        "Hang",
                        Void.class,
                        Void.class,
                        c -> c.run((pusher, none) -> Mono.<Void>never().doOnSubscribe(called -> onCall.run())))
                .build();
    }

    private static Reading<Double> reading(double value) {
        return Reading.of(value, Quality.VALID, CliDevice.TIME);
    }

    private static Reading<Double> steady(CliPusher pusher) {
        pusher.context.pushChange("steady", reading(1));
        pusher.context.pushChange("steady", reading(2));
        pusher.context.pushArchive("steady", reading(3));
        pusher.context.pushUser("steady", reading(4));
        pusher.context.pushDataReady("steady", 4711);
        return reading(0);
    }

    private static Reading<Double> moody(CliPusher pusher) {
        pusher.context.pushChange("moody", reading(1));
        pusher.context.pushChange("moody", DevFailedException.of("Mood", "not now", "CliPusher"));
        pusher.context.pushChange("moody", Reading.invalid(CliDevice.TIME));
        return reading(0);
    }

    private static Reading<Double> burst(CliPusher pusher) {
        for (int i = 1; i <= BURST; i++) {
            pusher.context.pushChange("burst", reading(i));
        }
        return reading(0);
    }
}
