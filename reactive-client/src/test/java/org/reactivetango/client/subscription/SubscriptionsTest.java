package org.reactivetango.client.subscription;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.client.event.Event;
import org.reactivetango.client.event.Events;
import org.reactivetango.client.subscription.EventFixture.Stream;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.event.EventEndpoints;
import org.reactivetango.testkit.ProofSize;

/** What becomes of subscriptions, whatever becomes of their server. */
final class SubscriptionsTest {
    private static final int DEATHS = ProofSize.of(5, 50);
    private static final Duration SOON = ofMillis(1);
    private static final DevFailedException NOT_POLLED =
            DevFailedException.of("API_AttributePollingNotStarted", "not polled", "test");

    private EventFixture peer = new EventFixture(true);

    private void foreign() {
        peer.close();
        peer = new EventFixture(false);
    }

    @AfterEach
    void nothingIsLeft() {
        peer.close();
        assertThat(peer.wires.open).isEmpty();
        assertThat(peer.wires.closed).isTrue();
    }

    // ---- beginning

    @Test
    void ofAServerOfOursTheFirstReadingIsMadeWhenEverythingComes() {
        peer.alive = false;
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        assertThat(peer.asked).containsExactly("adm_name", "subscribe x");
        assertThat(stream.text()).isEmpty();
        peer.alive = true;
        peer.time.run(() -> peer.wires.open.get(0).listener.connected("tcp://1.1.1.1:1"));
        assertThat(stream.text()).isEmpty();
        peer.time.run(() -> peer.wires.open.get(0).listener.connected("tcp://1.1.1.1:2"));
        peer.advance(SOON);
        assertThat(stream.text()).isEqualTo("C R0");
        assertThat(peer.readings).isEqualTo(1);
        peer.send("x", 1);
        peer.send("x", 2);
        assertThat(stream.text()).isEqualTo("C R0 1 2");
    }

    @Test
    void ofAnyOtherServerItIsMadeAtOnceAndAgainWhenItIsSureThatNothingPassesBy() {
        foreign();
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        assertThat(stream.text()).isEqualTo("C R0");
        peer.value = 7;
        peer.heartbeat();
        peer.advance(SOON);
        assertThat(stream.text()).as("a heartbeat right behind says nothing").isEqualTo("C R0");
        peer.advance(ofSeconds(9));
        peer.heartbeat();
        peer.advance(SOON);
        assertThat(stream.text()).isEqualTo("C R0 R7");
        peer.advance(ofSeconds(10));
        peer.heartbeat();
        peer.advance(SOON);
        assertThat(peer.readings).isEqualTo(2);
    }

    @Test
    void anEventIsAsGoodAsAHeartbeat() {
        foreign();
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.send("x", 5);
        peer.value = 7;
        peer.advance(ofSeconds(9));
        peer.heartbeat();
        peer.advance(SOON);
        assertThat(stream.text()).isEqualTo("C R0 5");
        assertThat(peer.readings).isEqualTo(1);
    }

    @Test
    void oneSubscriptionServesAllAndEachHasAReadingOfItsOwn() {
        Stream first = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.send("x", 1);
        peer.value = 4;
        Stream second = peer.stream("X", Events.change());
        peer.advance(SOON);
        peer.send("x", 2);
        assertThat(first.text()).isEqualTo("C R0 1 2");
        assertThat(second.text()).isEqualTo("C R4 2");
        assertThat(peer.asked("subscribe x")).isEqualTo(1);
        first.cancel();
        peer.send("x", 3);
        assertThat(second.text()).isEqualTo("C R4 2 3");
        second.cancel();
        peer.advance(SOON);
        assertThat(peer.wires.open).isEmpty();
    }

    @Test
    void aServerOfOursThatDoesNotAnswerProbesIsTreatedAsAnyOther() {
        peer.alive = false;
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.time.run(() ->
                List.copyOf(peer.wires.open.get(0).endpoints).forEach(peer.wires.open.get(0).listener::connected));
        peer.advance(SOON);
        assertThat(stream.text()).isEmpty();
        peer.advance(ofSeconds(3));
        assertThat(stream.text()).isEqualTo("C R0");
        peer.value = 1;
        peer.heartbeat();
        peer.advance(SOON);
        assertThat(stream.text()).isEqualTo("C R0 R1");
    }

