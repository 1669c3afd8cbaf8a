package org.reactivetango.core.ior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivetango.core.captures.Captures;
import org.reactivetango.core.captures.Captures.RegisteredIor;
import org.reactivetango.core.cdr.CodeSet;
import org.reactivetango.core.cdr.Octets;
import org.reactivetango.core.error.TangoProtocolException.Remote;

/** The references that real servers registered, and ours. */
final class StringifiedIorTest {
    static List<RegisteredIor> registered() {
        return Captures.iors();
    }

    @ParameterizedTest
    @MethodSource("registered")
    void whatServersRegisterIsRead(RegisteredIor expected) {
        Ior ior = StringifiedIor.parse(expected.ior());
        assertThat(ior.typeId()).isEqualTo(expected.typeId());
        assertThat(ior.isNil()).isFalse();
        assertThat(ior.iiopProfiles()).hasSize(1);
        IiopProfile profile = ior.iiopProfiles().get(0);
        assertThat(profile.minorVersion()).isEqualTo(2);
        assertThat(profile.address()).isEqualTo(new IiopAddress(expected.host(), expected.port()));
        assertThat(profile.addresses()).containsExactly(profile.address());
        assertThat(profile.objectKey().hex()).isEqualTo(expected.objectKeyHex());
        assertThat(profile.orbType().map(OrbTypeComponent::orbType).orElse(null))
                .isEqualTo(expected.orbType());
        assertThat(profile.codeSets().map(CodeSetComponent::nativeChar).orElse(null))
                .isEqualTo(expected.nativeCharSet());
        assertThat(profile.codeSets().map(CodeSetComponent::charConversions).orElse(List.of()))
                .isEqualTo(expected.conversionCharSets());
        assertThat(profile.isReactiveTango()).isFalse();
    }

    // omniORB leaves garbage in the padding, and JacORB writes big endian: so the values, not the text.
    @ParameterizedTest
    @MethodSource("registered")
    void whatServersRegisterSurvivesBeingWritten(RegisteredIor recorded) {
        Ior ior = StringifiedIor.parse(recorded.ior());
        assertThat(StringifiedIor.parse(StringifiedIor.print(ior))).isEqualTo(ior);
        IiopProfile profile = ior.iiopProfiles().get(0);
        assertThat(IiopProfile.of(profile.toTagged())).isEqualTo(profile);
        assertThat(profile.codeSets().map(CodeSetComponent::toTagged).map(CodeSetComponent::of))
                .isEqualTo(profile.codeSets());
    }

    @ParameterizedTest
    @MethodSource("registered")
    void theClientChoosesTheCodeSetThatOmniOrbWouldChoose(RegisteredIor recorded) {
        CodeSetComponent codeSets = StringifiedIor.parse(recorded.ior())
                .iiopProfiles()
                .get(0)
                .codeSets()
                .orElseThrow();
        boolean jacorb = Integer.valueOf(OrbTypeComponent.JAC_ORB.orbType()).equals(recorded.orbType());
        assertThat(codeSets.transmissionCodeSet()).isEqualTo(jacorb ? CodeSet.UTF_8 : CodeSet.LATIN_1);
    }

    @Test
    void ourReferenceByteByByte() {
        Ior ours = Ior.of(
                "IDL:Tango/Device_6:1.0",
                IiopProfile.published(new IiopAddress("10.1.2.3", 45450), Octets.ofLatin1("sys/tg_test/1")));
        assertThat(StringifiedIor.print(ours))
                .isEqualTo(("IOR: 01 000000 17000000 49444c3a54616e676f2f4465766963655f363a312e3000 00 01000000"
                                + "00000000 60000000 01 01 02 00 09000000 31302e312e322e3300 00 8ab1"
                                + "0d000000 7379732f74675f746573742f31 000000 02000000"
                                + "00000000 08000000 01 000000 00545452"
                                + "01000000 1c000000 01 000000 01000100 01000000 01000105 09010100 01000000 09010100")
                        .replace(" ", ""));
        assertThat(ours.iiopProfiles().get(0).isReactiveTango()).isTrue();
    }

    @Test
    void theCodeSetsWePublishAreThoseOfOmniOrb() {
        List<Octets> omniOrbs = Captures.iors().stream()
                .filter(ior ->
                        Integer.valueOf(OrbTypeComponent.OMNI_ORB.orbType()).equals(ior.orbType()))
                .map(ior -> StringifiedIor.parse(ior.ior()).iiopProfiles().get(0))
                .flatMap(profile -> profile.components().stream())
                .filter(component -> component.tag() == TaggedComponent.TAG_CODE_SETS)
                .map(TaggedComponent::data)
                .distinct()
                .toList();
        assertThat(omniOrbs)
                .containsExactly(CodeSetComponent.PUBLISHED.toTagged().data());
    }

