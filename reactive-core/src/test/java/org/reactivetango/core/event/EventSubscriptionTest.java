package org.reactivetango.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.SubscriptionCall;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.model.DevVarLongStringArray;

final class EventSubscriptionTest {
    private static final String ZMQ = "ZmqEventSubscriptionChange";

    @Test
    void everyRecordedSubscriptionIsAnsweredAsItWas() {
        int answered = 0;
        int info = 0;
        int refused = 0;
        int unknown = 0;
        for (SubscriptionCall call : Captures.subscriptions()) {
            if (!call.command().equals(ZMQ)) {
                continue;
            }
            if (EventSubscription.asksForInfo(call.arguments())) {
                info++;
            } else if (!isKnown(call)) {
                assertThatExceptionOfType(DevFailedException.class)
                        .as("%s", call)
                        .isThrownBy(() -> EventSubscription.parse(call.arguments()))
                        .satisfies(wrong -> assertThat(wrong.reason()).isEqualTo(Reasons.WRONG_NUMBER_OF_ARGS));
                unknown++;
            } else if (call.reasons().isEmpty()) {
                checkAnswer(call);
                answered++;
            } else {
                // What is refused for the attribute's sake is understood first.
                EventSubscription.parse(call.arguments());
                refused++;
            }
        }
        System.out.printf(
                "Captured subscriptions: %d answered as they were, %d understood, %d not understood, %d for information%n",
                answered, refused, unknown, info);
        assertThat(answered + refused + unknown + info).isEqualTo(373);
        assertThat(answered).isGreaterThan(250);
    }

    /** Servers before 10 know an event {@code quality} that nobody sends, and none but 10 knows alarms. */
    private static boolean isKnown(SubscriptionCall call) {
        List<String> arguments = call.arguments();
        return arguments.size() >= 4 && EventName.find(arguments.get(3)) != null;
    }

    private static void checkAnswer(SubscriptionCall call) {
        DevVarLongStringArray result = new DevVarLongStringArray(call.numbers(), call.strings());
        EventChannel channel = EventChannel.parse(result);
        assertThat(channel.result()).as("%s", call).isEqualTo(result);

        EventSubscription subscription = EventSubscription.parse(call.arguments());
        Topic told = Topic.parse(channel.names().orElseThrow().topic());
        EventTopic ours = subscription.topic(told.authority(), told.database(), channel.deviceIdl());
        boolean jtango = told.authority().equals("nodb");
        if (jtango && told instanceof EventTopic event && event.event().idl() == 5) {
            // It has the prefix for all of its events.
            assertThat(new EventTopic(
                            ours.authority(),
                            ours.device(),
                            ours.object(),
                            true,
                            new EventName(5, ours.event().type())))
                    .isEqualTo(told);
        } else {
            assertThat(ours).as("%s", call).isEqualTo(told);
        }
        HeartbeatTopic heartbeat =
                HeartbeatTopic.ofChannel(channel.names().orElseThrow().channel(), told.database());
        assertThat(heartbeat.channel()).isEqualTo(channel.names().orElseThrow().channel());
        assertThat(heartbeat.database()).isEqualTo(told.database());
    }

