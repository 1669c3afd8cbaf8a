package org.reactivetango.server.tangotest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.Capture;
import org.reactivetango.core.idl.AttributeConfig2;
import org.reactivetango.core.idl.AttributeConfig5;
import org.reactivetango.core.idl.AttributeConfigForms;
import org.reactivetango.core.idl.DevCmdInfo2;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.server.TangoServer;

/**
 * Asked what clients were recorded to ask the TangoTest written in C++, ours describes itself in the same words. What is
 * not the same is listed here.
 */
final class TangoTestInterfaceTest {
    /** What 10.0.2 has and 9.3.4 has not. */
    private static final List<String> NEW_IN_10 = List.of(
            "enum_scalar",
            "freq",
            "enum_scalar_ro",
            "enum_spectrum",
            "enum_spectrum_ro",
            "enum_image_ro",
            "enum_image");

    /** Its label was changed in the recording of 10.0.2. */
    private static final String LABEL_CHANGED = "double_scalar";

    private static TangoServer server;

    @BeforeAll
    static void start() {
        server = TangoServer.named("TangoTest/test")
                .device("sys/tg_test/1", TangoTest.definition(1))
                .bindNow();
    }

    @AfterAll
    static void end() {
        server.closeLater().block();
    }

    @Test
    void attributesAreThoseOf934AndTheNewOnesOf1002() {
        Capture recorded = Captures.get("py9-tt9-nodb", "013-get_attribute_list");
        List<AttributeConfig5> theirs = Operations.GET_ATTRIBUTE_CONFIG_5.decodeResult(
                recorded.replyMessages().get(0).body());

        assertThat(theirs).hasSize(62);
        assertThat(attributes())
                .filteredOn(config -> !NEW_IN_10.contains(config.name()))
                .isEqualTo(theirs);
        assertThat(attributes()).hasSize(62 + NEW_IN_10.size());
    }

    @Test
    void attributesAreThoseOf1002() {
        Capture recorded = Captures.get("jt-tt10-db", "022-get_attribute_list");
        List<AttributeConfig2> theirs = Operations.GET_ATTRIBUTE_CONFIG_2.decodeResult(
                recorded.replyMessages().get(0).body());
        List<AttributeConfig2> ours = attributes().stream()
                .map(config -> AttributeConfigForms.toIdl2(AttributeConfigForms.toModel(config)))
                .toList();

        assertThat(theirs).hasSize(69);
        assertThat(ours)
                .filteredOn(config -> !LABEL_CHANGED.equals(config.name()))
                .isEqualTo(theirs.stream()
                        .filter(config -> !LABEL_CHANGED.equals(config.name()))
                        .toList());
    }

    @Test
    void labelsOfAnEnumAreThoseOf1002() {
        Capture recorded = Captures.get("py10-tt10-db", "103-write_enum_scalar");
        List<AttributeConfig5> theirs = Operations.GET_ATTRIBUTE_CONFIG_5.decodeResult(
                recorded.replyMessages().get(0).body());

        assertThat(attributes()).containsAll(theirs);
        assertThat(theirs)
                .extracting(AttributeConfig5::enumLabels)
                .containsExactly(List.of("LABEL0", "LABEL1", "LABEL2"));
    }

    @Test
    void commandsAreThoseOfBoth() {
        Capture recorded = Captures.get("py9-tt9-nodb", "155-command_list_query");
        List<DevCmdInfo2> theirs = Operations.COMMAND_LIST_QUERY_2.decodeResult(
                recorded.replyMessages().get(0).body());
        Capture newer = Captures.get("py10-tt10-db", "169-command_list_query");

        assertThat(theirs).hasSize(30);
        assertThat(Operations.COMMAND_LIST_QUERY_2.decodeResult(
                        newer.replyMessages().get(0).body()))
                .isEqualTo(theirs);
        assertThat(Operations.COMMAND_LIST_QUERY_2.decodeResult(
                        RawConversation.reply(server.port(), recorded).body()))
                .isEqualTo(theirs);
    }

    private static List<AttributeConfig5> attributes() {
        Capture recorded = Captures.get("py9-tt9-nodb", "013-get_attribute_list");
        return Operations.GET_ATTRIBUTE_CONFIG_5.decodeResult(
                RawConversation.reply(server.port(), recorded).body());
    }
}
