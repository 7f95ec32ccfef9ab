package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends CommandFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letter",
                "dead-letter replay",
                "dead-letter replay a:0:1 --reason x",
                "dead-letter list --from then",
                "dead-letter show",
                "serch x",
                "search",
                "rates --step 10",
                "rates --from yesterday",
                "replay /no/such/file",
                ""
            })
    void run_wrongUsage_exits2(String line) {
        assertThat(console.run(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void run_mistypedCommand_suggestsTheRightOne() {
        console.run("serch");

        assertThat(console.err()).contains("Did you mean: errata search");
    }

    @Test
    void run_unknownVariable_exits2() {
        var other = new Console(Map.of("ERRATA_SERVERS", "x"), Terminal.NONE, new Wiring());

        assertThat(other.run("search", "x")).isEqualTo(2);
        assertThat(other.err()).contains("did you mean ERRATA_SERVER?");
    }

    @Test
    void help_everyCommand_startsWithExamples() {
        for (var command : new String[] {"up", "search", "rates", "replay"}) {
            var fresh = new Console(Map.of(), Terminal.NONE, new Wiring());

            assertThat(fresh.run(command, "--help")).isZero();
            assertThat(fresh.out()).startsWith("Examples:");
        }
    }

    @Test
    void version_isPrinted() {
        assertThat(console.run("version")).isZero();
        assertThat(console.run("--version")).isZero();
        assertThat(console.out()).contains("(Java 25");
    }

    @Test
    void run_mistypedOptionOrWord_suggestsTheRightOne() {
        console.run("search", "x", "--jsn");
        console.run("ticket", "x", "--format", "mk");
        console.run("ticket", "x", "--for", "opnai");
        console.run("incidents", "list", "--state", "opened");
        console.run("rates", "--by", "code,modle");

        assertThat(console.err())
                .contains("Possible solutions: --json")
                .contains("--format is \"mk\", must be one of md, txt, json; did you mean md?")
                .contains("--for is \"opnai\"", "did you mean openai?")
                .contains("did you mean open?")
                .contains("did you mean model?");
        assertThat(server.asked()).isEmpty();
    }
}
