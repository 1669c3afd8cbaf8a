package org.reactivetango.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

/** Proves that BlockHound catches a call which blocks on each kind of thread that must not. */
class BlockHoundTest {
    private final Mono<Boolean> sleep = Mono.fromCallable(() -> {
        Thread.sleep(1);
        return true;
    });

    private Runnable cleanUp = () -> {};

    @AfterEach
    void cleanUp() {
        cleanUp.run();
    }

    @Test
    void catchesCallOnReactorsParallelThread() {
        expectCaughtOn(Schedulers.parallel());
    }

    @Test
    void catchesCallOnReactorNettysEventLoop() {
        LoopResources loops = LoopResources.create("blockhound-test", 1, true);
        cleanUp = () -> loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block();
        expectCaughtOn(Schedulers.fromExecutor(loops.onServer(true)));
    }

    @Test
    void catchesCallOnNettysEventLoop() {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        cleanUp = () -> loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        expectCaughtOn(Schedulers.fromExecutor(loops));
    }

    @Test
    void letsOtherThreadsBlock() {
        StepVerifier.create(sleep.subscribeOn(Schedulers.boundedElastic()))
                .expectNext(true)
                .verifyComplete();
    }

    private void expectCaughtOn(Scheduler scheduler) {
        StepVerifier.create(sleep.subscribeOn(scheduler))
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(BlockingOperationError.class);
                    BlockingCallWatch.expected(error);
                })
                .verify();
    }
}