    @Test
    void everyRecordedConfirmationIsReadAndWritten() {
        int calls = 0;
        for (SubscriptionCall call : Captures.subscriptions()) {
            if (call.command().equals("EventConfirmSubscription")) {
                calls++;
                if (call.reasons().equals(List.of(Reasons.WRONG_NUMBER_OF_ARGS))) {
                    assertThatExceptionOfType(DevFailedException.class)
                            .isThrownBy(() -> EventConfirmation.parse(call.arguments()));
                } else {
                    List<EventConfirmation> all = EventConfirmation.parse(call.arguments());
                    assertThat(EventConfirmation.argument(all)).containsExactlyElementsOf(call.arguments());
                }
            }
        }
        assertThat(calls).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        // event, version told (- if none), IDL of the device, version, event in the topic
        "change, -, 6, 4, change",
        "idl5_change, -, 6, 4, change",
        "change, 0, 6, 4, change",
        "idl5_change, 0, 6, 5, idl5_change",
        "change, 5, 6, 5, idl5_change",
        "change, 6, 6, 6, idl5_change",
        "change, 6, 5, 5, idl5_change",
        "change, 6, 4, 4, change",
        "change, 7, 6, 6, idl5_change",
        "change, 3, 6, 3, change",
        "change, 1, 6, 3, change",
        "attr_conf, -, 6, 3, attr_conf",
        "attr_conf, 0, 6, 3, attr_conf",
        "attr_conf, 4, 6, 4, attr_conf",
        "attr_conf, 5, 6, 5, idl5_attr_conf",
        "data_ready, 6, 6, 6, data_ready",
        "alarm, 0, 6, 6, alarm",
        "alarm, 4, 6, 6, alarm",
        "alarm, -, 6, 6, alarm",
        "PERIODIC, 5, 6, 5, idl5_periodic"
    })
    void versionsAndPrefixes(String event, String told, int deviceIdl, int version, String inTopic) {
        List<String> argument = told.equals("-")
                ? List.of("A/B/C", "D", "subscribe", event)
                : List.of("A/B/C", "D", "subscribe", event, told);
        EventSubscription subscription = EventSubscription.parse(argument);
        assertThat(subscription.isSubscribe()).isTrue();
        assertThat(subscription.version(deviceIdl)).isEqualTo(version);
        assertThat(subscription.topic("H:1", false, deviceIdl)).hasToString("tango://h:1/a/b/c/d#dbase=no." + inTopic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "xx",
                "a/b/c,d,subscribe",
                "a/b/c,d,subscribe,nope",
                "a/b/c,d,subscribe,quality",
                "a/b/c,d,subscribe,change,five",
                "a/b/c,d,subscribe,change,-1",
                "a/b/c,d,subscribe,change,99999999999",
                "a/b/c,d,subscribe,change,5,6"
            })
    void whatIsNoSubscriptionIsRefused(String argument) {
        assertThatExceptionOfType(DevFailedException.class)
                .isThrownBy(() -> EventSubscription.parse(List.of(argument.split(","))))
                .satisfies(wrong -> assertThat(wrong.reason()).isEqualTo(Reasons.WRONG_NUMBER_OF_ARGS));
    }

    @Test
    void whatAClientAsksForIsUnderstood() {
        EventSubscription change = EventSubscription.to("a/b/c", "D", EventType.CHANGE, 6);
        assertThat(change.argument()).containsExactly("a/b/c", "D", "subscribe", "change", "6");
        assertThat(EventSubscription.parse(List.of(change.argument()))).isEqualTo(change);
        assertThat(EventSubscription.to("a/b/c", "", EventType.INTR_CHANGE, 6).argument())
                .containsExactly("a/b/c", "dummy", "subscribe", "intr_change", "6");
    }

    @ParameterizedTest
    @CsvSource({"alarm, 6", "attr_conf, 3", "idl5_attr_conf, 5", "idl5_change, 5", "data_ready, 4", "user_event, 4"})
    void aConfirmationTellsItsVersionByItsName(String event, int version) {
        EventSubscription renewed =
                EventConfirmation.parse(List.of("a/b/c", "d", event)).get(0).subscription();
        assertThat(renewed.version(6)).isEqualTo(version);
    }

    @Test
    void informationForPeople() {
        EventEndpoints first = new EventEndpoints("tcp://1.1.1.1:1", "");
        EventEndpoints second = new EventEndpoints("tcp://2.2.2.2:1", "tcp://2.2.2.2:2");
        assertThat(new EventChannelInfo(1002, List.of(first, second)).result())
                .isEqualTo(new DevVarLongStringArray(new int[] {1002}, new String[] {
                    "Heartbeat: tcp://1.1.1.1:1",
                    "Event: ",
                    "Alternate heartbeat: tcp://2.2.2.2:1",
                    "Alternate event: tcp://2.2.2.2:2"
                }));
        assertThat(new EventChannelInfo(1002, List.of()).result().svalue()).containsExactly("No ZMQ event yet!", "");
        assertThat(EventSubscription.asksForInfo(List.of("INFO"))).isTrue();
    }

    @Test
    void ourAnswerHasAllAddresses() {
        EventChannel channel = EventChannel.of(
                1002,
                6,
                EventChannel.DEFAULT_HIGH_WATER_MARK,
                435,
                List.of(new EventEndpoints("tcp://a:1", "tcp://a:2"), new EventEndpoints("tcp://b:1", "tcp://b:2")),
                new EventTopic("h:1", "a/b/c", "d", false, EventName.of(EventType.CHANGE, 6)),
                new HeartbeatTopic("h:1", "dserver/x/y", false));
        assertThat(channel.result())
                .isEqualTo(new DevVarLongStringArray(new int[] {1002, 6, 1000, 0, 0, 435}, new String[] {
                    "tcp://a:1",
                    "tcp://a:2",
                    "tcp://b:1",
                    "tcp://b:2",
                    "tango://h:1/a/b/c/d#dbase=no.idl5_change",
                    "tango://h:1/dserver/x/y"
                }));
        assertThat(EventChannel.parse(channel.result())).isEqualTo(channel);
    }

    @Test
    void oldServersTellLess() {
        EventChannel channel = EventChannel.parse(
                new DevVarLongStringArray(new int[] {810, 4}, new String[] {"tcp://a:1", "tcp://a:2"}));
        assertThat(channel)
                .isEqualTo(new EventChannel(
                        810,
                        4,
                        1000,
                        0,
                        0,
                        0,
                        List.of(new EventEndpoints("tcp://a:1", "tcp://a:2")),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 1002", "1, 4, 1002", "2, 2, 1002", "6, 3, 1002", "6, 5, 1002", "6, 0, 810", "6, 1, 810"})
    void whatTellsNoChannelIsRefused(int numbers, int strings, int release) {
        int[] lvalue = new int[numbers];
        if (numbers > 0) {
            lvalue[0] = release;
        }
        String[] svalue = new String[strings];
        Arrays.fill(svalue, "tcp://a:1");
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> EventChannel.parse(new DevVarLongStringArray(lvalue, svalue)));
    }
}
