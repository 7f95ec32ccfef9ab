package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.app.client.FakeServer.Asked;
import org.junit.jupiter.api.Test;

class IncidentCommandsTest extends CommandFixture {
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
                 "last":[],"typical":[]},"calls":{"amplification":1.625,"rescued_share":0.58}}""");

        assertThat(console.run("incidents", "show", "i-1")).isZero();
        assertThat(console.out()).isEqualTo("""
                Errors: 42 in 60 s

                Since noon.

                1.63 attempts for each call; 58 % of the calls that failed at first succeeded when tried again

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
    void incidents_ack_sendsWhoIsOnIt() {
        server.reply(200, "{\"title\":\"Errors\",\"acknowledged\":{\"at\":\"then\",\"by\":\"kim\"}}");

        assertThat(console.run("incidents", "ack", "i-1", "--by", "kim")).isZero();
        assertThat(console.err()).isEqualTo("Acknowledged: Errors\n");
        assertThat(server.asked())
                .extracting(Asked::target, Asked::body)
                .containsExactly(tuple("/api/v1/incidents/i-1/acknowledge", "{\"by\":\"kim\"}"));
    }

    @Test
    void incidents_ack_ofOneThatIsOver_failsWithWhatTheServerSays() {
        server.reply(409, """
                {"error":{"message":"The incident is over","type":"conflict","code":"conflict","param":"id"}}""");

        assertThat(console.run("incidents", "ack", "i-1")).isNotZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("The incident is over");
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
}
