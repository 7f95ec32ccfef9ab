package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCommandsTest extends CommandFixture {
    @Test
    void search_known_printsTheEvent() {
        server.reply(200, EVENTS);

        assertThat(console.run("search", "req_1")).isZero();
        assertThat(console.out()).isEqualTo("""
                2026-11-25T12:00:00Z  429  rate_limit_error  deepseek-v4-flash
                  event_id             e
                  message              slow down
                  matched              request_id

                """);
    }

    @Test
    void events_areATable_ofAPage() {
        server.reply(200, EVENTS.replace("]}", "],\"next\":\"2026-11-25T12:00:00Z,e\"}"))
                .reply(200, "{\"events\":[]}");

        assertThat(console.run("events", "--model", "m 1", "--from", "-1h", "--text", "slow"))
                .isZero();
        assertThat(console.run("events")).isEqualTo(1);
        assertThat(console.run("events", "--from", "soon")).isEqualTo(2);
        assertThat(console.out())
                .contains("2026-11-25T12:00:00Z  429     rate_limit_error  deepseek-v4-flash")
                .contains("slow down");
        assertThat(console.err()).contains("--after 2026-11-25T12:00:00Z,e", "No failures of this kind");
        assertThat(server.asked().getFirst().target())
                .isEqualTo("/api/v1/events?from=2026-11-25T11%3A00%3A04Z&to=2026-11-25T12%3A00%3A04Z&q=slow"
                        + "&model=m%201&limit=50");
    }

    @Test
    void groups_areATable_withACurveOnATerminal() {
        server.reply(200, """
                {"from":"2026-11-25T11:00:00Z","to":"2026-11-25T12:00:00Z","step_s":600,"groups":[
                 {"fingerprint":"00000000000000aa","status":429,"code":"rate_limit_error","template":"slow down",
                  "failures":7,"last_seen":"2026-11-25T11:59:00Z","ever":{"first_seen":"2026-11-24T00:00:00Z"},
                  "models":[{"name":"m1","failures":5},{"name":"m2","failures":2}],
                  "trend":[{"t":"2026-11-25T11:10:00Z","failures":7}]}],"truncated":true}""");
        var wide = new Console(
                Map.of("ERRATA_SERVER", server.address().toString()), new Terminal(200, false, false), new Wiring());

        assertThat(wide.run("groups", "--new-since", "-2d")).isZero();
        assertThat(wide.out()).contains("m1 and 1 more", "00000000000000aa", "▁▁█▁▁▁▁▁");
        assertThat(wide.err()).contains("There are more");
        assertThat(server.asked().getFirst().target()).endsWith("&limit=20&new_since=2026-11-23T12%3A00%3A04Z");
    }

    @Test
    void tail_printsWhatComesIn_andSaysWhatItCouldNotShow() {
        server.reply(200, """
                retry: 1000

                event: failure
                data: {"time":"2026-11-25T12:00:00Z","status":503,"code":"x","message":"a\\u001b[2Jb"}

                event: dropped
                data: {"dropped":12}

                event: place
                id: p1
                data: {}

                """);

        assertThat(console.run("tail", "--for", "1", "--app", "shop")).isZero();
        assertThat(console.out()).isEqualTo("2026-11-25T12:00:00Z  503  x        a [2Jb\n");
        assertThat(console.err()).contains("12 more");
        assertThat(server.asked().getFirst().target()).isEqualTo("/api/v1/tail?app=shop&for=1s");
    }

    @Test
    void export_isWrittenAsItComes_andItsEndIsChecked() throws IOException {
        var file = directory.resolve("week.csv");
        server.reply(200, "event_id,time\ne1,t1\n")
                .reply(200, "{\"event_id\":\"e1\"}\n{\"error\":{\"code\":\"service_unavailable\"}}\n");

        assertThat(console.run("export", "-o", file.toString())).isZero();
        assertThat(file).hasContent("event_id,time\ne1,t1");
        assertThat(server.asked().getFirst().target()).endsWith("format=csv");
        assertThat(console.run("export")).isEqualTo(3);
        assertThat(console.run("export", "--format", "xls")).isEqualTo(2);
        assertThat(console.err()).contains("1 failure", "not complete", "did you mean csv?");
    }

    @Test
    void exportOfTraffic_isWrittenAsItComes_andSaysWhereItBegins() throws IOException {
        var file = directory.resolve("calls.ndjson");
        var totals = """
                {"source":"errata-export","seq":1,"window":"2026-11-25T11:00:00Z","app":"shop","requests":40}
                {"source":"errata-export","seq":2,"window":"2026-11-25T11:00:10Z","app":"shop","requests":50}
                """;
        server.reply(200, totals)
                .reply(200, totals)
                .reply(200, "")
                .reply(200, "{\"error\":{\"code\":\"service_unavailable\"}}\n");

        assertThat(console.run("export", "--traffic", "--from", "-30d", "--app", "shop", "-o", file.toString()))
                .isZero();
        assertThat(file).hasContent(totals.strip());
        assertThat(server.asked().getFirst().target())
                .isEqualTo("/api/v1/export/traffic?from=2026-10-26T12%3A00%3A04Z&to=2026-11-25T12%3A00%3A04Z&app=shop");
        assertThat(console.err())
                .contains("2 totals\n", "The first are of 2026-11-25T11:00:00Z: before,", "--rate-retention-days");
        assertThat(console.run("export", "--traffic", "--from", "2026-11-25T10:59:55Z"))
                .isZero();
        assertThat(console.out()).isEqualTo(totals);
        assertThat(console.err().split("The first are of", -1)).hasSize(2);
        assertThat(console.run("export", "--traffic")).isEqualTo(1);
        assertThat(console.err()).contains("0 totals", "No calls were counted");
        assertThat(console.run("export", "--traffic")).isEqualTo(3);
        assertThat(console.err()).contains("not complete");
    }

    @ParameterizedTest
    @CsvSource({
        "--code,      x,   --traffic goes by",
        "--owner,     quota, --traffic goes by",
        "--text,      slow, --traffic goes by",
        "--format,    csv, writes ndjson only",
        "--output,    calls.csv, writes ndjson only"
    })
    void exportOfTraffic_ofWhatOnlyFailuresHave_isRefused(String option, String value, String problem) {
        assertThat(console.run("export", "--traffic", option, value)).isEqualTo(2);
        assertThat(console.err()).contains(problem);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void search_json_printsTheAnswerAlone() {
        server.reply(200, EVENTS);

        assertThat(console.run("search", "req_1", "--json")).isZero();
        assertThat(console.out()).startsWith("{\"id\":\"req_1\"").endsWith("}\n");
    }

    @Test
    void search_unknown_exits1WithOneLine() {
        server.reply(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No event has this id\"}}");

        assertThat(console.run("search", "x")).isEqualTo(1);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).isEqualTo("errata: No event has this id (404 not_found)\n");
    }

    @Test
    void search_nobodyThere_exits3() {
        server.close();

        assertThat(console.run("search", "x")).isEqualTo(3);
        assertThat(console.err()).startsWith("errata: no Errata answers at http://127.0.0.1:");
    }

    @Test
    void export_onATerminal_showsHowFarItIs_andLeavesNothing() {
        server.reply(200, "{}\n".repeat(250));
        var terminal = new Console(
                Map.of("ERRATA_SERVER", server.address().toString()), new Terminal(0, true, false), new Wiring());

        assertThat(terminal.run("export")).isZero();
        assertThat(terminal.err())
                .isEqualTo("\r\u001b[K  100 failures\r\u001b[K  200 failures\r\u001b[K250 failures\n");
    }
}
