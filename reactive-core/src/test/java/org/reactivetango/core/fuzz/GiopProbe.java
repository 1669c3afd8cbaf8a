package org.reactivetango.core.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.giop.GiopAssembler;
import org.reactivetango.core.giop.GiopConnectionState;
import org.reactivetango.core.giop.GiopHeader;
import org.reactivetango.core.giop.GiopMessage;
import org.reactivetango.core.giop.GiopMessageCodec;
import org.reactivetango.core.giop.GiopMessageType;
import org.reactivetango.core.giop.GiopRole;
import org.reactivetango.core.giop.GiopSink;
import org.reactivetango.core.giop.LocateReply;
import org.reactivetango.core.giop.LocateRequest;
import org.reactivetango.core.giop.Reply;
import org.reactivetango.core.giop.ReplyStatus;
import org.reactivetango.core.giop.ReplyView;
import org.reactivetango.core.giop.Request;
import org.reactivetango.core.giop.RequestView;
import org.reactivetango.core.giop.SystemException;
import org.reactivetango.core.idl.Operation;
import org.reactivetango.core.idl.Operations;
import org.reactivetango.core.idl.UserException;
import org.reactivetango.core.ior.IiopProfile;
import org.reactivetango.core.ior.Ior;
import org.reactivetango.core.limits.Limits;

/**
 * A connection's bytes, read as both roles do: assembler, views, records, bodies. However the bytes are cut, and whether
 * the reader pauses, the same messages come out and the same connections are refused; views and records agree; nothing is
 * held beyond the bounds, nothing at the end.
 */
final class GiopProbe implements Probe {
    /** Small, so that a fuzzer gets to the bounds. */
    private static final Limits LIMITS = limits();

    /** Twice what one message may have, and the buffer that is just moving to a larger one a second time. */
    private static final int MOST_HELD_BYTES = 4 * LIMITS.maxMessageBytes();

    private static Limits limits() {
        Limits d = Limits.DEFAULT;
        return new Limits(
                32 << 10,
                d.maxNesting(),
                8,
                4,
                d.maxQueuedPerLane(),
                d.maxConnections(),
                d.headerTimeout(),
                d.messageTimeout(),
                d.laneWait(),
                d.serverIdleTimeout(),
                d.clientIdleTimeout());
    }

    @Override
    public boolean takes(byte[] input) {
        Hearing whole = new Hearing(false);
        whole.hear(input, input.length);
        Hearing cut = new Hearing((input.length & 1) == 1);
        cut.hear(input, 1 + (input.length * 31 & 63));
        if (whole.messages != cut.messages || whole.digest != cut.digest || whole.refused != cut.refused) {
            throw new AssertionError(whole + " in one piece, but " + cut + " in several");
        }
        return whole.messages > 0;
    }

    /** One connection. */
    private static final class Hearing implements GiopSink {
        private final boolean pausing;
        private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);
        private final GiopAssembler assembler = new GiopAssembler(LIMITS, allocator);
        private final GiopConnectionState state = new GiopConnectionState(GiopRole.SERVER);
        private final RequestView request = new RequestView();
        private final ReplyView reply = new ReplyView();
        private int messages;
        private int digest = 1;
        private boolean refused;

        Hearing(boolean pausing) {
            this.pausing = pausing;
        }

        void hear(byte[] input, int chunkBytes) {
            ByteBuf all = Unpooled.wrappedBuffer(input);
            receiveAll(all, chunkBytes);
            assembler.release();
            if (all.refCnt() != 1 || allocator.metric().usedDirectMemory() != 0) {
                throw new AssertionError((all.refCnt() - 1) + " chunks and "
                        + allocator.metric().usedDirectMemory() + " bytes were not given back");
            }
            all.release();
        }

        private void receiveAll(ByteBuf all, int chunkBytes) {
            try {
                while (all.isReadable()) {
                    receive(all.readRetainedSlice(Math.min(chunkBytes, all.readableBytes())));
                }
            } catch (Remote broken) {
                refused = true;
                if (!assembler.failed()) {
                    throw new AssertionError("refused, but it goes on", broken);
                }
            }
        }

