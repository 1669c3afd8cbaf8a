package org.reactivetango.core.zmq;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Keeps what a publisher is told. */
final class Told implements PublisherListener {
    final BlockingQueue<String> topics = new LinkedBlockingQueue<>();
    final Semaphore restarts = new Semaphore(0);

    @Override
    public void subscribed(List<String> subscribed) {
        topics.addAll(subscribed);
    }

    @Override
    public void restarted() {
        restarts.release();
    }

    /** Waits until that many different topics have been asked for. */
    Set<String> await(int count) throws InterruptedException {
        Set<String> different = new HashSet<>();
        while (different.size() < count) {
            different.add(topics.take());
        }
        return different;
    }
}
