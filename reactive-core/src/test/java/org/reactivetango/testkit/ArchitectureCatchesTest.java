package org.reactivetango.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves that each rule can fail: {@code planted} is a small project that breaks all of them. */
class ArchitectureCatchesTest {
    private static final String PLANTED = "org.reactivetango.testkit.planted";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(PLANTED);

    static Stream<Arguments> rules() {
        return Stream.of(
                argumentSet("directions", Architecture.directions(PLANTED), "Cdr"),
                argumentSet("new package", Architecture.everyCorePackageHasItsPlace(PLANTED), "OutOfPlace"),
                argumentSet("I/O", Architecture.codecRoomsKnowNoIo(PLANTED), "Cdr.channel"),
                argumentSet("I/O", Architecture.codecRoomsKnowNoIo(PLANTED), "Cdr.address"),
                argumentSet("clock", Architecture.codecRoomsKnowNoClock(PLANTED), "System.nanoTime"),
                argumentSet("clock", Architecture.codecRoomsKnowNoClock(PLANTED), "Instant.now"),
                argumentSet("threads", Architecture.codecRoomsKnowNoThreads(PLANTED), "ReentrantLock"),
                argumentSet("threads", Architecture.codecRoomsKnowNoThreads(PLANTED), "ExecutorService"),
                argumentSet(
                        "Reactor Netty",
                        Architecture.onlyOnePackageSees(PLANTED, "core.transport", "reactor.netty.."),
                        "reactor.netty.Connection"),
                argumentSet(
                        "JeroMQ",
                        Architecture.onlyOnePackageSees(PLANTED, "core.zmq", "org.zeromq..", "zmq.."),
                        "org.zeromq.ZContext"),
                argumentSet("strangers", Architecture.serverAndClientAreStrangers(PLANTED), "client.Client"),
                argumentSet("cycles", Architecture.noCycles(PLANTED), "Cycle detected"),
                argumentSet("serialization", Architecture.noJavaSerialization(PLANTED), "java.io.ObjectInputStream"),
                argumentSet("names", Architecture.namesSaySomething(PLANTED), "OutOfPlaceUtil"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void catches(ArchRule rule, String culprit) {
        assertThat(rule.evaluate(CLASSES).getFailureReport().getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(culprit));
    }
}