    @Test
    void refusedMeansTheEnd() {
        peer.refuse = subscription -> NOT_POLLED;
        Stream stream = peer.stream("x", Events.change());
        Stream other = peer.stream("y", Events.change());
        peer.advance(SOON);
        assertThat(stream.error).isInstanceOf(DevFailedException.class);
        assertThat(((DevFailedException) stream.error).reason()).isEqualTo("API_AttributePollingNotStarted");
        assertThat(other.error).isNotNull();
        peer.advance(ofSeconds(60));
        assertThat(peer.asked).containsExactly("adm_name", "subscribe x", "adm_name", "subscribe y");
    }

    @Test
    void refusedButStatelessIsAskedAgain() {
        peer.refuse = subscription -> NOT_POLLED;
        Stream stream = peer.stream("x", Events.change().stateless());
        peer.advance(ofSeconds(12));
        assertThat(stream.text()).isEqualTo("D");
        assertThat(peer.asked("subscribe x")).isEqualTo(3);
        peer.refuse = subscription -> null;
        peer.advance(ofSeconds(6));
        assertThat(stream.text()).isEqualTo("D C R0");
    }

    @Test
    void withoutAServerItFailsOrStatelessWaitsForIt() {
        peer.kill();
        Stream stream = peer.stream("x", Events.change());
        Stream stateless = peer.stream("y", Events.change().stateless());
        peer.advance(ofSeconds(20));
        assertThat(stream.error).isInstanceOf(TangoConnectionException.class);
        assertThat(stateless.text()).isEqualTo("D");
        peer.start();
        peer.advance(ofSeconds(2));
        assertThat(stateless.text()).isEqualTo("D C R0");
    }

    @Test
    void endpointsAreTriedInTurnAndTheGoodOnesRemembered() {
        peer.endpoints = List.of(
                new EventEndpoints("tcp://dead:1", "tcp://dead:2"),
                new EventEndpoints("tcp://2.2.2.2:1", "tcp://2.2.2.2:2"));
        Stream stream = peer.stream("x", Events.change());
        peer.advance(ofMillis(1500));
        assertThat(stream.text()).isEmpty();
        peer.advance(ofSeconds(3));
        assertThat(stream.text()).isEqualTo("C R0");
        peer.kill();
        peer.start();
        peer.advance(ofMillis(1500));
        assertThat(stream.text()).isEqualTo("C R0 D C R0");
    }

    @Test
    void endpointsThatCannotBeReachedAreAnError() {
        peer.endpoints = List.of(new EventEndpoints("tcp://dead:1", "tcp://dead:2"));
        Stream stream = peer.stream("x", Events.change());
        peer.advance(ofSeconds(15));
        assertThat(stream.error).hasMessageContaining("tcp://dead:2").hasMessageContaining("firewall");
    }

    @Test
    void multicastIsNotUnderstood() {
        peer.endpoints = List.of(new EventEndpoints("epgm://1:1", "epgm://1:2"));
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        assertThat(stream.error).hasMessageContaining("epgm://1:2").hasMessageContaining("tcp only");
    }

    // ---- losses

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLossIsToldOnceAndMendedWithAFreshReading(boolean own) {
        peer.close();
        peer = new EventFixture(own);
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.send("x", 41);
        peer.kill();
        peer.advance(ofSeconds(5));
        assertThat(stream.text()).isEqualTo("C R0 41 D");
        assertThat(peer.wires.open).isEmpty();
        peer.value = 9;
        peer.start();
        peer.advance(ofSeconds(2));
        peer.send("x", 1);
        assertThat(stream.text()).isEqualTo("C R0 41 D C R9 1");
    }

    @Test
    void aServerThatIsSilentIsLost() {
        Stream stream = peer.stream("x", Events.change());
        for (int i = 0; i < 6; i++) {
            peer.advance(ofSeconds(10));
            peer.heartbeat();
        }
        assertThat(stream.text()).isEqualTo("C R0");
        peer.advance(ofSeconds(27));
        assertThat(stream.text()).isEqualTo("C R0 D C R0");
        Event.Disconnected<Integer> lost = (Event.Disconnected<Integer>) stream.got.get(2);
        assertThat(lost.cause()).hasMessageContaining("no heartbeat of the server at peer:1000 for 25 s");
    }

    @Test
    void aServerThatSendsFromElsewhereWasStartedAnew() {
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.endpoints = List.of(new EventEndpoints("tcp://3.3.3.3:1", "tcp://3.3.3.3:2"));
        Stream other = peer.stream("y", Events.change().stateless());
        peer.advance(ofSeconds(1));
        assertThat(stream.text()).isEqualTo("C R0 D C R0");
        assertThat(other.text()).isEqualTo("D C R0");
    }