    @Test
    void eitherCaseAndWhiteSpaceAroundIt() {
        String text = Captures.iors().get(0).ior();
        Ior ior = StringifiedIor.parse(text);
        assertThat(StringifiedIor.parse(" \n" + text.toUpperCase(Locale.ROOT) + "\n"))
                .isEqualTo(ior);
        assertThat(StringifiedIor.parse(text.toLowerCase(Locale.ROOT))).isEqualTo(ior);
    }

    @Test
    void theNilReference() {
        Ior nil = new Ior("", List.of());
        assertThat(nil.isNil()).isTrue();
        assertThat(nil.iiopProfiles()).isEmpty();
        assertThat(StringifiedIor.parse(StringifiedIor.print(nil))).isEqualTo(nil);
    }

    @Test
    void profilesOfOtherKindsArePassedOver() {
        TaggedProfile foreign = new TaggedProfile(0x41545403, Octets.ofHex("00"));
        Ior ior = new Ior(
                "",
                List.of(
                        foreign,
                        IiopProfile.published(new IiopAddress("h", 1), Octets.EMPTY)
                                .toTagged()));
        assertThat(ior.iiopProfiles()).hasSize(1);
    }

    @Test
    void alternateAddressesComeAfterTheProfilesOwn() {
        IiopAddress first = new IiopAddress("10.0.0.1", 1000);
        IiopAddress second = new IiopAddress("fe80::1", 2000);
        IiopProfile profile = new IiopProfile(
                2, first, Octets.ofLatin1("k"), List.of(new AlternateIiopAddressComponent(second).toTagged()));
        assertThat(IiopProfile.of(profile.toTagged()).addresses()).containsExactly(first, second);
        assertThat(second).hasToString("[fe80::1]:2000");
    }

    @Test
    void profilesOfIiop10HaveNoComponents() {
        IiopProfile old = new IiopProfile(0, new IiopAddress("h", 1), Octets.ofLatin1("k"), List.of());
        assertThat(IiopProfile.of(old.toTagged())).isEqualTo(old);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new IiopProfile(
                        0, old.address(), old.objectKey(), List.of(OrbTypeComponent.REACTIVE_TANGO.toTagged())));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                               does not start with IOR:",
        "nada,                                                             does not start with IOR:",
        "IOR,                                                              does not start with IOR:",
        "IOR:,                                                             without a byte order",
        "IOR:0,                                                            not all hex",
        "IOR:0g,                                                           not all hex",
        "IOR:02,                                                           byte order 2",
        "IOR:01,                                                           bytes are left",
        "IOR:0100000000000000,                                             string of length 0",
        "IOR:01000000ffffffff,                                             length 4294967295",
        "IOR:01000000010000000000000001000000,                             bytes are left",
        "IOR:010000000100000000000000ffffff1f,                             bytes are left",
        "IOR:01000000010000000000000001000000 00000000ffffff7f,            bytes are left",
    })
    void malformedReferencesAreRefused(String text, String complaint) {
        assertThatExceptionOfType(Remote.class)
                .isThrownBy(() -> StringifiedIor.parse(text.replace(" ", "")))
                .withMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                   without a byte order",
        "01 02 00,                                             IIOP profile of version 2.0",
        "01 01 02 00 01000000 00 00 0100 00000000 00000000,    needs a host",
        "01 01 02 00 02000000 6800 0000 00000000 00000000,     port 0 of h",
        "01 01 02 00 02000000 6800 0100 ffffffff,              length 4294967295",
        "01 01 02 00 02000000 6800 0100 00000000 ffffffff,     bytes are left",
    })
    void malformedProfilesAreRefused(String hex, String complaint) {
        Ior ior = new Ior("", List.of(new TaggedProfile(0, Octets.ofHex(hex.replace(" ", "")))));
        assertThatExceptionOfType(Remote.class).isThrownBy(ior::iiopProfiles).withMessageContaining(complaint);
    }

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedReferencesAreReadOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2000; round++) {
            String text =
                    Captures.iors().get(random.nextInt(Captures.iors().size())).ior();
            byte[] octets = HexFormat.of().parseHex(text.substring(4));
            for (int hits = random.nextInt(1, 5); hits > 0; hits--) {
                octets[random.nextInt(octets.length)] =
                        random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (random.nextBoolean() ? 0xff : 0);
            }
            String damaged = "IOR:" + HexFormat.of().formatHex(octets, 0, random.nextInt(octets.length + 1));
            try {
                StringifiedIor.parse(damaged).iiopProfiles().forEach(profile -> {
                    profile.addresses();
                    profile.codeSets();
                    profile.orbType();
                });
            } catch (Remote expected) {
                assertThat(expected).hasMessageContaining(" ");
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + damaged, bug);
            }
        }
    }
}
