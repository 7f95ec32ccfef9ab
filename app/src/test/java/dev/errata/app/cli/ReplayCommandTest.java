package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayCommandTest extends CommandFixture {
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
}