    /** One attempt at a time, whatever is subscribed, and then each subscription once. */
    @Test
    void twoHundredSubscriptionsOverFiftyDeaths() {
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            streams.add(peer.stream("x" + i, Events.change()));
        }
        peer.advance(ofSeconds(1));
        for (int death = 1; death <= DEATHS; death++) {
            peer.asked.clear();
            peer.kill();
            peer.advance(ofSeconds(death % 7));
            peer.value = death;
            peer.start();
            peer.advance(ofSeconds(3));
            assertThat(peer.asked("adm_name")).isEqualTo(1);
            assertThat(peer.asked).hasSize(201).doesNotHaveDuplicates();
        }
        StringBuilder expected = new StringBuilder("C R0");
        for (int death = 1; death <= DEATHS; death++) {
            expected.append(" D C R").append(death);
        }
        assertThat(streams).allSatisfy(stream -> assertThat(stream.text()).isEqualTo(expected.toString()));
    }

    @Test
    void aCounterThatBeginsAnewIsAGapOfUnknownSize() {
        Stream stream = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.send("x", 10);
        peer.send("x", 10);
        peer.send("x", 13);
        peer.send("x", 1);
        assertThat(stream.text()).isEqualTo("C R0 10 G2 13 G0 1");
    }

    // ---- going on

    @Test
    void serversAreToldThatItGoesOn() {
        peer.stream("x", Events.change());
        peer.stream("y", Events.change());
        for (int i = 0; i < 45; i++) {
            peer.advance(ofSeconds(10));
            peer.heartbeat();
        }
        assertThat(peer.asked("confirm 2")).isEqualTo(2);
        foreign();
        peer.stream("x", Events.change());
        for (int i = 0; i < 6; i++) {
            peer.advance(ofSeconds(10));
            peer.heartbeat();
        }
        assertThat(peer.asked("confirm 1")).isBetween(2L, 3L);
    }

    @Test
    void whereThatFailsEachIsAskedByItself() {
        foreign();
        Stream x = peer.stream("x", Events.change());
        Stream y = peer.stream("y", Events.change());
        peer.advance(SOON);
        peer.refuseConfirmation = NOT_POLLED;
        peer.refuse = subscription -> subscription.object().equals("y") ? NOT_POLLED : null;
        for (int i = 0; i < 3; i++) {
            peer.advance(ofSeconds(9));
            peer.heartbeat();
        }
        peer.send("x", 3);
        assertThat(x.text()).isEqualTo("C R0 3");
        assertThat(y.text()).isEqualTo("C R0 D");
        peer.refuse = subscription -> null;
        peer.refuseConfirmation = null;
        peer.advance(ofSeconds(6));
        peer.send("y", 3);
        assertThat(y.text()).isEqualTo("C R0 D C R0 3");
    }

    // ---- inside onNext

    @Test
    void whoeverCancelsOrSubscribesInTheMiddleOfAnEventDoesNobodyHarm() {
        List<Stream> made = new ArrayList<>();
        Stream witness = peer.stream("x", Events.change());
        Stream first = peer.new Stream("x", Events.change(), event -> {
            if (event instanceof Event.Value<Integer> value && !value.initial() && made.size() < 100) {
                made.forEach(Stream::cancel);
                made.add(peer.stream("x", Events.change()));
            }
        });
        peer.advance(SOON);
        for (int i = 1; i <= 200; i++) {
            peer.send("x", i);
            peer.advance(SOON);
        }
        assertThat(witness.got).hasSize(202);
        assertThat(first.got).hasSize(202);
        assertThat(made).hasSize(100);
        assertThat(made.get(99).got).hasSize(102);
        assertThat(made.subList(0, 99))
                .allSatisfy(stream -> assertThat(stream.got).hasSizeLessThan(4));
    }

    @Test
    void theClientMayBeClosedInTheMiddleOfAnEvent() {
        Stream closer = peer.new Stream("x", Events.change(), event -> {
            if (event instanceof Event.Value<Integer> value && !value.initial()) {
                peer.consumer.close().subscribe();
            }
        });
        Stream other = peer.stream("x", Events.change());
        peer.advance(SOON);
        peer.send("x", 1);
        peer.advance(SOON);
        assertThat(closer.complete).isTrue();
        assertThat(other.complete).isTrue();
        Stream late = peer.stream("x", Events.change());
        assertThat(late.error).hasMessageContaining("has been closed");
    }
}
