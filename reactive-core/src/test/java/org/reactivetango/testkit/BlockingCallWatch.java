package org.reactivetango.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Remembers every blocking call on a thread that must not block. BlockHound throws where it happens, but an event loop or
 * an operator in between may swallow what is thrown.
 */
public final class BlockingCallWatch implements BlockHoundIntegration {
    private static final Queue<BlockingOperationError> CALLS = new ConcurrentLinkedQueue<>();

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Netty's allocator: threads that allocate at the same moment get an arena each, made under a short lock of its
        // own.
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
        // A loop over an executor that a test is ending: what comes too late is turned away under a short lock.
        builder.allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "tryTerminate");
        builder.allowBlockingCallsInside(BlockOnPurpose.class.getName(), "until");
        builder.blockingMethodCallback(method -> {
            BlockingOperationError call = new BlockingOperationError(method);
            CALLS.add(call);
            throw call;
        });
    }

    /** The calls caught so far, but for those that were {@linkplain #expected expected}. */
    public static List<BlockingOperationError> calls() {
        return List.copyOf(CALLS);
    }

    /** For a test that blocks on purpose: takes back this one call. */
    public static void expected(Throwable call) {
        CALLS.removeIf(caught -> caught == call);
    }
}
