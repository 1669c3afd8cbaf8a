package org.reactivetango.client.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivetango.client.AttributeProxy;
import org.reactivetango.client.DeviceProxy;
import org.reactivetango.client.TangoClient;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevError;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.Reasons;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.model.AttributeConfig;
import org.reactivetango.core.model.AttributeReply;
import org.reactivetango.core.model.CommandInfo;
import org.reactivetango.core.model.DevState;
import org.reactivetango.core.model.DevVarDoubleStringArray;
import org.reactivetango.core.model.DevVarLongStringArray;
import org.reactivetango.core.model.Image;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.core.model.ValueType;
import org.reactivetango.testkit.peers.EchoContract;
import org.reactivetango.testkit.peers.Peers;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What our client gets from a server, whoever has made it: what every device can do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CallsContract {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Every printable character of Latin-1. */
    static final String LATIN_1 = EchoContract.LATIN_1;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    private TangoClient tango;
    private DeviceProxy device;
    private Set<String> attributes;
    private Set<String> commands;

    /** Starts the server. */
    abstract void start();

    /** The name under which a client reaches one of its devices. */
    abstract String url(String name);

    /** The name of the device to call. */
    abstract String deviceName();

    /** A read-only attribute. */
    abstract String readOnly();

    /** The length of a spectrum that is full. */
    abstract int full();

    /** Whether a scalar's value is what was written to it. */
    abstract boolean keepsScalars();

    /** Whether an image may be written. */
    boolean mayWrite(Kind<?, ?> image) {
        return true;
    }

    /** How many scalars, spectra, images and types of commands it has. */
    abstract List<Integer> has();

    @BeforeAll
    void connect() {
        start();
        tango = TangoClient.builder().options(o -> o.timeout(PATIENCE)).build();
        device = tango.device(url(deviceName()));
        attributes =
                now(device.attributes()).stream().map(AttributeConfig::name).collect(Collectors.toSet());
        commands = now(device.commands()).stream().map(CommandInfo::name).collect(Collectors.toSet());
    }

    @AfterAll
    void disconnect() {
        tango.closeLater().block(PATIENCE);
        stop();
    }

    /** Ends what {@link Peers} does not end. */
    void stop() {}

    TangoClient tango() {
        return tango;
    }

    DeviceProxy device() {
        return device;
    }

    static <T> T now(Mono<T> call) {
        return Objects.requireNonNull(call.block(PATIENCE));
    }

    static void done(Mono<Void> call) {
        call.block(PATIENCE);
    }

    static <E extends Throwable> E failure(Class<E> type, Mono<?> call) {
        return catchThrowableOfType(type, () -> call.block(PATIENCE));
    }

    /** The reasons of a call that must fail: the server's and, last, ours, which names the device and what was done. */
    List<String> reasons(Mono<?> call, String... operationAndName) {
        DevFailedException failed = failure(DevFailedException.class, call);
        List<DevError> errors = failed.errors();
        DevError last = errors.get(errors.size() - 1);
        assertThat(last.description()).contains(operationAndName).contains(deviceName());
        assertThat(last.reason()).isIn(Reasons.ATTRIBUTE_FAILED, Reasons.COMMAND_FAILED);
        return errors.subList(0, errors.size() - 1).stream()
                .map(DevError::reason)
                .toList();
    }

    // ---- values

    @Test
    void scalarsComeBack() {
        assertThat(tryAll(kind -> attributes.contains(kind.scalarName()), this::scalars))
                .hasSize(has().get(0));
    }

    private static List<Kind<?, ?>> tryAll(Predicate<Kind<?, ?>> known, Consumer<Kind<?, ?>> trial) {
        List<Kind<?, ?>> kinds = Kind.ALL.stream().filter(known).toList();
        kinds.forEach(trial);
        return kinds;
    }

    private <T, A> void scalars(Kind<T, A> kind) {
        AttributeProxy<T> attribute = device.attribute(kind.scalarName(), kind.scalar());
        for (T value : kind.values()) {
            done(attribute.write(value));
            Reading<T> reading = now(attribute.read());
            assertThat(reading.setValue()).as("%s", kind).isEqualTo(value);
            assertThat(reading.quality()).as("%s", kind).isEqualTo(Quality.VALID);
            assertThat(Duration.between(reading.time(), Instant.now()).abs()).isLessThan(Duration.ofHours(1));
            Reading<Object> any = now(device.attribute(kind.scalarName()).read());
            assertThat(any.setValue()).as("%s of any type", kind).isEqualTo(value);
            if (keepsScalars()) {
                assertThat(reading.value()).as("%s", kind).isEqualTo(value);
                assertThat(any.value()).as("%s of any type", kind).isEqualTo(value);
                assertThat(now(attribute.value())).as("%s", kind).isEqualTo(value);
            }
        }
    }

    @Test
    void spectraComeBack() {
        assertThat(tryAll(kind -> attributes.contains(kind.spectrumName()), this::spectra))
                .hasSize(has().get(1));
    }

    private <T, A> void spectra(Kind<T, A> kind) {
        AttributeProxy<A> attribute = device.attribute(kind.spectrumName(), kind.array());
        int most = kind.scalar().equals(ValueType.STRING) ? Math.min(full(), 64) : full();
        for (int length : new int[] {6, 1, most}) {
            A values = kind.spectrum(length);
            done(attribute.write(values));
            Reading<A> reading = now(attribute.read());
            assertThat(reading.value()).as("%s", kind).isEqualTo(values);
            assertThat(reading.setValue()).as("%s", kind).isEqualTo(values);
            assertThat(now(device.attribute(kind.spectrumName()).value()))
                    .as("%s of any type", kind)
                    .isEqualTo(values);
        }
        emptySpectrum(kind, attribute);
    }

    /** A spectrum without elements is read back as one. */
    <T, A> void emptySpectrum(Kind<T, A> kind, AttributeProxy<A> attribute) {
        A none = kind.spectrum(0);
        done(attribute.write(none));
        assertThat(now(attribute.value())).as("%s", kind).isEqualTo(none);
        assertThat(now(device.attribute(kind.spectrumName()).value()))
                .as("%s of any type", kind)
                .isEqualTo(none);
    }

    @Test
    void imagesComeBack() {
        assertThat(tryAll(kind -> attributes.contains(kind.imageName()) && mayWrite(kind), this::images))
                .hasSize(has().get(2));
    }

    private <T, A> void images(Kind<T, A> kind) {
        AttributeProxy<Image<A>> attribute = device.attribute(kind.imageName(), kind.image());
        List<Image<A>> images = new ArrayList<>(List.of(kind.image(3, 2), kind.image(1, 4), kind.image(4, 1)));
        if (!kind.scalar().equals(ValueType.STRING)) {
            images.add(kind.image(50, 31));
        }
        for (Image<A> image : images) {
            done(attribute.write(image));
            Reading<Image<A>> reading = now(attribute.read());
            assertThat(reading.value()).as("%s", kind).isEqualTo(image);
            assertThat(reading.setValue()).as("%s", kind).isEqualTo(image);
            assertThat(now(device.attribute(kind.imageName()).value()))
                    .as("%s of any type", kind)
                    .isEqualTo(image);
        }
    }

    @Test
    void commandsOfEveryTypeAnswer() {
        List<Integer> answered = new ArrayList<>();
        for (Kind<?, ?> kind : Kind.ALL) {
            answered.add(single(kind));
            if (!kind.scalar().equals(ValueType.STATE)) {
                answered.add(arrays(kind));
            }
        }
        answered.add(echoes(ValueType.FLOAT, List.of(Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY)));
        answered.add(echoes(ValueType.DOUBLE, List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
        answered.add(echoes(
                ValueType.LONG_STRINGS,
                List.of(
                        new DevVarLongStringArray(new int[] {1, Integer.MIN_VALUE}, new String[] {"a", "", "b"}),
                        new DevVarLongStringArray(new int[0], new String[0]))));
        answered.add(echoes(
                ValueType.DOUBLE_STRINGS,
                List.of(
                        new DevVarDoubleStringArray(new double[] {0.1, Double.NaN}, new String[] {"a"}),
                        new DevVarDoubleStringArray(new double[0], new String[] {""}))));
        answered.add(moreEchoes());
        assertThat(answered.stream().filter(n -> n > 0)).hasSize(has().get(3));

        done(device.command("DevVoid"));
        assertThat(device.command("DevVoid", Void.class).block(PATIENCE)).isNull();
    }

    /** Of types that not every server has. */
    int moreEchoes() {
        return 0;
    }

    private <T, A> int single(Kind<T, A> kind) {
        return echoes(kind.scalar(), kind.values());
    }

    private <T, A> int arrays(Kind<T, A> kind) {
        return echoes(kind.array(), List.of(kind.spectrum(7), kind.spectrum(1), kind.spectrum(0), kind.spectrum(1000)));
    }

    /** How many arguments the command of that type has answered with, typed and not; none if there is no such command. */
    <T> int echoes(ValueType<T> type, List<T> arguments) {
        String command = type.commandType().tangoName();
        if (!commands.contains(command)) {
            return 0;
        }
        for (T argument : arguments) {
            assertThat(now(device.command(command, argument, type, type)))
                    .as(command)
                    .isEqualTo(argument);
            Object any = now(device.command(command, argument, type, ValueType.ANY));
            assertThat(any).as("%s as any type", command).isEqualTo(argument);
        }
        return arguments.size();
    }

    @Test
    void aTypeThatIsNotTheAttributesIsAnError() {
        DevFailedException scalar = failure(
                DevFailedException.class,
                device.attribute("double_scalar", String.class).read());
        assertThat(scalar.reason()).isEqualTo(Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE);
        assertThat(scalar).hasMessageContaining("double_scalar is DevDouble, not DevString");
        DevFailedException shape = failure(
                DevFailedException.class,
                device.attribute("double_spectrum", Double.class).read());
        assertThat(shape.reason()).isEqualTo(Reasons.INCOMPATIBLE_ATTR_ARGUMENT_TYPE);
        DevFailedException result = failure(DevFailedException.class, device.command("DevDouble", 1.5, String.class));
        assertThat(result.reason()).isEqualTo(Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE);
        assertThat(now(device.command("DevShort", (short) 3, Double.class))).isEqualTo(3.0);
    }

    // ---- several at once

    @Test
    void severalAttributesAreWrittenAndReadInOneCallEach() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("double_scalar", 12.25);
        values.put("double_spectrum", new double[] {1, 2, 3});
        done(device.write(values));
        List<AttributeReply<Object>> replies = now(device.read("double_scalar", "no_such", "double_spectrum"));
        assertThat(replies)
                .extracting(AttributeReply::name)
                .containsExactly("double_scalar", "no_such", "double_spectrum");
        assertThat(replies.get(0).reading().setValue()).isEqualTo(12.25);
        assertThat(replies.get(1).failure().orElseThrow().reason()).isEqualTo(Reasons.ATTR_NOT_FOUND);
        assertThatThrownBy(() -> replies.get(1).reading()).isInstanceOf(DevFailedException.class);
        assertThat(replies.get(2).failure()).isEmpty();
        assertThat(replies.get(2).reading().setValue()).isEqualTo(new double[] {1, 2, 3});
        values.put("no_such", 1.0);
        DevFailedException failed = failure(DevFailedException.class, device.write(values));
        if (saysWhichFailed()) {
            assertThat(failed.failures()).singleElement().satisfies(one -> {
                assertThat(one.name()).isEqualTo("no_such");
                assertThat(one.indexInCall()).isEqualTo(2);
            });
        }
    }

    /** Whether it says which of several writes has failed. */
    boolean saysWhichFailed() {
        return true;
    }

    // ---- errors

    @Test
    void errorsHaveTangosReasons() {
        assertThat(reasons(device.attribute("no_such").read(), "read_attribute", "no_such"))
                .containsExactly(Reasons.ATTR_NOT_FOUND);
        assertThat(reasons(device.attribute("no_such", Double.class).write(1.0), "write_attribute", "no_such"))
                .containsExactly(Reasons.ATTR_NOT_FOUND);
        assertThat(reasons(device.attributeConfig("no_such"), "get_attribute_config"))
                .containsExactly(Reasons.ATTR_NOT_FOUND);
        assertThat(reasons(device.attribute(readOnly()).write(1), "write_attribute", readOnly()))
                .containsExactly(Reasons.ATTR_NOT_WRITABLE);
        assertThat(reasons(device.command("NoSuch"), "command_inout", "NoSuch"))
                .containsExactly(Reasons.COMMAND_NOT_FOUND);
        assertThat(reasons(device.commandInfo("NoSuch"), "command_query")).containsExactly(Reasons.COMMAND_NOT_FOUND);
    }

    @Test
    void valuesOfTheWrongTypeAreRefused() {
        assertThat(reasons(device.attribute("double_scalar").write("one"), "write_attribute", "double_scalar"))
                .containsExactly(wrongType());
        assertThat(reasons(device.command("DevDouble", 1, Void.class), "command_inout", "DevDouble"))
                .containsExactly(wrongArgument());
    }

    /** What it says to a value of the wrong type. */
    String wrongType() {
        return Reasons.INCOMPATIBLE_ATTR_DATA_TYPE;
    }

    /** What it says to an argument of the wrong type. */
    String wrongArgument() {
        return Reasons.INCOMPATIBLE_CMD_ARGUMENT_TYPE;
    }

    @Test
    void aDeviceThatIsNotThereIsAnError() {
        TangoConnectionException e = failure(
                TangoConnectionException.class,
                tango.device(url("no/such/device")).state());
        assertThat(e.reason()).isEqualTo(Reasons.DEVICE_NOT_DEFINED);
        assertThat(e.completion()).isEqualTo(Completion.NO);
        assertThat(e).hasMessageContainingAll("no/such/device", "OBJECT_NOT_EXIST");
        assertThat(now(device.ping())).isPositive();
    }

    // ---- many at once

    @Test
    void manyCallsOutstandingAreAllAnsweredAndNoneMixedUp() {
        int calls = 300;
        List<Integer> right = now(Flux.range(0, calls)
                .flatMap(i -> device.command("DevLong", i, Integer.class).filter(answer -> answer.equals(i)), calls)
                .collectList());
        assertThat(right)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, calls).boxed().toList());
    }

    // ---- texts

    @Test
    void textsOfLatin1ComeBack() {
        AttributeProxy<String> scalar = device.attribute("string_scalar", String.class);
        for (String text : new String[] {"caf\u00e9", LATIN_1, "\u00ff".repeat(20_000)}) {
            done(scalar.write(text));
            assertThat(now(scalar.value())).isEqualTo(text);
            assertThat(now(device.command("DevString", text, String.class))).isEqualTo(text);
        }
        String[] texts = {LATIN_1, "", "caf\u00e9"};
        done(device.attribute("string_spectrum", String[].class).write(texts));
        assertThat(now(device.attribute("string_spectrum", String[].class).value()))
                .isEqualTo(texts);
        assertThat(now(device.command("DevVarStringArray", texts, String[].class)))
                .isEqualTo(texts);
    }

    @Test
    void stateAndStatusAreAttributesAndCommands() {
        DevState state = now(device.state());
        String status = now(device.status());
        assertThat(now(device.attribute("State", DevState.class).value())).isEqualTo(state);
        assertThat(now(device.attribute("State").value())).isEqualTo(state);
        assertThat(now(device.command("State", DevState.class))).isEqualTo(state);
        assertThat(now(device.attribute("Status", String.class).value())).isEqualTo(status);
        assertThat(now(device.attribute("Status").value())).isEqualTo(status);
        assertThat(now(device.command("Status", String.class))).isEqualTo(status);
    }
}
