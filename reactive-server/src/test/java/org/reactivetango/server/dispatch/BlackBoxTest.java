package org.reactivetango.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.idl.Any;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.idl.CommandInout2;
import org.reactivetango.core.idl.JavaClntIdent;
import org.reactivetango.core.idl.NoValue;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.core.limits.Limits;
import org.reactivetango.core.model.DevSource;
import org.reactivetango.core.model.DeviceInfo;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What {@code TangoTestBlackBoxTest} does not see: clients in Java, clients from afar, and hostile ones. */
final class BlackBoxTest {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Device device = new Device(
            "a/b/c",
            new Lane("a/b/c", LoopScheduler.virtual(time), Limits.DEFAULT),
            new DeviceInfo("Class", "Class/test", "host", 6, "", "", Map.of()),
            "dserver/Class/test");
    private final BlackBox box = device.blackBox();
    private final ByteBuf buffer = Unpooled.buffer();

    @AfterEach
    void end() {
        buffer.release();
        time.dispose();
    }

    @Test
    void namesTheMainClassOfAClientInJava() {
        read("voltage", "org.example.Panel");
        assertThat(box.last(1))
                .first()
                .asString()
                .endsWith(" : Operation read_attributes_5 (voltage) from device requested from 10.1.2.3"
                        + " (Java client with main class org.example.Panel)");
    }

    @Test
    void keepsLittleOfLongNames() {
        read("n".repeat(100_000), "M".repeat(100_000));
        box.add(
                call("10.1.2.3:4711"),
                Operations.COMMAND_INOUT_2,
                new CommandInout2("c".repeat(100_000), Any.VOID, DevSource.CACHE_DEV));
        assertThat(box.last(2)).allSatisfy(line -> assertThat(line).hasSizeLessThan(2200));
    }

    @Test
    void isARing() {
        for (int i = 0; i < 3 * BlackBox.DEPTH; i++) {
            box.add(call("127.0.0.1:" + (1000 + i)), Operations.PING, NoValue.NO_VALUE);
            read("attribute" + i, "Main");
        }
        List<String> lines = box.last(Integer.MAX_VALUE);
        assertThat(lines).hasSize(BlackBox.DEPTH);
        assertThat(lines.get(0)).contains("(attribute149)");
        assertThat(lines.get(1)).endsWith(" : Operation ping requested from localhost");
        assertThat(lines.get(BlackBox.DEPTH - 2)).contains("(attribute125)");
    }

    @Test
    void saysWhenThereIsNothing() {
        DevFailedException empty = catchThrowableOfType(DevFailedException.class, () -> box.last(1));
        assertThat(empty.reason()).isEqualTo(Reasons.BLACK_BOX_EMPTY);
    }

    private void read(String name, String mainClass) {
        buffer.clear();
        CdrWriter out = CdrWriter.over(buffer, true);
        out.writeString(name);
        int client = out.size();
        ClntIdent.encode(new JavaClntIdent(mainClass, new UUID(1, 2)), out);
        CdrReader in = CdrReader.over(buffer, true, 1);
        in.skip(client);
        box.addReading(call("10.1.2.3:4711"), 4, name.length(), DevSource.DEV, in);
    }

    private IncomingCall call(String client) {
        return (IncomingCall) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IncomingCall.class},
                (proxy, method, arguments) -> method.getName().equals("device") ? device : client);
    }
}
