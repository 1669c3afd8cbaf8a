package org.reactivetango.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivetango.client.event.Event;
import org.reactivetango.core.error.Completion;
import org.reactivetango.core.error.DevFailedException;
import org.reactivetango.core.error.TangoConnectionException;
import org.reactivetango.core.event.EventType;
import org.reactivetango.core.model.PipeBlob;
import org.reactivetango.core.model.Quality;
import org.reactivetango.core.model.Reading;
import org.reactivetango.server.TangoServer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class CliSubscribeTest {
    private static final String TIME = "2026-01-02 04:04:05.678901 +01:00";

    private TangoServer server;
    private CliRun.Shell shell;

    @BeforeEach
    void serve() {
        server = CliRun.serve(CliPusher.CLASS);
        shell = new CliRun.Shell(server);
    }

    @AfterEach
    void close() {
        server.closeLater().block();
    }

    @Test
    void everyElementIsALine() {
        assertThat(shell.run("subscribe", "DEVICE", "steady", "--count", "3"))
                .isEqualTo(new CliRun(0, """
                        T  steady  CONNECTED
                        T  steady  VALID         initial  0.0 A
                        T  steady  VALID                  1.0 A
                        T  steady  VALID                  2.0 A
                        """.replace("T ", TIME + " "), ""));
    }

    @Test
    void anErrorStandsInItsPlaceAndTheStreamGoesOn() {
        assertThat(shell.run("subscribe", "DEVICE/moody", "--count", "4"))
                .isEqualTo(new CliRun(1, """
                        T  moody  CONNECTED
                        T  moody  VALID         initial  0.0 A
                        T  moody  VALID                  1.0 A
                        T  moody  ERROR                  Mood: not now
                        T  moody  INVALID
                        """.replace("T ", TIME + " "), ""));
    }

    @Test
    void severalAreToldAsTheyCome() {
        CliRun run = shell.run("subscribe", "DEVICE", "steady", "moody", "--count", "7");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.contains("  steady  ")))
                .containsSubsequence(
                        TIME + "  steady  VALID         initial  0.0 A",
                        TIME + "  steady  VALID                  1.0 A");
        assertThat(run.out().lines().filter(line -> line.contains("  moody   ")))
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"archive, 3.0", "user_event, 4.0"})
    void otherTypesOfEvents(String type, String value) {
        CliRun run = shell.run("subscribe", "DEVICE", "steady", "--count", "2", "--type", type);

        assertThat(run.out()).endsWith(value + " A\n");
        assertThat(run.code()).isZero();
    }

    /** Data ready has no first reading, so somebody else has to read. */
    @Test
    void wordThatThereIsSomethingToRead() {
        Disposable reader = Flux.interval(Duration.ofMillis(20))
                .onBackpressureDrop()
                .concatMap(
                        tick -> Mono.fromCallable(() -> new CliRun.Shell(server).run("read", "DEVICE", "steady"))
                                .subscribeOn(Schedulers.boundedElastic()),
                        0)
                .subscribe();
        try {
            CliRun run = shell.run("subscribe", "DEVICE", "steady", "--type", "data_ready", "--count", "1");

            assertThat(run.code()).isZero();
            assertThat(run.out()).endsWith("  steady  VALID                  4711\n");
        } finally {
            reader.dispose();
        }
    }

    @Test
    void theConfigurationAndTheInterface() {
        assertThat(shell.run("subscribe", "DEVICE", "steady", "--type", "attr_conf", "--count", "1")
                        .out())
                .contains("  steady  VALID         initial  DevDouble scalar, read, label steady, unit A\n");
        assertThat(shell.run("subscribe", "DEVICE", "--type", "intr_change", "--count", "1")
                        .out())
                .contains(
                        "  VALID         initial  commands Init State Status; attributes steady moody burst silent State"
                                + " Status\n");
    }

    @Test
    void inJsonEachElementIsADocument() {
        CliRun run = shell.run("subscribe", "--json", "DEVICE", "moody", "--count", "3");

        List<JsonNode> documents = run.documents();
        assertThat(documents.stream().map(each -> each.get("event").textValue()))
                .containsExactly("connected", "value", "value", "error");
        assertThat(documents).allSatisfy(each -> {
            assertThat(each.get("device").textValue()).isEqualTo("DEVICE");
            assertThat(each.get("attribute").textValue()).isEqualTo("moody");
            assertThat(each.get("event_type").textValue()).isEqualTo("change");
        });
        assertThat(documents.get(1).get("initial").booleanValue()).isTrue();
        assertThat(documents.get(2).get("value").doubleValue()).isEqualTo(1.0);
        assertThat(documents.get(2).get("dropped").longValue()).isZero();
        assertThat(documents.get(3).get("error").get("reason").textValue()).isEqualTo("Mood");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void whatIsNotSentFailsAndTheOthersGoOn() {
        CliRun run = shell.run("subscribe", "DEVICE", "silent", "steady", "--count", "3");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("2.0 A");
        assertThat(run.err())
                .startsWith("error: subscribe silent of DEVICE: the device refused\n"
                        + "  API_AttributePollingNotStarted: ");
    }

    @Test
    void allThatFailIsTheEnd() {
        CliRun run = shell.run("subscribe", "--json", "DEVICE", "silent", "nosuch");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.documents())
                .allSatisfy(each ->
                        assertThat(each.get("error").get("reason").textValue()).startsWith("API_Attr"))
                .hasSize(2);
    }

    @Test
    void theUserEndsIt() {
        CliRun run = shell.stopAt("2.0 A").run("subscribe", "DEVICE", "steady");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void statelessWaitsForAServer() {
        server.closeLater().block();

        CliRun run = shell.stopAt("DISCONNECTED").run("subscribe", "DEVICE", "steady", "--stateless");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).startsWith(TIME + "  steady  DISCONNECTED           API_ServerNotRunning: ");
        assertThat(run.out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steady --type quality | \"quality\" is no type of event: expected one of change, periodic, archive",
                "steady --overflow all | \"all\" is no policy: expected latest, buffer:<n>, drop-oldest:<n>",
                "steady --overflow buffer | \"buffer\" is no policy",
                "steady --overflow latest:3 | \"latest:3\" is no policy",
                "steady --overflow buffer:0 | \"0\" events cannot wait: expected a number, at least 1",
                "steady --on-gap ignore | \"ignore\" was not expected: report or read",
                "steady --count 0 | --count is at least 1, not 0",
                "--count 1 | which attribute is to be subscribed?",
                "steady --type intr_change | intr_change events are of the device as a whole: name no attribute"
            })
    void whatCannotBeIsSaidBeforeAnythingIsSent(String words, String why) {
        CliRun run = shell.run(("subscribe DEVICE " + words).split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(why).endsWith("How it is used: tango subscribe --help\n");
    }

    @ParameterizedTest
    @CsvSource({"latest", "drop-oldest:10", "drop-newest:500", "buffer:500"})
    void whatIsLeftOutIsCounted(String policy) {
        CliRun run = shell.stopAt("\"value\":" + CliPusher.BURST)
                .run("subscribe", "--json", "DEVICE", "burst", "--overflow", policy);

        long told = 0;
        for (JsonNode each : run.documents()) {
            told += each.path("event").asText().equals("value")
                            && !each.get("initial").booleanValue()
                    ? 1
                    : 0;
            told += each.path("dropped").longValue() + each.path("missed").longValue();
        }
        assertThat(told).isEqualTo(CliPusher.BURST);
    }

    @Test
    void tooMuchIsTheEndWhereThatIsAnError() {
        CliRun run =
                shell.run("subscribe", "DEVICE", "burst", "--overflow", "error:1", "--count", "" + CliPusher.BURST);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("error: subscribe burst of DEVICE: too slow\n  The subscriber to change events of")
                .contains("1 events wait for it");
    }

    // ---- what a test cannot make a server do at will

    private static String told(boolean json, EventReport... reports) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Clock clock = Clock.fixed(CliDevice.TIME, ZoneOffset.ofHours(1));
        Surroundings surroundings =
                new Surroundings(stream, stream, false, clock, period -> Flux.never(), System::nanoTime, Mono.never());
        try (Output output = new Output(surroundings, json, false)) {
            for (EventReport report : reports) {
                report.tell(output);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static EventReport report(Event<?> event) {
        return new EventReport(new EventReport.Source("a/b/c", "x", EventType.CHANGE, 3), event, null);
    }

    @Test
    void lossesAreToldInTheirPlace() {
        TangoConnectionException lost =
                new TangoConnectionException("API_EventTimeout", "no heartbeat\nfor 12 s", Completion.NO, null);
        DevFailedException broken = DevFailedException.of("Mood", "not now", "CliSubscribeTest");

        assertThat(told(
                        false,
                        report(new Event.Gap<>(1)),
                        report(new Event.Gap<>(7)),
                        report(new Event.Gap<>(0)),
                        report(new Event.Failed<>(broken, true, 12)),
                        report(new Event.Disconnected<>(lost))))
                .isEqualTo("""
                        T  x    GAP                    1 event lost
                        T  x    GAP                    7 events lost
                        T  x    GAP                    events lost, nobody knows how many
                        T  x    DROPPED                12 events left out
                        T  x    ERROR         initial  Mood: not now
                        T  x    DISCONNECTED           API_EventTimeout: no heartbeat\\nfor 12 s
                        """.replace("T ", TIME + " "));
        assertThat(told(true, report(new Event.Gap<>(7)), report(new Event.Gap<>(0))))
                .isEqualTo("""
                        {"device":"a/b/c","attribute":"x","event_type":"change","event":"gap","missed":7}
                        {"device":"a/b/c","attribute":"x","event_type":"change","event":"gap","missed":null}
                        """);
    }

    @Test
    void whatComesOutOfAPipe() {
        PipeBlob inner = new PipeBlob("inner", List.of(new PipeBlob.Element("flag", true)));
        Reading<PipeBlob> reading = Reading.of(
                new PipeBlob(
                        "outer",
                        List.of(new PipeBlob.Element("n", new int[] {1, 2}), new PipeBlob.Element("more", inner))),
                Quality.VALID,
                CliDevice.TIME);
        EventReport report = new EventReport(
                new EventReport.Source("a/b/c", "p", EventType.PIPE, 1),
                new Event.Value<>(reading, false, 0),
                EventReport.Shown.ofPipe(reading));

        assertThat(told(false, report))
                .isEqualTo(TIME + "  p  VALID                  outer{n=[1, 2], more=inner{flag=true}}\n");
        assertThat(told(true, report))
                .startsWith(
                        "{\"device\":\"a/b/c\",\"pipe\":\"p\",\"blob\":\"outer\",\"value\":[{\"name\":\"n\",\"value\":[1,2]},"
                                + "{\"name\":\"more\",\"blob\":\"inner\",\"value\":[{\"name\":\"flag\",\"value\":true}]}],");
    }
}
