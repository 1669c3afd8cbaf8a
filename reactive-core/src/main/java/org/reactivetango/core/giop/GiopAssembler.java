package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Local;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.limits.Limits;

/**
 * Cuts the bytes of one connection into messages: bytes in, messages out, no clock, no thread, no socket. Confined to the
 * thread of its connection.
 *
 * <p>A message that lies whole in the bytes received is delivered in place. Of one that does not, the bytes that have
 * arrived are gathered in direct buffers that grow as they arrive, by doubling, never by what a header claims: a large one
 * is delivered in parts, as a composite buffer. Who receives the bytes may put them where they belong: {@link #room}.
 * Fragments are put together per request id.
 *
 * <p>Bounded by {@link Limits}: a message, and all unfinished fragmented messages together, by {@code maxMessageBytes};
 * the fragments of one message by {@code maxFragments}; the number of unfinished fragmented messages by
 * {@code maxInFlightPerConnection}. So a connection holds at most twice {@code maxMessageBytes}, and of what has to be
 * contiguous, the buffer that is just moving to a larger one a second time.
 *
 * <p>Bytes that break the protocol are a {@link Remote} error. The assembler has failed then: it has freed what it held
 * and ignores whatever else arrives. The connection is to be closed.
 */
public final class GiopAssembler {
    private final Limits limits;
    private final CdrReader reader;
    private final FragmentedMessages fragmented;
    private final GatheredMessage gathered;
    private final GiopHeader header = new GiopHeader();
    private final ByteBuf headerStart =
            Unpooled.wrappedBuffer(new byte[GiopHeader.BYTES]).clear();
    private final Deque<ByteBuf> chunks = new ArrayDeque<>(2);

    private Step step = Step.HEADER;
    private CodeSet codeSet = CodeSet.LATIN_1;
    private long serial;
    private long waitingBytes;
    private boolean draining;
    private boolean paused;

    private enum Step {
        /** Twelve bytes, or fewer so far. */
        HEADER,
        /** A known number of bytes, of which some are still to come. */
        BODY,
        /** Broken by the peer or by the sink. */
        FAILED,
        /** Released by its owner. */
        RELEASED
    }

    /**
     * A fresh connection.
     *
     * @param allocator where the buffers for incomplete messages come from; pooled
     */
    public GiopAssembler(Limits limits, ByteBufAllocator allocator) {
        this.limits = limits;
        this.reader = new CdrReader(limits.maxNesting());
        this.fragmented = new FragmentedMessages(limits, allocator);
        this.gathered = new GatheredMessage(allocator, limits.maxMessageBytes());
    }

    /**
     * Takes what has arrived and hands every message it completes to {@code sink}.
     *
     * @param bytes its readable bytes, however they are cut; this call takes over one reference, even when it throws
     * @throws Remote if the peer broke the protocol
     */
    public void receive(ByteBuf bytes, GiopSink sink) {
        if (ended() || !bytes.isReadable()) {
            bytes.release();
            return;
        }
        if (gathered.hasRoomIn(bytes)) {
            bytes.release();
            drain(sink);
            return;
        }
        chunks.add(bytes);
        if (paused) {
            boundWaiting(bytes.readableBytes());
        } else if (!draining) {
            drain(sink);
        }
    }

    /**
     * Where the next bytes of the connection are best received: behind those of the large message that is arriving. Who
     * gets a buffer puts them behind its writer index, and hands it to {@link #receive} or releases it, before anything else
     * is done with this assembler but to release it. There is room for the rest of this message at most, and for no more
     * than has arrived of it.
     *
     * @return null if any other buffer will do as well
     */
    public @Nullable ByteBuf room() {
        return step == Step.BODY && !paused && !draining ? gathered.room() : null;
    }

    /**
     * Stops delivering, usually from within the sink, behind the message at hand. What has been received stays here until
     * {@link #resume}; stop reading from the connection, too: more than {@code maxMessageBytes} is refused.
     */
    public void pause() {
        paused = true;
    }

    /** Goes on delivering. */
    public void resume(GiopSink sink) {
        paused = false;
        waitingBytes = 0;
        if (!draining && !ended()) {
            drain(sink);
        }
    }

    /** Whether {@link #pause} is in force. */
    public boolean paused() {
        return paused;
    }

    /** How the strings of messages are decoded from here on; Latin-1 at first. See {@link RequestView#codeSet()}. */
    public void codeSet(CodeSet codeSet) {
        this.codeSet = codeSet;
    }

    /** Whether a message has begun and its header is not complete. False while paused: the peer need not hurry then. */
    public boolean headerIncomplete() {
        return !paused && step == Step.HEADER && headerStart.isReadable();
    }

    /**
     * The serial number of the message whose header has begun and is not complete; 0 if there is none, or while paused.
     * Numbers grow, so a number seen again means the same header.
     */
    public long incompleteHeader() {
        return headerIncomplete() ? serial : 0;
    }

    /** Whether a message has begun, perhaps in fragments, and is not complete. False while paused. */
    public boolean messageIncomplete() {
        return oldestIncomplete() != 0;
    }

