package org.reactivetango.server.tangotest;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.CapturedMessage;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.server.TangoServer;

/**
 * Asked byte for byte what clients were recorded to ask the TangoTest written in C++, in every version of every operation
 * that they use, ours answers the same. What it does not answer the same is listed here.
 */
final class RecordedRequestsTest {
    private static final String DEVICE = "sys/tg_test/1";

    private static final String SERVED_AS_6 = "serves version 6 from its own address";
    private static final String NEW_IN_10 = "has the attributes of 10.0.2";
    private static final String BLACK_BOX = "keeps no black box";
    private static final String HISTORY = "does not poll";
    private static final String PIPES = "has no pipes";
    private static final String SAYS_SO = "says what is wrong with a request that theirs hangs up on";

    private static final Map<String, String> DIFFERENT = Map.ofEntries(
            entry("probe-tt9/18-is_a_device_6", SERVED_AS_6),
            entry("probe-tt9/32-clnt_ident_cpp_6", SERVED_AS_6),
            entry("probe-tt9/37-clnt_ident_java_6", SERVED_AS_6),
            entry("probe-tt9/65-info", SERVED_AS_6),
            entry("probe-tt9/66-info_3", SERVED_AS_6),
            entry("jt-tt9-nodb/006-info", SERVED_AS_6),
            entry("jt-tt9-nodb/007-info_3", SERVED_AS_6),
            entry("py9-tt9-nodb/005-info", SERVED_AS_6),
            entry("probe-tt9/77-get_attribute_config_all_v1", NEW_IN_10),
            entry("jt-tt9-nodb/014-get_attribute_list", NEW_IN_10),
            entry("jt-tt9-nodb/030-read_enum_scalar", NEW_IN_10),
            entry("jt-tt9-nodb/083-get_attribute_info_ex", NEW_IN_10),
            entry("py9-tt9-nodb/013-get_attribute_list", NEW_IN_10),
            entry("jt-tt9-nodb/084-black_box", BLACK_BOX),
            entry("py9-tt9-nodb/166-black_box", BLACK_BOX),
            entry("probe-tt9/83-read_attribute_history_4", HISTORY),
            entry("probe-tt9/84-command_inout_history_4", HISTORY),
            entry("jt-tt9-nodb/097-attribute_history", HISTORY),
            entry("jt-tt9-nodb/098-command_history", HISTORY),
            entry("py9-tt9-nodb/190-attribute_history", HISTORY),
            entry("py9-tt9-nodb/192-attribute_history_string", HISTORY),
            entry("py9-tt9-nodb/194-command_history", HISTORY),
            entry("py9-tt9-nodb/195-read_source_cache", HISTORY),
            entry("py9-tt9-nodb/174-pipe_list", PIPES),
            entry("py9-tt9-nodb/175-read_pipe", PIPES),
            entry("probe-tt9/34-void_request_with_4_bytes", SAYS_SO),
            entry("probe-tt9/35-void_request_1_0_with_4_bytes", SAYS_SO),
            entry("probe-tt9/38-extra_bytes_after_args", SAYS_SO),
            entry("probe-tt9/46-string_codesets_utf8_bad_bytes", "puts a mark where octets are no UTF-8"),
            entry("probe-tt9/21-interface", "knows no interface repository"));

    @Test
    void thoseMadeByHandAreAnsweredAsTheyWere() {
        assertThat(answeredAlike("probe-tt9")).isEqualTo(55);
    }

    /** In the order in which they were recorded: what PyTango wrote is what JTango read. */
    @Test
    void thoseOfPyTangoAndJTangoAreAnsweredAsTheyWere() {
        assertThat(answeredAlike("py9-tt9-nodb", "jt-tt9-nodb")).isEqualTo(261);
    }

    /** How many are answered alike; a fresh device is asked all. */
    private static int answeredAlike(String... sets) {
        TangoServer server = TangoServer.named("TangoTest/n9")
                .device(DEVICE, TangoTest.definition(1))
                .bindNow();
        Set<String> different = new TreeSet<>();
        int same = 0;
        for (Capture recorded : requests(sets)) {
            String operation = recorded.requestMessages().get(0).operation();
            String ours = RecordedAnswer.of(operation, RawConversation.reply(server.port(), recorded));
            String theirs = theirs(operation, recorded);
            if (ours.equals(theirs)) {
                same++;
            } else {
                assertThat(DIFFERENT)
                        .as("%s: they say %s, we say %s", recorded, theirs, ours)
                        .containsKey(recorded.toString());
                different.add(recorded.toString());
            }
        }
        server.closeLater().block();
        Set<String> expected = new TreeSet<>(DIFFERENT.keySet());
        expected.removeIf(name -> Stream.of(sets).noneMatch(set -> name.startsWith(set + "/")));
        assertThat(different).isEqualTo(expected);
        return same;
    }

    private static String theirs(String operation, Capture recorded) {
        List<CapturedMessage> replies = recorded.replyMessages();
        return replies.isEmpty() || replies.get(0).type() != CapturedMessage.REPLY
                ? "no reply"
                : RecordedAnswer.of(operation, replies.get(0));
    }

    /** Requests to the device that want a reply. */
    private static List<Capture> requests(String... sets) {
        List<Capture> requests = new ArrayList<>();
        for (String set : sets) {
            Captures.ofSet(set).filter(RecordedRequestsTest::isToTheDevice).forEach(requests::add);
        }
        return requests;
    }

    private static boolean isToTheDevice(Capture capture) {
        return capture.requestMessages().stream()
                .findFirst()
                .filter(request -> request.type() == CapturedMessage.REQUEST)
                .filter(request ->
                        request.responseExpected() && request.objectKey().equals(DEVICE))
                .isPresent();
    }
}
