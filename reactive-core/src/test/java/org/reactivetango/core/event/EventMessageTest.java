package org.reactivetango.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.idl.ZmqCallInfo;

final class EventMessageTest {
    private static final int ROUNDS = 100_000;
    private static final byte[] TOPIC = {'t'};

    /** What has the bare form, whatever its padding, says the same when it is decoded; most of what is near it has not. */
    @Test
    void theFastPathOfCallInfosSaysTheSameAsDecoding() {
        SplittableRandom random = new SplittableRandom(20261128);
        int bare = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean littleEndian = random.nextBoolean();
            byte[] info = EventMessage.callInfo(random.nextInt(), random.nextBoolean(), littleEndian);
            if (random.nextInt(4) == 0) {
                info = Arrays.copyOf(info, info.length + random.nextInt(-2, 3));
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                info[random.nextInt(info.length)] = (byte) random.nextInt(3);
            }
            ZmqCallInfo decoded = null;
            try {
                decoded = EventMessage.callInfo(info, littleEndian);
            } catch (Remote nonsense) {
                refused++;
            }
            if (EventMessage.isBare(info, littleEndian)) {
                bare++;
                EventMessage message = message(info, littleEndian);
                assertThat(decoded).as("round %d", round).isNotNull();
                assertThat(message.counter()).as("round %d", round).isEqualTo((int) decoded.ctr());
                assertThat(message.isError()).as("round %d", round).isEqualTo(decoded.callIsExcept());
            } else if (decoded != null) {
                EventMessage message = message(info, littleEndian);
                assertThat(message.counter()).as("round %d", round).isEqualTo((int) decoded.ctr());
            }
        }
        assertThat(bare).isGreaterThan(ROUNDS / 4);
        assertThat(refused).isGreaterThan(ROUNDS / 10);
    }

    private static EventMessage message(byte[] info, boolean littleEndian) {
        return EventMessage.of(List.of(TOPIC, EventMessage.byteOrder(littleEndian), info));
    }
}
