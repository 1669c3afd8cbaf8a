package org.reactivetango.server.iiop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CdrWriter;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException;
import org.reactivetango.core.giop.GiopVersion;
import org.reactivetango.core.lane.LoopScheduler;
import org.reactivetango.server.dispatch.ClientIdentities;
import org.reactivetango.server.dispatch.Device;
import org.reactivetango.server.dispatch.Dispatcher;

/**
 * A request to a device on another loop than its connection. It goes there once, with a copy of its arguments, is carried out
 * there like any other, and comes back once, with its reply in a buffer of its own. Each half is confined to one loop.
 */
final class Crossing extends UnderWay implements ReplyPath {
    private static final int FIRST_REPLY_BYTES = 256;

    private final IiopConnection connection;
    private final LoopScheduler home;
    private final Device device;
    private final GiopVersion version;
    private final int requestId;
    private final boolean responseExpected;
    private final CodeSet codeSet;
    private final ByteBufAllocator allocator;
    private final CdrReader arguments;
    private final int operationIndex;
    private final int operationLength;
    /** Written on the connection's loop. */
    private volatile boolean unwanted;

    // On the device's loop:
    private final CdrWriter writer = new CdrWriter();
    private @Nullable IiopCall call;
    private @Nullable ByteBuf reply;

    /**
     * A request that has not left.
     *
     * @param arguments a copy, which this owns from here on
     * @param operationIndex of the operation's name in it
     */
    Crossing(
            IiopConnection connection,
            LoopScheduler home,
            Device device,
            GiopVersion version,
            int requestId,
            boolean responseExpected,
            CodeSet codeSet,
            ByteBufAllocator allocator,
            CdrReader arguments,
            int operationIndex,
            int operationLength) {
        this.connection = connection;
        this.home = home;
        this.device = device;
        this.version = version;
        this.requestId = requestId;
        this.responseExpected = responseExpected;
        this.codeSet = codeSet;
        this.allocator = allocator;
        this.arguments = arguments;
        this.operationIndex = operationIndex;
        this.operationLength = operationLength;
    }

    // ---- on the connection's loop

    void leave() {
        try {
            device.lane().loop().execute(this::arrived);
        } catch (RejectedExecutionException loopHasEnded) {
            arguments.buffer().release();
            connection.cameBack(this, null);
        }
    }

    @Override
    boolean isCancelledBy(int cancelledId) {
        return responseExpected && requestId == cancelledId;
    }

    @Override
    void cancel() {
        if (!responseExpected || unwanted) {
            return;
        }
        unwanted = true;
        try {
            device.lane().loop().execute(this::cancelThere);
        } catch (RejectedExecutionException loopHasEnded) {
            // And all that waited there with it.
        }
    }

    /** Whether the client does not wait for the reply any more. */
    boolean unwanted() {
        return unwanted;
    }

    // ---- on the device's loop

    private void arrived() {
        IiopCall begun = new IiopCall(this);
        call = begun;
        begun.begin(device, version, requestId, responseExpected);
        try {
            if (unwanted) {
                begun.drop();
            } else {
                Dispatcher.start(begun, operationIndex, operationLength, arguments);
            }
        } finally {
            arguments.buffer().release();
        }
        if (begun.ended()) {
            goBack();
        } else {
            begun.place = 0;
        }
    }

    private void cancelThere() {
        IiopCall begun = call;
        if (begun != null) {
            begun.cancel();
        }
    }

    @Override
    public CdrWriter beginMessage() {
        ByteBuf out = reply;
        if (out == null) {
            out = allocator.directBuffer(FIRST_REPLY_BYTES);
            reply = out;
        }
        return writer.wrap(out, true, codeSet);
    }

    @Override
    public void endMessage() {
        // It leaves with the call, which ends now.
    }

    @Override
    public void callEnded(IiopCall ended) {
        goBack();
    }

    private void goBack() {
        ByteBuf written = reply;
        reply = null;
        try {
            home.execute(() -> connection.cameBack(this, written));
        } catch (RejectedExecutionException loopHasEnded) {
            if (written != null) {
                written.release();
            }
        }
    }

    @Override
    public void malformedArguments(TangoProtocolException.Remote what) {
        connection.malformedArguments(what);
    }

    /** The call is cancelled then, and knows by itself: in the same turn as what carries it out. */
    @Override
    public boolean gone() {
        return false;
    }

    @Override
    public String client() {
        return connection.client();
    }

    @Override
    public ClientIdentities identities() {
        return connection.identities();
    }
}