    /**
     * The serial number of the oldest message that has begun and is not complete; 0 if there is none, or while paused.
     * Numbers grow. A caller with a clock that sees the same number too long closes the connection.
     */
    public long oldestIncomplete() {
        if (paused || ended()) {
            return 0;
        }
        long oldestFragmented = fragmented.oldestSerial();
        boolean begun = step == Step.BODY || headerStart.isReadable();
        return oldestFragmented == 0 && begun ? serial : oldestFragmented;
    }

    /** Whether the protocol was broken: everything is ignored from then on. */
    public boolean failed() {
        return step == Step.FAILED;
    }

    /** Frees everything and ignores what else arrives. May be called more than once, and from within the sink. */
    public void release() {
        if (!ended()) {
            step = Step.RELEASED;
        }
        if (!draining) {
            free();
        }
    }

    private boolean ended() {
        return step == Step.FAILED || step == Step.RELEASED;
    }

    private void drain(GiopSink sink) {
        draining = true;
        boolean done = false;
        try {
            if (step == Step.BODY) {
                deliverGathered(sink);
            }
            for (ByteBuf chunk = chunks.peek(); chunk != null && consume(chunk, sink); chunk = chunks.peek()) {
                chunks.remove().release();
            }
            done = true;
        } finally {
            draining = false;
            if (!done && step != Step.RELEASED) {
                step = Step.FAILED;
            }
            if (ended()) {
                free();
            }
        }
    }

    /** Whether the whole chunk has been used up. */
    private boolean consume(ByteBuf chunk, GiopSink sink) {
        boolean progress = true;
        while (progress && !paused) {
            progress = switch (step) {
                case HEADER -> readHeader(chunk, sink);
                case BODY -> readBody(chunk, sink);
                case FAILED, RELEASED -> false;
            };
        }
        return !chunk.isReadable();
    }

    private boolean readHeader(ByteBuf chunk, GiopSink sink) {
        int readable = chunk.readableBytes();
        if (readable == 0) {
            return false;
        }
        if (!headerStart.isReadable()) {
            serial++;
            if (readable >= GiopHeader.BYTES) {
                return readMessageInPlace(chunk, sink);
            }
        }
        headerStart.writeBytes(chunk, Math.min(readable, headerStart.writableBytes()));
        if (headerStart.isWritable()) {
            return false;
        }
        header.read(headerStart, 0);
        checkHeader();
        gather(headerStart);
        headerStart.clear();
        return true;
    }

    private boolean readMessageInPlace(ByteBuf chunk, GiopSink sink) {
        int start = chunk.readerIndex();
        header.read(chunk, start);
        checkHeader();
        if (chunk.readableBytes() < header.messageBytes()) {
            gather(chunk);
            return true;
        }
        chunk.skipBytes((int) header.messageBytes());
        dispatch(chunk, start, false, sink);
        return true;
    }

    private boolean readBody(ByteBuf chunk, GiopSink sink) {
        gathered.add(chunk);
        return deliverGathered(sink);
    }

    private boolean deliverGathered(GiopSink sink) {
        if (!gathered.complete()) {
            return false;
        }
        ByteBuf message = gathered.take();
        step = Step.HEADER;
        try {
            dispatch(message, 0, true, sink);
        } finally {
            message.release();
        }
        return true;
    }

    private void checkHeader() {
        if (header.messageBytes() > limits.maxMessageBytes()) {
            throw new Remote(header + ": larger than the " + limits.maxMessageBytes() + " that are taken");
        }
        if (FragmentedMessages.concerns(header)) {
            fragmented.check(header);
        }
    }

    /** Begins to gather a message of which {@code start} is what has arrived. */
    private void gather(ByteBuf start) {
        gathered.begin(start, (int) header.messageBytes(), FragmentedMessages.concerns(header));
        step = Step.BODY;
    }

    private void dispatch(ByteBuf bytes, int start, boolean own, GiopSink sink) {
        if (!FragmentedMessages.concerns(header)) {
            deliver(bytes, start, sink);
            return;
        }
        FragmentedMessages.Unfinished finished = fragmented.add(header, bytes, start, own, serial);
        if (finished != null) {
            header.assembled(finished);
            try {
                deliver(finished.bytes, 0, sink);
            } finally {
                finished.bytes.release();
            }
        }
    }

    private void deliver(ByteBuf bytes, int start, GiopSink sink) {
        if (header.type() == GiopMessageType.CANCEL_REQUEST) {
            fragmented.cancel(header, bytes, start);
        }
        int end = start + (int) header.messageBytes();
        reader.wrap(bytes, start, start + GiopHeader.BYTES, end, header.littleEndian(), codeSet);
        sink.message(header, reader);
    }

    private void boundWaiting(int bytes) {
        waitingBytes += bytes;
        if (waitingBytes > limits.maxMessageBytes()) {
            step = Step.FAILED;
            free();
            throw new Local("more than " + limits.maxMessageBytes() + " bytes were read from a paused connection");
        }
    }

    private void free() {
        chunks.forEach(ByteBuf::release);
        chunks.clear();
        fragmented.release();
        headerStart.clear();
        gathered.release();
    }
}