        private void receive(ByteBuf chunk) {
            assembler.receive(chunk, this);
            while (assembler.paused()) {
                assembler.resume(this);
            }
            long held = allocator.metric().usedDirectMemory();
            if (held > MOST_HELD_BYTES) {
                throw new AssertionError(held + " bytes are held");
            }
        }

        @Override
        public void message(GiopHeader header, CdrReader in) {
            messages++;
            int start = in.position();
            for (int i = 0; i < in.remaining(); i++) {
                digest = 31 * digest + in.buffer().getByte(start + i);
            }
            digest = 31 * digest + header.type().ordinal();
            if (pausing) {
                assembler.pause();
            }
            GiopMessage record = decode(header, in);
            read(header, in, start, record);
            if (header.type() != GiopMessageType.REPLY && header.type() != GiopMessageType.LOCATE_REPLY) {
                var unused = state.received(header.type());
            }
        }

        /** As a record; null if it is malformed, which the view decides then. */
        private static GiopMessage decode(GiopHeader header, CdrReader in) {
            int start = in.position();
            try {
                GiopMessage record = GiopMessageCodec.decode(header, in);
                if (record instanceof LocateRequest locate) {
                    locate.target().objectKey();
                } else if (record instanceof LocateReply located) {
                    located(located, in);
                }
                return record;
            } catch (Remote malformed) {
                return null;
            } finally {
                in.rewind(start);
            }
        }

        private static void located(LocateReply located, CdrReader in) {
            switch (located.status()) {
                case OBJECT_FORWARD, OBJECT_FORWARD_PERM -> forwarded(in);
                case LOC_SYSTEM_EXCEPTION -> SystemException.CODEC.decode(in);
                default -> {}
            }
        }

        private static void forwarded(CdrReader in) {
            Ior.CODEC.decode(in).iiopProfiles().forEach(IiopProfile::addresses);
        }

        private void read(GiopHeader header, CdrReader in, int start, GiopMessage record) {
            switch (header.type()) {
                case REQUEST -> {
                    request.read(in, header.version());
                    checkRequest(start, in, (Request) record);
                    Operation<?, ?> operation =
                            Operations.find(request.buffer(), request.operationIndex(), request.operationLength());
                    if (operation != null) {
                        body(() -> operation.decodeArguments(in));
                    }
                }
                case REPLY -> {
                    reply.read(in, header.version());
                    checkReply((Reply) record);
                    List<Operation<?, ?>> all = Operations.ALL;
                    Operation<?, ?> asked = all.get(Integer.remainderUnsigned(reply.requestId(), all.size()));
                    body(() -> readBody(reply.status(), asked, in));
                }
                default -> {}
            }
        }

        private static void readBody(ReplyStatus status, Operation<?, ?> asked, CdrReader in) {
            switch (status) {
                case NO_EXCEPTION -> asked.decodeResult(in);
                case USER_EXCEPTION -> UserException.decode(in);
                case SYSTEM_EXCEPTION -> SystemException.CODEC.decode(in);
                case LOCATION_FORWARD, LOCATION_FORWARD_PERM -> forwarded(in);
                case NEEDS_ADDRESSING_MODE -> in.readUShort();
            }
        }

        /** What is malformed behind the message's own header costs a call and not the connection. */
        private void body(Runnable reading) {
            try {
                reading.run();
                digest = 31 * digest + 1;
            } catch (Remote malformed) {
                digest = 31 * digest + 2;
            }
        }

        private void checkRequest(int start, CdrReader in, Request record) {
            if (record == null) {
                throw new AssertionError("the view took a request that the record refuses");
            }
            boolean same = record.requestId() == request.requestId()
                    && record.responseExpected() == request.responseExpected()
                    && record.operation().equals(request.operation());
            boolean within = start <= request.objectKeyIndex()
                    && request.objectKeyIndex() + request.objectKeyLength() <= in.position() + in.remaining();
            if (!same || !within) {
                throw new AssertionError("the view says otherwise than " + record);
            }
        }

        private void checkReply(Reply record) {
            if (record == null || record.requestId() != reply.requestId() || record.status() != reply.status()) {
                throw new AssertionError("the view says otherwise than " + record);
            }
        }

        @Override
        public String toString() {
            return messages + " messages, digest " + digest + (refused ? ", then refused" : "");
        }
    }
}
