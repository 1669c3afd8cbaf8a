package org.reactivetango.core.giop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.reactivetango.core.limits.Limits;

/** One assembler for one test. */
final class GiopAssemblerRun {
    private GiopAssemblerRun() {}

    /** Checks that {@code bytes} are whole messages and shows them to {@code sink}. */
    static void whole(ByteBuf bytes, GiopSink sink) {
        GiopAssembler assembler = new GiopAssembler(Limits.DEFAULT, UnpooledByteBufAllocator.DEFAULT);
        int[] messages = new int[1];
        assembler.receive(bytes.retainedDuplicate(), (header, in) -> {
            messages[0]++;
            sink.message(header, in);
        });
        assertThat(messages[0]).isPositive();
        assertThat(assembler.messageIncomplete()).isFalse();
        assembler.release();
    }
}
