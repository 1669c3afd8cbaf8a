package org.reactivetango.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.core.error.TangoProtocolException.Remote;

final class TopicTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tango://db:20000/a/b/c/d.idl5_change, db:20000, a/b/c, d, true, idl5_change",
                "tango://127.0.0.1:20000/test/ev/1/d_double.idl5_user_event, 127.0.0.1:20000, test/ev/1, d_double, true, idl5_user_event",
                "tango://vm:21001/test/ev/1/d_double#dbase=no.idl5_change, vm:21001, test/ev/1, d_double, false, idl5_change",
                "tango://vm:1/a/b/c/thepipe.pipe, vm:1, a/b/c, thepipe, true, pipe",
                "tango://vm:1/a/b/c#dbase=no.intr_change, vm:1, a/b/c, -, false, intr_change",
                "tango://nodb/a/b/c/d.idl5_data_ready, nodb, a/b/c, d, true, idl5_data_ready",
                "tango://h:1/a/b/c.d/e.f.alarm, h:1, a/b/c.d, e.f, true, alarm"
            })
    void topicsOfEventsAreTakenApartAndPrinted(
            String text, String authority, String device, String object, boolean database, String event) {
        EventName name = EventName.find(event);
        EventTopic topic = new EventTopic(authority, device, object, database, name);
        assertThat(Topic.parse(text)).isEqualTo(topic);
        assertThat(topic.text()).isEqualTo(text);
        assertThat(name).hasToString(event);
    }

    @ParameterizedTest
    @CsvSource({
        "tango://h:1/dserver/x/y.heartbeat, h:1, true, tango://h:1/dserver/x/y",
        "tango://vm:21020/dserver/tangotest/nd10#dbase=no.heartbeat, vm:21020, false, tango://vm:21020/dserver/tangotest/nd10"
    })
    void topicsOfHeartbeatsBelongToChannels(String text, String authority, boolean database, String channel) {
        Topic topic = Topic.parse(text);
        assertThat(topic.authority()).isEqualTo(authority);
        assertThat(topic).isEqualTo(HeartbeatTopic.ofChannel(channel, database)).hasToString(text);
        assertThat(((HeartbeatTopic) topic).channel()).isEqualTo(channel);
    }

    @Test
    void everythingIsInLowerCase() {
        EventTopic topic = new EventTopic("DB:1", "Sys/Tg_Test/1", "Double_Scalar", false, EventName.find("CHANGE"));
        assertThat(topic).hasToString("tango://db:1/sys/tg_test/1/double_scalar#dbase=no.change");
        assertThat(Topic.parse("TANGO://DB:1/SYS/TG_TEST/1/DOUBLE_SCALAR#DBASE=NO.CHANGE"))
                .isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "tango://",
                "tango://.change",
                "a/b/c/d.change",
                "tango://h:1/a/b/c.change",
                "tango://h:1/a/b/c/d.heartbeat",
                "tango://h:1/a/b/c/d.intr_change",
                "tango://h:1/a//c/d.change",
                "tango://h:1/a/b/c/d/e.change",
                "tango://h:1/a/b/c/d.",
                "tango://h:1/a/b/c/d.quality",
                "tango://h:1/a/b/c/d.idl0_change",
                "tango://h:1/a/b/c/d.idl55_change",
                "tango://h:1/a/b/c/d.idl5change",
                "tango://h:1/a/b/c/#dbase=no.change"
            })
    void whatIsNoTopicIsRefused(String text) {
        assertThatExceptionOfType(Remote.class).isThrownBy(() -> Topic.parse(text));
    }

    @Test
    void whatIsRefusedIsShownShortAndPrintable() {
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> Topic.parse("a\nb\0" + "x".repeat(100_000)))
                .withMessageContaining("a?b?xxx")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void aTopicHasAnObjectUnlessItIsAboutTheWholeDevice() {
        EventName change = new EventName(0, EventType.CHANGE);
        EventName wholeDevice = new EventName(0, EventType.INTR_CHANGE);
        assertThatIllegalArgumentException().isThrownBy(() -> new EventTopic("h:1", "a/b/c", null, true, change));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventTopic("h:1", "a/b/c", "d", true, wholeDevice));
    }
}
