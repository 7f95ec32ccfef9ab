package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.client.FakeServer.Asked;
import dev.errata.app.node.Wiring;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesCommandTest extends CommandFixture {
    private static final String RATES = """
            {"from":"2026-11-25T11:45:00Z","to":"2026-11-25T12:00:10Z","step_s":10,"by":["code"],"series":[
             {"key":{"code":"conflict"},"points":[{"t":"a","errors":1,"requests":null,"rate":null,"closed":true}]},
             {"key":{"code":"rate_limit_error"},"points":[
              {"t":"a","errors":2,"requests":20,"rate":0.1,"closed":true},
              {"t":"b","errors":8,"requests":20,"rate":0.4,"closed":false}]}]}""";

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
}
