package org.reactivetango.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCounted;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * Which package may see which. Every module checks the classes it has on its class path:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "org.reactivetango", importOptions = ProductionClasses.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests rules = ArchTests.in(Architecture.class);
 * }
 * }</pre>
 */
public final class Architecture {
    private static final String ROOT = "org.reactivetango";

    private static final List<String> VOCABULARY = List.of("model", "error", "limits");
    private static final List<String> READER_AND_WRITER = List.of("cdr");
    private static final List<String> MESSAGES = List.of("giop", "ior", "idl", "event");
    private static final List<String> SERVICES = List.of("lane", "observe");
    private static final List<String> CONNECTIONS = List.of("rpc", "transport", "zmq", "registry");

    private static final List<String> CODEC_ROOMS = join(READER_AND_WRITER, MESSAGES);

    @ArchTest
    public static final ArchRule DIRECTIONS = directions(ROOT);

    @ArchTest
    public static final ArchRule EVERY_CORE_PACKAGE_HAS_ITS_PLACE = everyCorePackageHasItsPlace(ROOT);

    @ArchTest
    public static final ArchRule CODEC_ROOMS_KNOW_NO_IO = codecRoomsKnowNoIo(ROOT);

    @ArchTest
    public static final ArchRule CODEC_ROOMS_KNOW_NO_CLOCK = codecRoomsKnowNoClock(ROOT);

    @ArchTest
    public static final ArchRule CODEC_ROOMS_KNOW_NO_THREADS = codecRoomsKnowNoThreads(ROOT);

    @ArchTest
    public static final ArchRule ONLY_TRANSPORT_SEES_REACTOR_NETTY =
            onlyOnePackageSees(ROOT, "core.transport", "reactor.netty..");

    @ArchTest
    public static final ArchRule ONLY_ZMQ_SEES_JEROMQ = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackages(ROOT + ".core.zmq..", ROOT + ".benchmarks.events..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.zeromq..", "zmq..")
            .as("only core.zmq sees JeroMQ, but for what measures it bare")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule SERVER_AND_CLIENT_ARE_STRANGERS = serverAndClientAreStrangers(ROOT);

    @ArchTest
    public static final ArchRule NO_CYCLES = noCycles(ROOT);

    @ArchTest
    public static final ArchRule NO_JAVA_SERIALIZATION = noJavaSerialization(ROOT);

    @ArchTest
    public static final ArchRule NAMES_SAY_SOMETHING = namesSaySomething(ROOT);

    private Architecture() {}

    static ArchRule directions(String root) {
        List<String> messages = join(VOCABULARY, READER_AND_WRITER, MESSAGES);
        List<ArchRule> rules = new ArrayList<>();
        rules.addAll(seeOnly(root, VOCABULARY, VOCABULARY));
        rules.addAll(seeOnly(root, READER_AND_WRITER, join(VOCABULARY, READER_AND_WRITER)));
        rules.addAll(seeOnly(root, MESSAGES, messages));
        SERVICES.forEach(service -> rules.addAll(seeOnly(root, List.of(service), join(VOCABULARY, List.of(service)))));
        rules.addAll(seeOnly(root, CONNECTIONS, join(messages, SERVICES, CONNECTIONS)));
        return CompositeArchRule.of(rules)
                .as("model, error, limits <- cdr <- giop, ior, idl, event <- rpc, transport, zmq, registry;"
                        + " lane and observe stand beside the codecs");
    }

    private static List<ArchRule> seeOnly(String root, List<String> packages, List<String> visible) {
        DescribedPredicate<JavaClass> foreign = resideOutsideOfPackage(root + "..");
        return packages.stream()
                .map(name -> classes()
                        .that()
                        .resideInAPackage(core(root, name))
                        .should()
                        .onlyDependOnClassesThat(foreign.or(resideInAnyPackage(core(root, visible))))
                        .as("core." + name + " sees only " + visible)
                        .allowEmptyShould(true))
                .map(ArchRule.class::cast)
                .toList();
    }

