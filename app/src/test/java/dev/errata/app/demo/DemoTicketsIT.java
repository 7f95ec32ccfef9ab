package dev.errata.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.cli.CommandTree;
import dev.errata.app.cli.Starters;
import dev.errata.app.cli.Surroundings;
import dev.errata.app.cli.Terminal;
import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.app.node.Node;
import dev.errata.app.node.Roles;
import dev.errata.app.node.StartUpReport;
import dev.errata.core.incident.Incident;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tickets for the incidents of the demo, by command line and API, from what the sinks have stored. Those in the documentation
 * are these; {@code -Dgolden.update=true} writes them anew, to be read before they are committed.
 */
class DemoTicketsIT {
    private static final Path EXAMPLES = Path.of("../docs/examples");

    private static List<Incident> incidents;
    private static DemoStore store;
    private static Node api;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        incidents = DemoRecording.incidents(directory, DemoRecording.AFTER);
        store = new DemoStore(DemoRecording.slices(DemoRecording.AFTER), incidents);
        var flags = Map.of(
                "--postgres-url",
                store.database().jdbcUrl(),
                "--postgres-user",
                store.database().user(),
                "--port",
                "0",
                "--management-port",
                "0");
        var environment = Map.of("ERRATA_POSTGRES_PASSWORD", store.database().password());
        var silence = new StartUpReport(new PrintWriter(Writer.nullWriter()), System::nanoTime);
        api = Roles.api(RoleConfig.of(Reader.API, environment, flags), silence);
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
        store.close();
    }

    @ParameterizedTest
    @CsvSource({"0, rate-limit, md", "0, rate-limit, txt", "0, rate-limit, json", "1, outage, md", "2, failed-task, md"
    })
    void ticket_ofAnIncident_isTheOneInTheDocumentation(int number, String name, String format) throws IOException {
        var written = ticket(format, incidents.get(number).id().toString());
        var file = EXAMPLES.resolve("ticket-" + name + "." + format);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, written);
        }

        assertThat(written).isEqualTo(Files.readString(file));
        assertThat(ticket(format, incidents.get(number).id().toString())).isEqualTo(written);
    }

    @Test
    void ticket_ofOneOfItsFailures_orOfSeveral_namesTheIncident() {
        var ofIncident = json(incidents.getFirst().id().toString());
        var failure = ofIncident.at("/ticket/failures/0");
        var other = ofIncident.at("/ticket/failures/1/request_id").asString();

        for (var subject : List.of(
                List.of(failure.path("request_id").asString()),
                List.of(failure.path("call_id").asString(), other))) {
            assertThat(json(subject.toArray(String[]::new))
                            .at("/ticket/incidents/0/id")
                            .asString())
                    .as("%s", subject)
                    .isEqualTo(incidents.getFirst().id().toString());
        }
    }

    @Test
    void ticket_ofAnError_isOfItsLatestFailures() {
        var fingerprint = json(incidents.getFirst().id().toString()).at("/ticket/errors/0/fingerprint");

        var failures = json(fingerprint.asString()).at("/ticket/failures");

        assertThat(failures.valueStream()
                        .map(failure -> failure.path("fingerprint").asString()))
                .hasSizeGreaterThan(10)
                .containsOnly(fingerprint.asString());
    }

    @Test
    void ticket_ofAnErrorOutsideOfEveryIncident_namesNone() {
        var quiet = DemoRecording.slices(DemoRecording.AFTER).stream()
                .flatMap(slice -> slice.events().stream())
                .findFirst()
                .orElseThrow();

        assertThat(json(quiet.eventId().toString()).at("/ticket/incidents")).isEmpty();
    }

    private static JsonNode json(String... ids) {
        return JsonMapper.shared().readTree(ticket("json", ids));
    }

    private static String ticket(String format, String... ids) {
        var out = new StringWriter();
        var surroundings = new Surroundings(Map.of(), InstantSource.system(), _ -> {}, Terminal.NONE);
        var arguments = new ArrayList<>(List.of("ticket"));
        arguments.addAll(List.of(ids));
        arguments.addAll(List.of("--server", api.address().toString(), "--format", format, "--zone", "Europe/Berlin"));
        var code = CommandTree.of(surroundings, Starters.real())
                .setOut(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(code).isZero();
        return out.toString();
    }
}
