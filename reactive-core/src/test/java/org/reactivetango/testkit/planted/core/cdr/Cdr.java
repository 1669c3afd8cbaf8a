package org.reactivetango.testkit.planted.core.cdr;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.reactivetango.testkit.planted.core.giop.Giop;

/** Sees what is above it, and all that a codec must not see. */
public class Cdr {
    public Giop giop;
    Channel channel;
    InetAddress address;
    ReentrantLock lock;
    ExecutorService executor;
    long nanos = System.nanoTime();
    Instant now = Instant.now();
}
