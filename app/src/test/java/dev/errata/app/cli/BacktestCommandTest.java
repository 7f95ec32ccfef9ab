package dev.errata.app.cli;

import static dev.errata.app.backtest.StormRecording.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.backtest.StormRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacktestCommandTest extends CommandFixture {
    private final StormRecording storm = new StormRecording();

    @Test
    void backtest_storm_printsItsIncident() throws Exception {
        var calls = storm.writeCalls(directory.resolve("traffic.ndjson")).toString();

        assertThat(console.run("backtest", "--events", stormFile(), "--traffic", calls))
                .isZero();
        var lines = console.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("opened").contains("severity", "owner", "what");
        assertThat(lines.getLast()).startsWith("2026-03-01T13:00:").contains("2026-03-01T13:0", "quota", "slow_down");
        assertThat(console.err())
                .isEqualToIgnoringNewLines(
                        "%,d events counted, of them 0 too late to be judged; 0 after the grace, 0 refused, 0 lines skipped"
                                .formatted(storm.events().size()));
    }

    @Test
    void backtest_json_printsALineForEachIncident() throws Exception {
        assertThat(console.run("backtest", "--events", stormFile(), "--json")).isZero();
        assertThat(console.out().lines()).hasSize(1);
        assertThat(console.out()).startsWith("{\"").contains("\"slow_down\"");
    }

    @Test
    void backtest_calm_saysSo() throws Exception {
        assertThat(console.run("backtest", "--events", file(storm.events().getFirst())))
                .isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("No incident.").contains("1 events counted");
    }

    @Test
    void backtest_badLine_exits4AndNamesIt() throws Exception {
        assertThat(console.run("backtest", "--events", file(storm.events().getFirst() + "\nnonsense\n")))
                .isEqualTo(4);
        assertThat(console.err())
                .contains("line 2: not valid JSON")
                .contains("1 events counted")
                .contains("1 lines skipped");
    }

    @Test
    void backtest_eventOfADayThatIsNotKept_exits4_unlessItIsKept() throws Exception {
        var file = file(received(Duration.ofDays(40)));

        assertThat(console.run("backtest", "--events", file)).isEqualTo(4);
        assertThat(console.err()).contains("1 refused");
        assertThat(console.run("backtest", "--events", file, "--event-retention-days", "50"))
                .isZero();
        assertThat(console.err()).contains("1 after the grace, 0 refused");
    }

    @Test
    void backtest_lateEvent_isTold_byTheGraceOfTheSettings() throws Exception {
        var lines = new ArrayList<>(storm.events());
        lines.addFirst(received(Duration.ofMinutes(30)));
        var file = file(String.join("\n", lines));
        var config = config("settings: {grace: 1h}");

        assertThat(console.run("backtest", "--events", file)).isZero();
        assertThat(console.err()).contains("0 too late to be judged; 1 after the grace");
        assertThat(console.run("backtest", "--events", file, "--config", config))
                .isZero();
        assertThat(console.err()).contains("1 too late to be judged; 0 after the grace");
    }

    @Test
    void backtest_policyOfTheConfig_holds() throws Exception {
        assertThat(console.run("backtest", "--events", stormFile(), "--config", config("rules: {min_errors: 100000}")))
                .isZero();
        assertThat(console.err()).contains("No incident.");
    }

    @Test
    void backtest_diff_printsWhatIsLaterEarlierAddedAndRemoved() throws Exception {
        var high = config("rules: {min_errors: " + StormRecording.FLOOR_OF_STORM + "}");
        var blind = Files.writeString(directory.resolve("blind.yml"), "rules: {min_errors: 100000}")
                .toString();

        assertThat(change("--diff", high)).matches("later +[0-9]+ s +2026-03-01T13:0.*");
        assertThat(change("--policy", high, "--diff", usual())).matches("earlier +[0-9]+ s +2026-03-01T13:00:.*");
        assertThat(change("--diff", blind)).matches("removed +2026-03-01T13:00:.*");
        assertThat(change("--policy", blind, "--diff", usual())).matches("added +2026-03-01T13:00:.*");
    }

    @Test
    void backtest_diffOfTheSame_saysThatItWouldChangeNothing() throws Exception {
        assertThat(console.run("backtest", "--events", stormFile(), "--diff", usual()))
                .isZero();
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("It would change nothing.");
    }

    @Test
    void backtest_wrongUsage_exits2AndSaysWhatIsWrong() throws Exception {
        var missing = directory.resolve("missing").toString();

        assertThat(console.run("backtest")).isEqualTo(2);
        assertThat(console.err()).contains("--events");
        assertThat(console.run("backtest", "--events", missing)).isEqualTo(2);
        assertThat(console.err()).contains("cannot read the recording").contains(missing);
        assertThat(console.run("backtest", "--events", directory.toString())).isEqualTo(2);
        assertThat(console.err()).contains("is no file that can be read twice");
        assertThat(console.run("backtest", "--events", stormFile(), "--json", "--diff", usual()))
                .isEqualTo(2);
        assertThat(console.err()).contains("--json and --diff exclude each other");
        assertThat(console.run("backtest", "--events", stormFile(), "--policy", config("rules: {min_eror: 1}")))
                .isEqualTo(2);
        assertThat(console.err()).contains("min_eror");
        assertThat(console.run("backtest", "--events", stormFile(), "--diff", missing))
                .isEqualTo(2);
        assertThat(console.err()).contains(missing + ": it cannot be read");
    }

    /** The one row that is printed. */
    private String change(String... options) throws IOException {
        var before = console.out().length();
        var arguments = new ArrayList<>(List.of("backtest", "--events", stormFile()));
        arguments.addAll(List.of(options));
        assertThat(console.run(arguments.toArray(String[]::new))).isZero();
        var lines = console.out().substring(before).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("change").contains("by", "opened", "what");
        return lines.getLast();
    }

    private String received(Duration late) {
        return StormRecording.received(StormRecording.event(NOON, "app-0"), NOON.plus(late));
    }

    private String stormFile() throws IOException {
        return storm.write(directory.resolve("storm.ndjson")).toString();
    }

    private String config(String yaml) throws IOException {
        return Files.writeString(directory.resolve("errata.yml"), yaml).toString();
    }

    private String usual() throws IOException {
        return Files.writeString(directory.resolve("usual.yml"), "rules: {min_errors: 5}")
                .toString();
    }
}
