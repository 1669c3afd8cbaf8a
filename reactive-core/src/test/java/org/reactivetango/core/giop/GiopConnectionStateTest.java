package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.reactivetango.core.giop.GiopConnectionState.State.CLOSED;
import static org.reactivetango.core.giop.GiopConnectionState.State.CLOSING;
import static org.reactivetango.core.giop.GiopConnectionState.State.OPEN;
import static org.reactivetango.core.giop.GiopMessageType.CANCEL_REQUEST;
import static org.reactivetango.core.giop.GiopMessageType.CLOSE_CONNECTION;
import static org.reactivetango.core.giop.GiopMessageType.FRAGMENT;
import static org.reactivetango.core.giop.GiopMessageType.LOCATE_REPLY;
import static org.reactivetango.core.giop.GiopMessageType.LOCATE_REQUEST;
import static org.reactivetango.core.giop.GiopMessageType.MESSAGE_ERROR;
import static org.reactivetango.core.giop.GiopMessageType.REPLY;
import static org.reactivetango.core.giop.GiopMessageType.REQUEST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;

final class GiopConnectionStateTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "giop-connection.md");

    @Test
    void aServerHearsQuestionsAndGivesAnswers() {
        assertLegal(
                GiopRole.SERVER,
                EnumSet.of(REQUEST, CANCEL_REQUEST, LOCATE_REQUEST, FRAGMENT, CLOSE_CONNECTION, MESSAGE_ERROR),
                EnumSet.of(REPLY, LOCATE_REPLY, CLOSE_CONNECTION, MESSAGE_ERROR));
    }

    @Test
    void aClientAsksAndHearsAnswers() {
        assertLegal(
                GiopRole.CLIENT,
                EnumSet.of(REPLY, LOCATE_REPLY, FRAGMENT, CLOSE_CONNECTION, MESSAGE_ERROR),
                EnumSet.of(REQUEST, CANCEL_REQUEST, LOCATE_REQUEST, CLOSE_CONNECTION, MESSAGE_ERROR));
    }

    // What crossed our CloseConnection on the wire was not carried out, and the peer knows that.
    @Test
    void whatArrivesAfterWeSaidThatWeCloseIsIgnored() {
        GiopConnectionState server = new GiopConnectionState(GiopRole.SERVER);
        server.sending(CLOSE_CONNECTION);
        assertThat(server.state()).isEqualTo(CLOSING);
        assertThat(server.received(REQUEST)).isFalse();
        assertThat(server.maySend(REPLY)).isFalse();
        assertThat(server.received(CLOSE_CONNECTION)).isTrue();
        assertThat(server.state()).isEqualTo(CLOSED);
    }

    @ParameterizedTest
    @EnumSource(GiopRole.class)
    void nothingComesAfterTheirCloseConnection(GiopRole role) {
        for (GiopMessageType type : GiopMessageType.values()) {
            GiopConnectionState state = new GiopConnectionState(role);
            assertThat(state.received(CLOSE_CONNECTION)).isTrue();
            assertThat(state.state()).isEqualTo(CLOSED);
            assertThat(state.maySend(type)).isFalse();
            assertThatExceptionOfType(Remote.class).isThrownBy(() -> state.received(type));
        }
    }

    @Test
    void aForbiddenMessageFromThePeerClosesAndSaysWhatItWas() {
        GiopConnectionState client = new GiopConnectionState(GiopRole.CLIENT);
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> client.received(REQUEST))
                .withMessage("a client got a request on a connection that is open");
        assertThat(client.state()).isEqualTo(CLOSED);
    }

    @Test
    void aForbiddenMessageOfOursChangesNothing() {
        GiopConnectionState client = new GiopConnectionState(GiopRole.CLIENT);
        assertThatExceptionOfType(Local.class)
                .isThrownBy(() -> client.sending(REPLY))
                .withMessage("a client may not send a reply on a connection that is open");
        assertThat(client.state()).isEqualTo(OPEN);
    }

    @Test
    void theDocumentShowsTheTable() throws IOException {
        String document = Files.readString(DOCUMENT);
        for (GiopRole role : GiopRole.values()) {
            assertThat(document).contains("```mermaid\n" + GiopConnectionState.diagram(role) + "```");
        }
    }

    private static void assertLegal(GiopRole role, Set<GiopMessageType> received, Set<GiopMessageType> sent) {
        for (GiopMessageType type : GiopMessageType.values()) {
            assertThat(new GiopConnectionState(role).maySend(type))
                    .as("%s", type)
                    .isEqualTo(sent.contains(type));
            GiopConnectionState state = new GiopConnectionState(role);
            if (received.contains(type)) {
                assertThat(state.received(type)).isTrue();
            } else {
                assertThatExceptionOfType(Remote.class).isThrownBy(() -> state.received(type));
            }
        }
    }
}
