package org.reactivetango.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivetango.server.ServerArguments.Device;

final class ServerArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    test                                          | -v0 database [] [] []
                    test -v                                       | -v4 database [] [] []
                    test -v1                                      | -v1 database [] [] []
                    test -v12 -v3                                 | -v3 database [] [] []
                    test -nodb                                    | -v0 nodb [] [] []
                    test -nodb -nodb                              | -v0 nodb [] [] []
                    test -nodb -dlist a/b/c                       | -v0 nodb [a/b/c] [] []
                    test -dlist a/b/c,d/e/f -nodb                 | -v0 nodb [a/b/c d/e/f] [] []
                    test -nodb -dlist Cls::a/b/c,d/e/f            | -v0 nodb [Cls::a/b/c d/e/f] [] []
                    test -file=/tmp/my.res                        | -v0 file=/tmp/my.res [] [] []
                    test -nodb -ORBendPoint giop:tcp:my.host:4711 | -v0 nodb [] [my.host 4711] []
                    test -nodb -ORBendPoint giop:tcp::4711        | -v0 nodb [] [ 4711] []
                    test -nodb -ORBendPoint giop:tcp::            | -v0 nodb [] [ 0] []
                    test -nodb -ORBendPoint giop:tcp:10.0.0.1:    | -v0 nodb [] [10.0.0.1 0] []
                    test -nodb -ORBendPoint giop:tcp:[::1]:4711   | -v0 nodb [] [::1 4711] []
                    test -ORBtraceLevel 10 -nodb                  | -v0 nodb [] [] [-ORBtraceLevel 10]
                    my_instance.2 -nodb                           | -v0 nodb [] [] []
                    """)
    void itMeansWhatItMeansForEveryTangoServer(String line, String meaning) {
        assertThat(inWords(ServerArguments.parse(line.split(" ", -1)))).isEqualTo(meaning);
    }

    private static String inWords(ServerArguments arguments) {
        String source = arguments.database()
                ? "database"
                : arguments.file().map(file -> "file=" + file).orElse("nodb");
        return "-v" + arguments.verbosity() + " " + source + " "
                + list(arguments.devices().stream()
                        .map(device ->
                                device.className().map(name -> name + "::").orElse("") + device.name())
                        .toList())
                + " "
                + list(arguments.endPoint().stream()
                        .map(at -> at.host() + " " + at.port())
                        .toList())
                + " " + list(arguments.ignored());
    }

    private static String list(List<String> items) {
        return "[" + String.join(" ", items) + "]";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -nodb                                          | the first argument must be the instance name, without / and spaces, not "-nodb"
                    a/b -nodb                                      | the first argument must be the instance name, without / and spaces, not "a/b"
                    test -foo                                      | unknown option -foo
                    test -v0                                       | unknown option -v0
                    test -vabc                                     | unknown option -vabc
                    test more                                      | unknown argument more
                    test -nodb -dlist                              | -dlist needs a value
                    test -nodb -dlist -ORBendPoint giop:tcp::4711  | -dlist needs a value
                    test -nodb -dlist a/b                          | "a/b" is no device name: it must be domain/family/member, three fields none of them empty, none with a colon or a space
                    test -nodb -dlist a/b/c,                       | "" is no device name: it must be domain/family/member, three fields none of them empty, none with a colon or a space
                    test -nodb -dlist a/b/c,A/b/C                  | device A/b/C is given twice
                    test -nodb -dlist a/b/c -dlist d/e/f           | -dlist is given twice: separate devices by commas
                    test -dlist a/b/c                              | -dlist is for servers without a database: add -nodb
                    test -file=                                    | -file= needs a path
                    test -file                                     | unknown option -file
                    test -nodb -file=my.res                        | -nodb and -file exclude each other: give one of them
                    test -nodb -ORBendPoint                        | -ORBendPoint needs a value
                    test -nodb -ORBendPoint here                   | "here" is no end point: it must be giop:tcp:<host>:<port>, for example giop:tcp::45450
                    test -nodb -ORBendPoint giop:unix:/tmp/socket  | "giop:unix:/tmp/socket" is no end point: it must be giop:tcp:<host>:<port>, for example giop:tcp::45450
                    test -nodb -ORBendPoint giop:tcp:host:99999    | there is no port 99999; use 1 to 65535, or 0 for any
                    test -ORBendPoint giop:tcp::1 -ORBendPoint giop:tcp::2 | -ORBendPoint is given twice: a server listens at one
                    test -ORBtraceLevel                            | -ORBtraceLevel needs a value
                    """)
    void itIsRefusedWithWhatIsWrong(String line, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerArguments.parse(line.split(" ", -1)))
                .withMessage(reason);
    }

    @Test
    void theInstanceNameMustBeThereAndHaveASensibleLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(ServerArguments::parse)
                .withMessage("the instance name is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerArguments.parse("x".repeat(256)))
                .withMessage("the instance name has more than 255 characters");
        assertThat(ServerArguments.parse("x".repeat(255)).instance()).hasSize(255);
    }

    @Test
    void devicesKeepTheSpellingOfTheirNames() {
        assertThat(ServerArguments.parse("test", "-nodb", "-dlist", "Cls::Lab/PS/1,b/c/d")
                        .devices())
                .containsExactly(new Device(Optional.of("Cls"), "Lab/PS/1"), new Device(Optional.empty(), "b/c/d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "-?", "-help", "--help"})
    void aQuestionForHelpIsOne(String question) {
        assertThat(ServerArguments.asksForHelp(question)).isTrue();
        assertThat(ServerArguments.asksForHelp("test", question)).isFalse();
    }
}
