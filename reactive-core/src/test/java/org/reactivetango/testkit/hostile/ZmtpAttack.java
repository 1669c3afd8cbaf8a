package org.reactivetango.testkit.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** What ends JeroMQ 0.6.0 as it comes, or is known to have ended ZMQ libraries. */
public enum ZmtpAttack {
    TWO_GIB {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().ready().header(Integer.MAX_VALUE);
        }
    },
    SIXTEEN_MIB_MANY_TIMES {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().ready();
            for (int i = 0; i < 100 && peer.header(16 << 20); i++) {}
        }
    },
    LENGTH_OF_MINUS_1 {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().ready().header(-1);
            peer.send(new byte[100]);
        }
    },
    LENGTHS_BELOW_ZERO {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().ready();
            for (int i = 0; i < 20 && peer.header(random.nextLong() | Long.MIN_VALUE); i++) {}
        }
    },
    LENGTH_OF_MINUS_1_BEFORE_READY {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().header(-1);
            peer.send(new byte[100]);
        }
    },
    GARBAGE_AFTER_THE_GREETING {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().send(garbage(random));
        }
    },
    GARBAGE_AFTER_READY {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().ready().send(garbage(random));
        }
    },
    GARBAGE {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) {
            peer.send(garbage(random));
        }
    },
    /** What a negative length was before there was a greeting. */
    VERSION_1 {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) {
            peer.send(ByteBuffer.allocate(10)
                    .put((byte) 0xff)
                    .putLong(-1)
                    .put((byte) 0)
                    .array());
            peer.send(new byte[100]);
        }
    },
    /** What JeroMQ is asked by security scanners: the bytes of an attack on libzmq. */
    POINTER_ARITHMETIC {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) throws IOException {
            peer.greet().ready().header(-2);
            peer.send(new byte[0x300]);
        }
    },
    NOTHING_AT_ALL {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) {
            peer.close();
        }
    },
    SOMEBODY_ELSE {
        @Override
        public void run(ZmtpPeer peer, SplittableRandom random) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    };

    /** What it leaves open is closed at the end. */
    public abstract void run(ZmtpPeer peer, SplittableRandom random) throws IOException;

    static byte[] garbage(SplittableRandom random) {
        byte[] bytes = new byte[1 + random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
