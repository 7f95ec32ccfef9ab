package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.app.client.FakeServer.Asked;
import dev.errata.app.node.Wiring;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterCommandsTest extends CommandFixture {
    private static final String DEAD_LETTERS = """
            {"dead_letters":[
             {"id":"errata.events:0:42","received_at":"2026-11-25T11:00:00Z","reason":"too_old","records":1,
              "project":"acme","app":"shop","field":"event_id","detail":"not kept"},
             {"id":"errata.events:0:7-90","received_at":"2026-11-25T10:00:00Z","reason":"malformed","records":50,
              "project":null,"app":null,"field":null,"detail":"not valid JSON"}],"next":"x,y"}""";

    @Test
    void deadLetters_listed_areATable() {
        server.reply(200, DEAD_LETTERS);

        assertThat(console.run("dead-letter", "list", "--reason", "too_old", "--from", "-1h"))
                .isZero();
        assertThat(console.out()).isEqualTo("""
                id                    received              reason     records  project  app   field     detail
                errata.events:0:42    2026-11-25T11:00:00Z  too_old    1        acme     shop  event_id  not kept
                errata.events:0:7-90  2026-11-25T10:00:00Z  malformed  50       unknown                  not valid JSON
                """);
        assertThat(console.err()).isEqualTo("There are more: --after x,y\n");
        assertThat(server.asked())
                .extracting(Asked::target)
                .containsExactly("/api/v1/dead-letters?reason=too_old&from=2026-11-25T11%3A00%3A04Z&limit=100");
    }

    @Test
    void deadLetters_onATerminal_fit() {
        server.reply(200, DEAD_LETTERS);
        var terminal = new Console(
                Map.of("ERRATA_SERVER", server.address().toString()), new Terminal(70, false, false), new Wiring());

        terminal.run("dead-letter", "list");

        assertThat(terminal.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(70));
    }

    @Test
    void deadLetters_none_exits1() {
        server.reply(200, "{\"dead_letters\":[],\"next\":null}");

        assertThat(console.run("dead-letter", "list")).isEqualTo(1);
        assertThat(console.run("dead-letter", "replay", "--reason", "too_old")).isEqualTo(1);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void deadLetter_shown_isItsFields() {
        server.reply(200, "{\"id\":\"errata.events:0:42\",\"reason\":\"too_old\",\"field\":null,\"records\":1}");

        assertThat(console.run("dead-letter", "show", "errata.events:0:42")).isZero();
        assertThat(console.out()).contains("  reason               too_old\n").doesNotContain("field");
        assertThat(server.asked())
                .extracting(Asked::target)
                .containsExactly("/api/v1/dead-letters/errata.events%3A0%3A42");
    }

    @Test
    void deadLetters_replayedById_areToldOneByOne() {
        server.reply(200, """
                {"dry_run":false,"replayed":[
                 {"id":"a:0:1","result":"replayed","appended":1,"already_stored":0,"refused":0,"missing":false}]}""");

        assertThat(console.run("dead-letter", "replay", "a:0:1")).isZero();
        assertThat(console.out()).isEqualTo("""
                id     result    appended  already stored  refused  reason  detail
                a:0:1  replayed  1         0               0
                """);
        assertThat(server.asked()).extracting(Asked::body).containsExactly("{\"dry_run\":false,\"ids\":[\"a:0:1\"]}");
    }

    @Test
    void deadLetters_replayedByFilter_areListedPageByPage_andSentInPortions() {
        server.reply(200, DEAD_LETTERS)
                .reply(200, "{\"dead_letters\":[{\"id\":\"a:0:3-20000\",\"records\":9990}],\"next\":null}")
                .reply(200, """
                        {"replayed":[{"id":"errata.events:0:42","result":"refused","appended":0,"already_stored":0,
                         "refused":1,"missing":false,"reason":"too_old","field":"event_id","detail":"not kept"}]}""")
                .reply(200, "{\"replayed\":[]}");

        assertThat(console.run("dead-letter", "replay", "--reason", "too_old", "--dry-run"))
                .isEqualTo(4);
        assertThat(console.out()).contains("errata.events:0:42  refused  0");
        assertThat(server.asked())
                .extracting(Asked::target, Asked::body)
                .containsExactly(
                        tuple("/api/v1/dead-letters?reason=too_old", ""),
                        tuple("/api/v1/dead-letters?reason=too_old&after=x%2Cy", ""),
                        tuple(
                                "/api/v1/dead-letters/replay",
                                "{\"dry_run\":true,\"ids\":[\"errata.events:0:42\",\"errata.events:0:7-90\"]}"),
                        tuple("/api/v1/dead-letters/replay", "{\"dry_run\":true,\"ids\":[\"a:0:3-20000\"]}"));
    }
}
