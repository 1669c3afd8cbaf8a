package org.reactivetango.benchmarks.events;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Our client, subscribed to change events that are delivered on its loop. */
public final class EventSubscriptions extends EventSession {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TangoClient tango =
            TangoClient.builder().options(options -> options.timeout(PATIENCE)).build();

    private EventSubscriptions() {}

    /** Runs until its input ends. */
    public static void main(String... arguments) throws IOException {
        EventSubscriptions program = new EventSubscriptions();
        program.serve(System.out);
        program.tango.closeLater().block(PATIENCE);
    }

    @Override
    Subscribed subscribe(String url, int subscribers, boolean spread) throws InterruptedException {
        return new Ours(tango.device(url), subscribers, spread);
    }

    private static final class Ours implements Subscribed {
        private final DeviceProxy device;
        private final CountDownLatch begun;
        private final List<Arrivals> arrivals = new ArrayList<>();
        private final Disposable.Composite streams = Disposables.composite();

        /** Waits until each has its first reading: what is pushed before need not come. */
        Ours(DeviceProxy device, int subscribers, boolean spread) throws InterruptedException {
            this.device = device;
            this.begun = new CountDownLatch(subscribers);
            List<String> names = EventPusher.attributeNames(subscribers);
            for (int i = 0; i < subscribers; i++) {
                arrivals.add(new Arrivals(subscribers));
                int index = i;
                streams.add(device.attribute(names.get(spread ? i : 0), Double.class)
                        .events(Events.change())
                        .subscribe(event -> arrived(index, event)));
            }
            if (!begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(begun.getCount() + " subscriptions did not begin");
            }
        }

        private void arrived(int index, Event<Double> event) {
            if (event instanceof Event.Value<Double> value) {
                if (value.initial()) {
                    begun.countDown();
                } else {
                    arrivals.get(index).event((long) (double) value.reading().value());
                }
            } else if (event instanceof Event.Gap<Double> gap) {
                arrivals.get(index).missed(gap.missed());
            }
        }

        @Override
        public List<Arrivals> arrivals() {
            return arrivals;
        }

        @Override
        public double push(double wanted) {
            return Objects.requireNonNull(
                    device.command(EventPusher.PUSH, wanted, Double.class).block(PATIENCE));
        }

        @Override
        public void restart() {
            // Nothing comes now; the loop sees the new ones with the next message.
            arrivals.replaceAll(old -> new Arrivals(arrivals.size()));
        }

        @Override
        public void close() {
            streams.dispose();
        }
    }
}
