package org.reactivetango.server.dispatch;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.idl.ClntIdent;
import org.reactivetango.core.lane.Lane;
import org.reactivetango.core.lane.LoopActivity;
import org.reactivetango.core.model.DevSource;
import reactor.core.publisher.Mono;

/**
 * The fast path of {@code read_attributes_5}: one known attribute whose lane is idle, with a handler whose
 * result is at hand. No name is decoded, nothing waits, nothing is queued. Everything else is left to the general path,
 * which answers the same.
 */
final class ReadOneAttribute implements ServedOperation {
    private static final DevSource[] SOURCES = DevSource.values();

    private final ServedOperation general;
    private final BiConsumer<IncomingCall, AttributeAnswer[]> reply;

    ReadOneAttribute(ServedOperation general, BiConsumer<IncomingCall, AttributeAnswer[]> reply) {
        this.general = general;
        this.reply = reply;
    }

    @Override
    public void start(IncomingCall call, CdrReader arguments) {
        int start = arguments.position();
        Attribute attribute = attribute(call, arguments);
        if (attribute == null) {
            arguments.rewind(start);
            general.start(call, arguments);
            return;
        }
        Lane lane = attribute.lane();
        if (lane == null || lane.tryEnter()) {
            read(call, attribute, lane);
        } else {
            call.enter(lane, ReadTask.ofOne(call, attribute, reply));
        }
    }

    /** The attribute, if that is all there is to the request, and recorded; the reader may then be anywhere. */
    private static @Nullable Attribute attribute(IncomingCall call, CdrReader in) {
        if (in.readSequenceLength(5) != 1) {
            return null;
        }
        int length = in.skipString();
        int name = in.position() - 1 - length;
        Attribute attribute = call.device().attribute(in.buffer(), name, length);
        if (attribute == null) {
            return null;
        }
        DevSource source = in.readEnum(SOURCES);
        int client = in.position();
        // What another server of ours asks in a chain of calls is for the general path.
        boolean inChain = ClntIdent.skip(in);
        if (inChain || isCached(attribute, source) || in.remaining() != 0) {
            return null;
        }
        in.rewind(client);
        call.device().blackBox().addReading(call, attribute, name, length, source, in);
        return attribute;
    }

    /** Whether the answer is, or may be, one that was polled. */
    private static boolean isCached(Attribute attribute, DevSource source) {
        return source == DevSource.CACHE || (attribute.isPolled() && source == DevSource.CACHE_DEV);
    }

    private void read(IncomingCall call, Attribute attribute, @Nullable Lane held) {
        LoopActivity activity = call.device().lane().activity();
        LoopActivity.Holder outer = activity.begin(call.reading(attribute));
        try {
            readNow(call, attribute, held);
        } finally {
            activity.end(outer);
        }
    }

    private void readNow(IncomingCall call, Attribute attribute, @Nullable Lane held) {
        Object given = null;
        AttributeAnswer answer;
        try {
            given = ReadTask.read(call.device(), attribute);
            if (given instanceof Callable<?> atHand && given instanceof Mono<?>) {
                given = atHand.call();
            } else if (given instanceof Mono<?> mono) {
                ReadTask.awaitOne(call, attribute, mono, reply);
                return;
            }
            answer = AttributeAnswer.of(
                    attribute, given, call.device().lane().loop().now());
        } catch (Throwable e) {
            answer = ReadTask.failed(call.device(), attribute, e);
        }
        try {
            CdrWriter out = call.beginReply();
            if (out != null) {
                out.writeSequenceLength(1);
                answer.encode5(out);
            }
            call.endReply();
        } finally {
            SharedReadings.release(given);
            if (held != null) {
                held.leave();
            }
        }
    }
}
