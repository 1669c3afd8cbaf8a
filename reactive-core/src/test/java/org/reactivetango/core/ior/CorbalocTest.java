package org.reactivetango.core.ior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.core.cdr.Octets;

final class CorbalocTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corbaloc:iiop:dbhost:10000/database             | corbaloc:iiop:dbhost:10000/database",
                "corbaloc:iiop:10.1.2.3:45450/sys/tg_test/1      | corbaloc:iiop:10.1.2.3:45450/sys/tg_test/1",
                "CORBALOC:IIOP:h:1/K                             | corbaloc:iiop:h:1/K",
                "corbaloc::h:1/k                                 | corbaloc:iiop:h:1/k",
                "corbaloc:iiop:1.0@h:1/k                         | corbaloc:iiop:h:1/k",
                "corbaloc:iiop:1.2@h:1/k                         | corbaloc:iiop:1.2@h:1/k",
                "corbaloc:iiop:h/k                               | corbaloc:iiop:h:2809/k",
                "corbaloc:iiop:[fe80::1%25eth0]:1/k              | corbaloc:iiop:[fe80::1%25eth0]:1/k",
                "corbaloc:iiop:[::1]/k                           | corbaloc:iiop:[::1]:2809/k",
                "corbaloc:iiop:a:1,iiop:1.2@b:2,:c:3,d:4/k       | corbaloc:iiop:a:1,iiop:1.2@b:2,iiop:c:3,iiop:d:4/k",
                "corbaloc:iiop:h:1                               | corbaloc:iiop:h:1/",
                "corbaloc:iiop:h:1/                              | corbaloc:iiop:h:1/",
                "corbaloc:iiop:h:1/a%2fb%20c%00%FF               | corbaloc:iiop:h:1/a/b%20c%00%ff",
                "corbaloc:iiop:h:1/a%25b                         | corbaloc:iiop:h:1/a%25b",
                "corbaloc:iiop:h:1/;/:?@&=+$,-_.!~*'()#          | corbaloc:iiop:h:1/;/:?@&=+$,-_.!~*'()%23",
            })
    void whatIsAccepted(String text, String printed) {
        Corbaloc corbaloc = Corbaloc.parse(text);
        assertThat(corbaloc).hasToString(printed);
        assertThat(Corbaloc.parse(printed)).isEqualTo(corbaloc);
    }

    // Found by fuzzing: an address each three characters, and every one gets a profile with the whole key.
    @Test
    void moreThanSixteenAddressesAreRefused() {
        String sixteen = "corbaloc::h:1" + ",h:1".repeat(15);
        assertThat(Corbaloc.parse(sixteen + "/k").toIor().iiopProfiles()).hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corbaloc.parse(sixteen + ",h:1/k"))
                .withMessageContaining("17 addresses; at most 16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | does not start with corbaloc:",
                "IOR:00                          | does not start with corbaloc:",
                "corbaloc:rir:/NameService       | only the iiop protocol",
                "corbaloc:ssliop:h:1/k           | only the iiop protocol",
                "corbaloc:iiop:/k                | needs a host",
                "corbaloc:iiop::1/k              | needs a host",
                "corbaloc:iiop:h:/k              | not a number",
                "corbaloc:iiop:h:x/k             | not a number",
                "corbaloc:iiop:h:0/k             | port 0",
                "corbaloc:iiop:h:65536/k         | port 65536",
                "corbaloc:iiop:1.3@h:1/k         | none of 1.0, 1.1 and 1.2",
                "corbaloc:iiop:@h:1/k            | none of 1.0, 1.1 and 1.2",
                "corbaloc:iiop:[::1]x:1/k        | goes on behind its bracket",
                "corbaloc:iiop:h:1,/k            | needs a host",
                "corbaloc:iiop:h x:1/k           | no host has",
                "corbaloc:iiop:[[::1]]:1/k       | no host has",
                "corbaloc:iiop:hé:1/k            | no host has",
                "corbaloc:iiop:h:1/a%            | two hex digits",
                "corbaloc:iiop:h:1/a%2           | two hex digits",
                "corbaloc:iiop:h:1/a%2g          | two hex digits",
            })
    void whatIsNot(String text, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corbaloc.parse(text))
                .withMessageContaining(complaint);
    }

    @Test
    void aKeyAtTheVeryEndMayBeEscaped() {
        assertThat(Corbaloc.parse("corbaloc:iiop:h:1/%41").objectKey()).isEqualTo(Octets.ofLatin1("A"));
    }

    @Test
    void theDatabaseAsClientsWriteIt() {
        Corbaloc database = Corbaloc.of(new IiopAddress("dbhost", 10000), "database");
        assertThat(database).hasToString("corbaloc:iiop:dbhost:10000/database");
        Ior ior = database.toIor();
        assertThat(ior.typeId()).isEmpty();
        IiopProfile profile = ior.iiopProfiles().get(0);
        assertThat(profile.minorVersion()).isZero();
        assertThat(profile.address()).hasToString("dbhost:10000");
        assertThat(profile.objectKey()).hasToString("database");
        assertThat(profile.codeSets()).isEmpty();
    }
}
