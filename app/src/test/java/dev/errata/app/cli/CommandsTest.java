package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.app.client.FakeServer;
import dev.errata.app.client.FakeServer.Asked;
import dev.errata.app.node.Wiring;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String EVENTS = """
            {"id":"req_1","events":[{"event_id":"e","time":"2026-11-25T12:00:00Z","status":429,
             "code":"rate_limit_error","model":"deepseek-v4-flash","message":"slow down","matched":"request_id"}]}""";

    private static final String RATES = """
            {"from":"2026-11-25T11:45:00Z","to":"2026-11-25T12:00:10Z","step_s":10,"by":["code"],"series":[
             {"key":{"code":"conflict"},"points":[{"t":"a","errors":1,"requests":null,"rate":null,"closed":true}]},
             {"key":{"code":"rate_limit_error"},"points":[
              {"t":"a","errors":2,"requests":20,"rate":0.1,"closed":true},
              {"t":"b","errors":8,"requests":20,"rate":0.4,"closed":false}]}]}""";

    private static final String DEAD_LETTERS = """
            {"dead_letters":[
             {"id":"errata.events:0:42","received_at":"2026-11-25T11:00:00Z","reason":"too_old","records":1,
              "project":"acme","app":"shop","field":"event_id","detail":"not kept"},
             {"id":"errata.events:0:7-90","received_at":"2026-11-25T10:00:00Z","reason":"malformed","records":50,
              "project":null,"app":null,"field":null,"detail":"not valid JSON"}],"next":"x,y"}""";

    private final FakeServer server = new FakeServer();
    private final Console console =
            new Console(Map.of("ERRATA_SERVER", server.address().toString()), Terminal.NONE, new Wiring());

    @TempDir
    Path directory;

    CommandsTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

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
                .reply(200, "{\"event_id\":\"e1\"}\n{\"error\":{\"code\":\"service_unavailable\"}}\n")
                .reply(400, "{\"error\":{\"message\":\"format must be csv or ndjson\"}}");

        assertThat(console.run("export", "-o", file.toString())).isZero();
        assertThat(file).hasContent("event_id,time\ne1,t1");
        assertThat(server.asked().getFirst().target()).endsWith("format=csv");
        assertThat(console.run("export")).isEqualTo(3);
        assertThat(console.run("export", "--format", "xls")).isEqualTo(2);
        assertThat(console.err()).contains("1 failure", "not complete", "must be csv or ndjson");
    }

    @Test
    void ticket_isPrinted_orWritten_inTheFormatOfTheFile() throws IOException {
        server.reply(200, "# 429\n").reply(200, "{}").reply(404, "{\"error\":{\"code\":\"not_found\"}}");
        var file = directory.resolve("t.json");

        assertThat(console.run("ticket", "req_1", "call 2", "--zone", "Asia/Tokyo", "--for", "openai"))
                .isZero();
        assertThat(console.run("ticket", "req_1", "--zone", "Z", "-o", file.toString()))
                .isZero();
        assertThat(console.run("ticket", "req_2")).isEqualTo(1);
        assertThat(console.run("ticket")).isEqualTo(2);
        assertThat(console.out()).isEqualTo("# 429\n");
        assertThat(file).hasContent("{}");
        assertThat(server.asked())
                .extracting(Asked::target)
                .startsWith(
                        "/api/v1/tickets?id=req_1&id=call%202&format=md&zone=Asia%2FTokyo&for=openai",
                        "/api/v1/tickets?id=req_1&format=json&zone=Z");
    }

    @Test
    void token_ofTheEnvironment_isSent_andHasNoFlag() {
        server.reply(200, EVENTS);
        var settings = Map.of("ERRATA_SERVER", server.address().toString(), "ERRATA_TOKEN", "errata_1_2");
        var other = new Console(settings, Terminal.NONE, new Wiring());

        assertThat(other.run("search", "req_1")).isZero();
        assertThat(console.run("search", "req_1")).isZero();
        assertThat(server.asked()).extracting(Asked::authorization).containsExactly("Bearer errata_1_2", null);
        assertThat(other.run("search", "req_1", "--token", "x")).isEqualTo(2);
    }

    @Test
    void token_thatIsNone_isNotShown() {
        var other = new Console(Map.of("ERRATA_TOKEN", "hush hush"), Terminal.NONE, new Wiring());

        assertThat(other.run("search", "req_1")).isEqualTo(2);
        assertThat(other.err()).contains("ERRATA_TOKEN is").doesNotContain("hush");
    }

    @Test
    void reconcile_withoutPostgres_saysSo() throws IOException {
        assertThat(console.run("reconcile", "--postgres-port", Integer.toString(freePort())))
                .isEqualTo(3);
        assertThat(console.err())
                .contains("Postgres at jdbc:postgresql://127.0.0.1:")
                .contains("cannot be used");
    }

    @Test
    void reconcile_ofATimeThatIsNone_isWrongUsage() {
        assertThat(console.run("reconcile", "--from", "yesterday")).isEqualTo(2);
        assertThat(console.err()).contains("not a time such as now, -15m or 2026-01-31T12:00:00Z: yesterday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "create --name x", "revoke x"})
    void token_withoutPostgres_exits3(String line) throws IOException {
        var free = freePort();

        assertThat(console.run(("token " + line + " --postgres-port " + free).split(" ", -1)))
                .isEqualTo(3);
        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .isEqualTo("errata: no Postgres of Errata answers at jdbc:postgresql://127.0.0.1:" + free
                        + "/errata; is it running? --postgres-port names another port of this machine, --postgres-url"
                        + " another database\n");
    }

    @Test
    void search_json_printsTheAnswerAlone() {
        server.reply(200, EVENTS);

        assertThat(console.run("search", "req_1", "--json")).isZero();
        assertThat(console.out()).startsWith("{\"id\":\"req_1\"").endsWith("}\n");
    }

    @Test
    void incidents_list_showsWhatGoesOn() {
        server.reply(200, """
                {"incidents":[{"id":"i-1","started_at":"2026-11-25T11:00:00Z","state":"open","severity":"critical",
                 "owner":"quota","title":"Errors: 42 in 60 s","acknowledged":{"at":"x","by":"kim"},"snoozed":null}],"next":null}""");

        assertThat(console.run("incidents")).isZero();
        assertThat(console.out()).isEqualTo("""
                id   started               state  severity  owner  what                care
                i-1  2026-11-25T11:00:00Z  open   critical  quota  Errors: 42 in 60 s  acknowledged kim
                """);
        assertThat(server.asked()).extracting(Asked::target).containsExactly("/api/v1/incidents?state=open&limit=100");
    }

    @Test
    void incidents_withNone_exits1() {
        server.reply(200, "{\"incidents\":[],\"next\":null}");

        assertThat(console.run("incidents", "list")).isEqualTo(1);
        assertThat(console.err()).isEqualTo("No incident goes on.\n");
    }

    @Test
    void incidents_show_printsTextAndEvidence() {
        server.reply(200, """
                {"title":"Errors: 42 in 60 s","text":"Since noon.","updates":[{"at":"t","state":"open","severity":"info"}],
                 "notifications":[{"receiver":"webhook","what":"opened","sent_at":null,"failures":3,"last_error":"no answer"}],
                 "events":{"first":[{"time":"t","request_id":"req_1","event_id":"e","app":null,"model":"m","status":429,"code":"c","alike":2}],
                 "last":[],"typical":[]}}""");

        assertThat(console.run("incidents", "show", "i-1")).isZero();
        assertThat(console.out()).isEqualTo("""
                Errors: 42 in 60 s

                Since noon.

                Failed calls
                role   time  request id  event id  app  model  status  code  alike
                first  t     req_1       e              m      429     c     2

                How it went
                since  state  severity
                t      open   info

                Who was told
                receiver  what    told  failures  last error
                webhook   opened        3         no answer

                """);
    }

    @Test
    void incidents_snooze_sendsHowLong() {
        server.reply(200, "{\"title\":\"Errors\",\"snoozed\":{\"until\":\"then\"}}");

        assertThat(console.run("incidents", "snooze", "i-1", "2h", "--by", "kim"))
                .isZero();
        assertThat(console.err()).isEqualTo("Snoozed until then: Errors\n");
        assertThat(server.asked())
                .extracting(Asked::target, Asked::body)
                .containsExactly(tuple("/api/v1/incidents/i-1/snooze", "{\"for\":\"2h\",\"by\":\"kim\"}"));
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
    void rates_defaults_askForWholeSteps() {
        server.reply(200, RATES);

        assertThat(console.run("rates", "--code", "a b", "--by", "code,model")).isZero();
        assertThat(server.asked())
                .extracting(Asked::target)
                .containsExactly("/api/v1/rates?code=a%20b&by=code%2Cmodel&from=2026-11-25T11%3A45%3A00Z"
                        + "&to=2026-11-25T12%3A00%3A10Z&step=10s");
    }

    @Test
    void rates_pipe_isATableWithUnknownsNamed() {
        server.reply(200, RATES);

        console.run("rates");

        assertThat(console.out()).isEqualTo("""
                code              errors  calls    rate
                rate_limit_error  10      40       25.00 %
                conflict          1       unknown  unknown
                """);
    }

    @Test
    void rates_terminal_showsCurvesAndFits() {
        server.reply(200, RATES);
        var terminal = new Console(
                Map.of("ERRATA_SERVER", server.address().toString()), new Terminal(40, false, false), new Wiring());

        terminal.run("rates");

        assertThat(terminal.out()).contains("▃█");
        assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    }

    @Test
    void rates_nothing_exits1() {
        server.reply(200, "{\"by\":[\"code\"],\"series\":[]}");

        assertThat(console.run("rates")).isEqualTo(1);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void replay_badLine_exits4AndNamesIt() throws Exception {
        server.reply(202, "{\"accepted\":1,\"rejected\":[]}");

        assertThat(console.run("replay", file("{\"time\":\"2015-05-17T10:00:30Z\"}\nnonsense\n")))
                .isEqualTo(4);
        assertThat(console.err()).contains("line 2: not valid JSON").contains("1 events accepted, 0 rejected");
    }

    @Test
    void replay_dryRun_printsAndSendsNothing() throws Exception {
        var recording = file("{\"time\":\"2015-05-17T10:00:30Z\",\"status\":0}\n");

        assertThat(console.run("replay", recording, "--dry-run", "--ending-at", "2026-11-25T11:00:00Z"))
                .isZero();
        assertThat(console.out()).contains("\"time\":\"2026-11-25T11:00:00Z\"").doesNotContain("status");
        assertThat(server.asked()).isEmpty();
    }

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

    private String file(String lines) throws IOException {
        return Files.writeString(directory.resolve("events.ndjson"), lines).toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
