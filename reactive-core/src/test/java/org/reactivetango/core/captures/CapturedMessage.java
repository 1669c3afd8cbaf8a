package org.reactivetango.core.captures;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivetango.core.cdr.CdrReader;
import org.reactivetango.core.cdr.CodeSet;

/**
 * One whole GIOP message of a capture. It is taken apart here by a few lines that share nothing with the codecs under
 * test, so that the two can be compared.
 */
public final class CapturedMessage {
    public static final int REQUEST = 0;
    public static final int REPLY = 1;
    public static final int FRAGMENT = 7;

    private static final int HEADER_BYTES = 12;
    private static final int CODE_SETS = 1;
    private static final int UTF_8 = 0x05010001;

    private final byte[] bytes;
    private final ByteBuffer in;

    private int requestId;
    private boolean responseExpected;
    private String objectKey = "";
    private String operation = "";
    private int replyStatus;
    private CodeSet codeSet = CodeSet.LATIN_1;
    private boolean codeSetsPresent;
    private int bodyIndex = HEADER_BYTES;
    private final BitSet padding = new BitSet();

    private CapturedMessage(byte[] bytes) {
        this.bytes = bytes;
        this.in = ordered(bytes);
        switch (type()) {
            case REQUEST -> parseRequest();
            case REPLY -> parseReply();
            default -> {}
        }
    }

    /**
     * Cuts back-to-back messages apart and puts fragments together. Bytes that are no GIOP, of an unknown version or of
     * an unknown type end the list.
     */
    public static List<CapturedMessage> split(byte[] messages) {
        List<CapturedMessage> whole = new ArrayList<>();
        Map<Integer, byte[]> unfinished = new LinkedHashMap<>();
        int at = 0;
        while (at + HEADER_BYTES <= messages.length && messages[at] == 'G' && messages[at + 5] <= 2) {
            ByteBuffer view = ordered(Arrays.copyOfRange(messages, at, messages.length));
            byte[] message = Arrays.copyOfRange(messages, at, at + HEADER_BYTES + view.getInt(8));
            at += message.length;
            int type = message[7];
            boolean more = (message[6] & 2) != 0;
            if (type > FRAGMENT) {
                break;
            }
            if (type == FRAGMENT || more) {
                int requestId = view.getInt(HEADER_BYTES);
                byte[] grown = type == FRAGMENT
                        ? concat(
                                unfinished.get(requestId),
                                Arrays.copyOfRange(message, HEADER_BYTES + 4, message.length))
                        : message;
                if (more) {
                    unfinished.put(requestId, grown);
                    continue;
                }
                unfinished.remove(requestId);
                message = grown;
            }
            whole.add(new CapturedMessage(message));
        }
        return whole;
    }

    /** The message from its {@code G} to its end, fragments put together; the size in the header is that of the first part. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** 0, 1 or 2: GIOP 1.0, 1.1 or 1.2. */
    public int minorVersion() {
        return bytes[5];
    }

    public boolean littleEndian() {
        return (bytes[6] & 1) != 0;
    }

    /** {@link #REQUEST}, {@link #REPLY} and so on. */
    public int type() {
        return bytes[7];
    }

    /** Of a Request or Reply. */
    public int requestId() {
        return requestId;
    }

    /** Of a Request. */
    public boolean responseExpected() {
        return responseExpected;
    }

    /** Of a Request to a plain key, one character per byte. */
    public String objectKey() {
        return objectKey;
    }

    /** Of a Request. */
    public String operation() {
        return operation;
    }

    /** Of a Reply: 0 no exception, 1 user exception, 2 system exception. */
    public int replyStatus() {
        return replyStatus;
    }

    /** Whether there is a code-set service context. */
    public boolean codeSetsPresent() {
        return codeSetsPresent;
    }

    /** The code set that the code-set context announces; Latin-1 where there is none. */
    public CodeSet codeSet() {
        return codeSet;
    }

    /** Offset from the {@code G} at which the arguments or the result begin; the message's length where there are none. */
    public int bodyIndex() {
        return bodyIndex;
    }

    /**
     * Offsets from the {@code G} of the bytes before the body that mean nothing: alignment gaps and reserved octets. omniORB
     * leaves garbage in them.
     */
    public BitSet padding() {
        return (BitSet) padding.clone();
    }

    /** A reader at the arguments or the result, strings in {@link #codeSet()}; it covers an unpooled copy. */
    public CdrReader body() {
        ByteBuf copy = Unpooled.wrappedBuffer(bytes());
        return new CdrReader(32).wrap(copy, 0, bodyIndex, bytes.length, littleEndian(), codeSet);
    }

    @Override
    public String toString() {
        return "GIOP 1." + minorVersion() + " type " + type() + " of " + bytes.length + " bytes";
    }

    private void parseRequest() {
        in.position(HEADER_BYTES);
        if (minorVersion() < 2) {
            parseServiceContexts();
            requestId = ulong();
            responseExpected = in.get() != 0;
            if (minorVersion() == 1) {
                pad(in.position() + 3);
            }
            objectKey = octets();
            operation = string();
            octets();
        } else {
            requestId = ulong();
            responseExpected = (in.get() & 1) != 0;
            pad(in.position() + 3);
            parseTarget();
            operation = string();
            parseServiceContexts();
        }
        findBody();
    }

    private void parseTarget() {
        int kind = in.getShort();
        switch (kind) {
            case 0 -> objectKey = octets();
            case 1 -> {
                ulong();
                octets();
            }
            default -> {
                ulong();
                string();
                for (int profiles = ulong(); profiles > 0; profiles--) {
                    ulong();
                    octets();
                }
            }
        }
    }

    private void parseReply() {
        in.position(HEADER_BYTES);
        if (minorVersion() < 2) {
            parseServiceContexts();
            requestId = ulong();
            replyStatus = ulong();
        } else {
            requestId = ulong();
            replyStatus = ulong();
            parseServiceContexts();
        }
        findBody();
    }

    private void parseServiceContexts() {
        for (int count = ulong(); count > 0; count--) {
            int id = ulong();
            byte[] data = octets().getBytes(StandardCharsets.ISO_8859_1);
            if (id == CODE_SETS) {
                codeSetsPresent = true;
                int charSet = ByteBuffer.wrap(data)
                        .order(data[0] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                        .getInt(4);
                codeSet = charSet == UTF_8 ? CodeSet.UTF_8 : CodeSet.LATIN_1;
            }
        }
    }

    private void findBody() {
        bodyIndex = in.position();
        if (minorVersion() == 2 && bodyIndex < bytes.length) {
            bodyIndex = Math.min((bodyIndex + 7) / 8 * 8, bytes.length);
            pad(bodyIndex);
        }
    }

    private int ulong() {
        pad((in.position() + 3) / 4 * 4);
        return in.getInt();
    }

    private void pad(int to) {
        padding.set(in.position(), to);
        in.position(to);
    }

    private String octets() {
        byte[] octets = new byte[ulong()];
        in.get(octets);
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private String string() {
        String withNul = octets();
        return withNul.substring(0, withNul.length() - 1);
    }

    private static ByteBuffer ordered(byte[] message) {
        return ByteBuffer.wrap(message).order((message[6] & 1) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