    static ArchRule everyCorePackageHasItsPlace(String root) {
        List<String> known = join(VOCABULARY, READER_AND_WRITER, MESSAGES, SERVICES, CONNECTIONS);
        return classes()
                .that()
                .resideInAPackage(root + ".core..")
                .should()
                .resideInAnyPackage(core(root, known))
                .because("a package without a place in the directions could see anything")
                .allowEmptyShould(true);
    }

    static ArchRule codecRoomsKnowNoIo(String root) {
        DescribedPredicate<JavaClass> otherNetty = resideInAPackage("io.netty..")
                .and(not(resideInAPackage("io.netty.buffer..")))
                .and(not(belongToAnyOf(ByteProcessor.class, ReferenceCounted.class)));
        DescribedPredicate<JavaClass> net = resideInAPackage("java.net..")
                .and(not(belongToAnyOf(
                        InetSocketAddress.class,
                        URI.class,
                        URISyntaxException.class,
                        URLDecoder.class,
                        URLEncoder.class)));
        DescribedPredicate<JavaClass> otherIo = resideInAnyPackage(
                "reactor..", "org.reactivestreams..", "org.zeromq..", "java.nio.channels..", "java.nio.file..");
        return noClasses()
                .that()
                .resideInAnyPackage(core(root, CODEC_ROOMS))
                .should()
                .dependOnClassesThat(otherNetty.or(net).or(otherIo))
                .as("codecs touch io.netty.buffer and no other I/O")
                .allowEmptyShould(true);
    }

    static ArchRule codecRoomsKnowNoClock(String root) {
        Set<String> system = Set.of("nanoTime", "currentTimeMillis");
        DescribedPredicate<JavaAccess<?>> tellsTheTime = describe("tells the time", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            return (owner.isEquivalentTo(System.class) && system.contains(name))
                    || (owner.getPackageName().equals("java.time") && name.equals("now"));
        });
        return CompositeArchRule.of(List.of(
                        noClasses()
                                .that()
                                .resideInAnyPackage(core(root, CODEC_ROOMS))
                                .should()
                                .accessTargetWhere(tellsTheTime)
                                .allowEmptyShould(true),
                        noClasses()
                                .that()
                                .resideInAnyPackage(core(root, CODEC_ROOMS))
                                .should()
                                .dependOnClassesThat()
                                .areAssignableTo(Clock.class)
                                .allowEmptyShould(true)))
                .as("codecs know no clock");
    }

    static ArchRule codecRoomsKnowNoThreads(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(core(root, CODEC_ROOMS))
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.concurrent.locks..")
                        .or(assignableTo(Executor.class))
                        .or(assignableTo(Future.class))
                        .or(assignableTo(Thread.class)))
                .as("codecs know no threads")
                .allowEmptyShould(true);
    }

    static ArchRule onlyOnePackageSees(String root, String one, String... what) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + "." + one + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(what)
                .as("only " + one + " sees " + String.join(", ", what))
                .allowEmptyShould(true);
    }

    static ArchRule serverAndClientAreStrangers(String root) {
        return CompositeArchRule.of(List.of(
                        strangers(root + ".server..", root + ".client.."),
                        strangers(root + ".client..", root + ".server.."),
                        strangers(root + ".core..", root + ".server.."),
                        strangers(root + ".core..", root + ".client..")))
                .as("server and client never see each other, and core sees neither");
    }

    private static ArchRule strangers(String one, String other) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(other)
                .allowEmptyShould(true);
    }

    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule noJavaSerialization(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.Object.*Stream.*")
                .as("no Java serialization")
                .allowEmptyShould(true);
    }

    static ArchRule namesSaySomething(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(".*(Util|Utils|Manager|Helper|Impl)")
                .as("no class is named Util, Utils, Manager, Helper or Impl")
                .allowEmptyShould(true);
    }

    private static String core(String root, String name) {
        return root + ".core." + name + "..";
    }

    private static String[] core(String root, List<String> names) {
        return names.stream().map(name -> core(root, name)).toArray(String[]::new);
    }

    @SafeVarargs
    private static List<String> join(List<String>... lists) {
        List<String> all = new ArrayList<>();
        for (List<String> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }
}
