package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.client.FakeServer.Asked;
import dev.errata.app.node.Wiring;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesCommandTest extends CommandFixture {
    private static final String RATES = """
            {"from":"2026-11-25T11:45:00Z","to":"2026-11-25T12:00:10Z","step_s":10,"by":["code"],"series":[
             {"key":{"code":"conflict"},"points":[
              {"t":"2026-11-25T12:00:00Z","errors":1,"requests":null,"rate":null,"closed":true}]},
             {"key":{"code":"rate_limit_error"},"points":[
              {"t":"2026-11-25T11:45:40Z","errors":2,"requests":20,"rate":0.1,"closed":true},
              {"t":"2026-11-25T11:46:20Z","errors":8,"requests":20,"rate":0.4,"closed":false}]}]}""";

    /** The same by the minute. */
    private static final String MINUTES = """
            {"from":"2026-11-25T11:55:00Z","to":"2026-11-25T12:01:00Z","step_s":60,"by":["code"],"series":[
             {"key":{"code":"rate_limit_error"},"points":[
              {"t":"2026-11-25T11:56:00Z","errors":2,"requests":20,"rate":0.1,"closed":true},
              {"t":"2026-11-25T11:59:00Z","errors":8,"requests":20,"rate":0.4,"closed":false}]}]}""";

    @Test
    void rates_defaults_askForWholeWindows_andLeaveTheStepToTheServer() {
        server.reply(200, RATES);

        assertThat(console.run("rates", "--code", "a b", "--by", "code,model")).isZero();
        assertThat(server.asked())
                .extracting(Asked::target)
                .containsExactly("/api/v1/rates?code=a%20b&by=code%2Cmodel&from=2026-11-25T11%3A45%3A00Z"
                        + "&to=2026-11-25T12%3A00%3A10Z");
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
    void rates_thatTheServerDoesNotTell_areUnknown_thoughSomeCallsAreCounted() {
        server.reply(200, RATES.replace("\"rate\":0.1", "\"rate\":null").replace("\"rate\":0.4", "\"rate\":null"));

        console.run("rates");

        assertThat(console.out()).contains("rate_limit_error  10      40       unknown");
    }

    @Test
    void rates_terminal_showsCurvesAndFits() {
        server.reply(200, RATES);
        var terminal = terminal(80);

        terminal.run("rates");

        assertThat(terminal.out()).isEqualTo("""
                code              errors  calls    rate     errors per 40s
                rate_limit_error  10      40       25.00 %  ▁▃█▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                conflict          1       unknown  unknown  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
                """);
        var narrow = terminal(40);
        server.reply(200, RATES);
        narrow.run("rates");
        assertThat(narrow.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40));
    }

    /** Whoever asks for a step wants to see it. */
    @Test
    void rates_step_isACharacterOfTheCurve_inPipesToo() {
        server.reply(200, MINUTES);

        assertThat(console.run("rates", "--from", "-5m", "--step", "1m")).isZero();
        assertThat(server.asked().getFirst().target())
                .endsWith("from=2026-11-25T11%3A55%3A00Z&to=2026-11-25T12%3A01%3A00Z&step=60s");
        assertThat(console.out()).isEqualTo("""
                code              errors  calls  rate     errors per 1m
                rate_limit_error  10      40     25.00 %  ▁▃▁▁█▁
                """);
    }

    @Test
    void rates_step_onATerminal_hasAsMuchRoomAsThereIs() {
        server.reply(200, RATES);
        var wide = terminal(160);
        wide.run("rates", "--step", "10s");
        assertThat(wide.out()).contains("errors per 10s").contains("▁▁▁▁▃▁▁▁█▁");

        server.reply(200, RATES);
        var narrow = terminal(80);
        narrow.run("rates", "--step", "10s");
        assertThat(narrow.out()).contains("errors per 30s").contains("▁▃█▁").doesNotContain("…");
    }

    private Console terminal(int width) {
        return new Console(
                Map.of("ERRATA_SERVER", server.address().toString()), new Terminal(width, false, false), new Wiring());
    }

    @Test
    void rates_nothing_exits1() {
        server.reply(200, "{\"by\":[\"code\"],\"series\":[]}");

        assertThat(console.run("rates")).isEqualTo(1);
        assertThat(console.out()).isEmpty();
    }
}
