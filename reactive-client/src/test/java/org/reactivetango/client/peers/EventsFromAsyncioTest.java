package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivetango.client.event.Events;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.PipeBlob;
import org.reactivetango.testkit.peers.PushedValues;
import org.reactivetango.testkit.peers.PyTangoServer;

/** PyTango 9.3 on an asyncio loop, without a database: it numbers no event, and pushes pipes. */
final class EventsFromAsyncioTest extends EventsContract {
    private static final int PIPES = 30;

    @Override
    String start(String name) {
        return PEERS.started(PyTangoServer.startPushing(PyTangoServer.Green.ASYNCIO))
                .url(name);
    }

    @Override
    boolean pushesUserErrors() {
        return false;
    }

    @Test
    void everyStateThatIsPushed() {
        Heard<DevState> states =
                hear("State", device().attribute("State", DevState.class).events(Events.change()));
        assertThat(states.awaitInitial().reading().value()).isEqualTo(DevState.ON);
        warm("PushState", DevState.ON, List.of(states));
        List<DevState> all = List.of(DevState.values());
        all.forEach(state -> run("PushState", state));
        run("PushState", DevState.ON);
        states.awaitLast(
                DevState::name,
                IntStream.rangeClosed(0, all.size())
                        .mapToObj(i -> all.get(i % all.size()).name())
                        .toList());
    }

    @Test
    void everyPipeThatIsPushed() {
        Heard<PipeBlob> pipes = hear("pipe", device().pipe("tuning"));
        assertThat(shown(pipes.awaitInitial().reading().value())).isEqualTo(tuning(-1));
        warm("PushPipe", 1, List.of(pipes));
        run("PushPipe", PIPES);
        pipes.awaitLast(
                EventsFromAsyncioTest::shown,
                IntStream.range(0, PIPES)
                        .mapToObj(EventsFromAsyncioTest::tuning)
                        .toList());
    }

    private static String tuning(int i) {
        return "root" + i + " gain " + (i + 0.5) + " steps " + i + "," + (i + 1) + " name step " + i;
    }

    private static String shown(PipeBlob blob) {
        return blob.name()
                + blob.elements().stream()
                        .map(element -> " " + element.name() + " " + PushedValues.text(element.value()))
                        .collect(Collectors.joining());
    }
}
