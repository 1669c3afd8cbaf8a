package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.idl.CppClntIdent;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.ReadAttributes5;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.Lanes;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.DataFormat;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DeviceInfo;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.TangoType;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.core.model.WriteType;
import org.reactivetango.core.transport.InMemoryTransport;
import org.reactivetango.server.iiop.IiopListener;
import org.reactivetango.testkit.ProofSize;
import org.reactivetango.testkit.rpc.ScriptedClient;
import org.reactivetango.testkit.rpc.VirtualLoop;
import reactor.core.publisher.Mono;

/** Readings over a shared array are released exactly once, whatever becomes of them: by chance, from a seed. */
class SharedReadingsTest {
    private static final String HOST = "here";
    private static final String DEVICE = "a/b/c";
    private static final int REQUESTS = ProofSize.of(500, 2_000);

    private enum Giving {
        AT_HAND,
        MONO_AT_HAND,
        LATER,
        /** A value, and then an error. */
        FAILING,
        TOO_LONG,
        NEVER_ENDING
    }

    private final VirtualLoop time = new VirtualLoop();
    private final InMemoryTransport transport = InMemoryTransport.create(time.loop());
    private final Lanes lanes = new Lanes(Limits.DEFAULT);
    private final List<int[]> releases = new ArrayList<>();
    private final Map<Giving, Integer> given = new EnumMap<>(Giving.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20261120})
    void areReleasedExactlyOnce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Lane lane = lanes.lane(DEVICE, time.loop());
        Lane bus = lanes.named("bus", time.loop());
        Device device = new Device(DEVICE, lane, new DeviceInfo("S", "S/1", HOST, 6, "", "", Map.of()), "dserver/s/1");
        for (Giving giving : Giving.values()) {
            device.add(attribute(giving, giving.ordinal() % 2 == 0 ? lane : bus, giving != Giving.LATER));
        }
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.add(device);
        new IiopListener(transport, dispatcher, Limits.DEFAULT).listen(HOST, 1).block();

        ScriptedClient client = connect();
        for (int i = 0; i < REQUESTS; i++) {
            List<String> names = random.ints(random.nextInt(1, 4), 0, Giving.values().length)
                    .mapToObj(n -> Giving.values()[n].name())
                    .toList();
            ScriptedClient sends = client;
            int[] id = new int[1];
            time.run(() -> id[0] = sends.request(
                    DEVICE,
                    "read_attributes_5",
                    out -> Operations.READ_ATTRIBUTES_5.encodeArguments(
                            new ReadAttributes5(names, DevSource.DEV, new CppClntIdent(1)), out)));
            time.advanceMillis(random.nextInt(3));
            int chance = random.nextInt(10);
            if (chance < 4 || names.contains(Giving.NEVER_ENDING.name())) {
                time.run(() -> sends.cancel(id[0]));
            } else if (chance == 9) {
                time.run(sends::close);
                client = connect();
            }
        }
        time.run(client::close);
        time.advance(Duration.ofMinutes(1));

        assertThat(lane.held() || bus.held()).as("seed %d", seed).isFalse();
        assertThat(given.keySet()).as("seed %d", seed).containsExactlyInAnyOrder(Giving.values());
        assertThat(releases).as("seed %d", seed).isNotEmpty().allMatch(times -> times[0] == 1);
        transport.closeLater().block();
    }

    private ScriptedClient connect() {
        return ScriptedClient.connect(transport, HOST, 1, GiopVersion.V1_0);
    }

    private Reading<double[]> shared(Giving giving) {
        given.merge(giving, 1, Integer::sum);
        int[] times = new int[1];
        releases.add(times);
        double[] buffer = new double[giving == Giving.TOO_LONG ? 11 : 10];
        return Reading.ofShared(buffer, Quality.VALID, time.loop().now(), () -> {
            times[0]++;
            // It is the device's again: nothing that is sent may see this.
            Arrays.fill(buffer, Double.NaN);
        });
    }

    private Attribute attribute(Giving giving, Lane on, boolean cancellable) {
        Attribute.Reader reader = () -> switch (giving) {
            case AT_HAND, TOO_LONG -> shared(giving);
            case MONO_AT_HAND -> Mono.just(shared(giving));
            case LATER ->
                Mono.delay(Duration.ofMillis(1), time.loop().asScheduler()).map(tick -> shared(giving));
            case FAILING ->
                Mono.<Reading<double[]>>fromDirect(
                        Mono.just(shared(giving)).hide().concatWith(Mono.error(new IllegalStateException("broken"))));
            case NEVER_ENDING ->
                // It gives its value and does not complete: only a cancel ends it.
                Mono.<Reading<double[]>>fromDirect(
                        Mono.just(shared(giving)).hide().concatWith(Mono.never()));
        };
        return new Attribute(
                AttributeConfig.of(giving.name(), WriteType.READ, DataFormat.SPECTRUM, TangoType.DEV_DOUBLE)
                        .with(c -> c.maxX(10)),
                ValueType.of(double[].class),
                reader,
                null,
                Set.of(),
                Set.of(),
                on,
                cancellable,
                new Attribute.SetPoint(new double[0]));
    }
}
