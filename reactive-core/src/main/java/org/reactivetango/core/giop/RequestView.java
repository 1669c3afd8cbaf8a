package org.reactivetango.core.giop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.error.TangoProtocolException.Remote;
import org.reactivetango.core.ior.TaggedProfile;

/**
 * A Request read in place, the way a server reads every one: no object is made, key and operation stay bytes in the
 * buffer, to be looked up in a {@link org.reactivetango.core.cdr.ByteNameTable}. One view per connection is used again
 * for each message; confined to one thread; what it says holds as long as the buffer does.
 */
public final class RequestView {
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int requestId;
    private boolean responseExpected;
    private int objectKeyIndex;
    private int objectKeyLength;
    private int operationIndex;
    private int operationLength;
    private boolean codeSetAnnounced;
    private CodeSet codeSet = CodeSet.LATIN_1;

    /**
     * Reads what comes before the arguments and leaves {@code in} at them, or at its end where there are none. If the
     * request announces a code set, {@code in} decodes the arguments with it.
     *
     * @param in behind the header
     * @throws Remote if the request is malformed
     */
    public void read(CdrReader in, GiopVersion version) {
        buffer = in.buffer();
        codeSetAnnounced = false;
        codeSet = in.codeSet();
        if (version.alignsBody()) {
            requestId = in.readLong();
            responseExpected = (in.readOctet() & RequestCodec.RESPONSE_FLAG) != 0;
            RequestCodec.skipReserved(in, version);
            readTarget(in);
            readOperation(in);
            readServiceContexts(in);
            RequestCodec.skipToArguments(in, version);
        } else {
            readServiceContexts(in);
            requestId = in.readLong();
            responseExpected = in.readBoolean();
            RequestCodec.skipReserved(in, version);
            readObjectKey(in);
            readOperation(in);
            in.skip(in.readSequenceLength(1));
        }
        in.codeSet(codeSet);
    }

    /** To be repeated in the reply. */
    public int requestId() {
        return requestId;
    }

    /** False for one-way calls: they are carried out and not answered. */
    public boolean responseExpected() {
        return responseExpected;
    }

    /** The buffer the indexes are in. */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Index of the first byte of the object key. */
    public int objectKeyIndex() {
        return objectKeyIndex;
    }

    /** Bytes of the object key. */
    public int objectKeyLength() {
        return objectKeyLength;
    }

    /** Index of the first character of the operation's name. */
    public int operationIndex() {
        return operationIndex;
    }

    /** Characters of the operation's name, at least one. */
    public int operationLength() {
        return operationLength;
    }

    /** Whether this request changes how strings travel on its connection from here on. */
    public boolean codeSetAnnounced() {
        return codeSetAnnounced;
    }

    /** The code set of the arguments: the announced one, else the one that {@code in} came with. */
    public CodeSet codeSet() {
        return codeSet;
    }

    /** The object key, one character per byte: a new string, for messages. */
    public String objectKey() {
        return buffer.toString(objectKeyIndex, objectKeyLength, StandardCharsets.ISO_8859_1);
    }

    /** The operation's name: a new string, for messages. */
    public String operation() {
        return buffer.toString(operationIndex, operationLength, StandardCharsets.ISO_8859_1);
    }

    private void readServiceContexts(CdrReader in) {
        for (int left = in.readSequenceLength(8); left > 0; left--) {
            int id = in.readLong();
            int length = in.readSequenceLength(1);
            int index = in.skip(length);
            if (id == ServiceContext.CODE_SETS) {
                codeSetAnnounced = true;
                codeSet = CodeSetContext.read(buffer, index, length);
            }
        }
    }

    private void readObjectKey(CdrReader in) {
        objectKeyLength = in.readSequenceLength(1);
        objectKeyIndex = in.skip(objectKeyLength);
    }

    private void readOperation(CdrReader in) {
        operationLength = in.skipString();
        if (operationLength == 0) {
            throw new Remote("request without an operation");
        }
        operationIndex = in.position() - operationLength - 1;
    }

    private void readTarget(CdrReader in) {
        int kind = in.readUShort();
        switch (kind) {
            case TargetAddress.KEY_ADDR -> readObjectKey(in);
            case TargetAddress.PROFILE_ADDR -> readProfile(in, true);
            case TargetAddress.REFERENCE_ADDR -> readReference(in);
            default -> throw new Remote("target address of kind " + kind);
        }
    }

    private void readReference(CdrReader in) {
        long selected = in.readULong();
        in.skipString();
        int count = in.readSequenceLength(8);
        if (selected >= count) {
            throw new Remote("profile " + selected + " of a reference with " + count);
        }
        for (int i = 0; i < count; i++) {
            readProfile(in, i == selected);
        }
    }

    /** No client sends these: here objects may be made. */
    private void readProfile(CdrReader in, boolean selected) {
        int tag = in.readLong();
        if (!selected) {
            in.skip(in.readSequenceLength(1));
            return;
        }
        if (tag != TaggedProfile.TAG_INTERNET_IOP) {
            throw new Remote("target profile with tag " + tag);
        }
        CdrReader profile = in.readEncapsulation();
        profile.skip(2);
        profile.skipString();
        profile.readUShort();
        readObjectKey(profile);
    }
}
