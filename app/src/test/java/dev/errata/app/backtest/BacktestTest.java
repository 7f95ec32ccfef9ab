package dev.errata.app.backtest;

import static dev.errata.app.backtest.StormRecording.AFTER;
import static dev.errata.app.backtest.StormRecording.NOON;
import static dev.errata.app.backtest.StormRecording.STORM;
import static dev.errata.app.backtest.StormRecording.SWELL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.backtest.Backtest.Outcome;
import dev.errata.app.backtest.Backtest.Tally;
import dev.errata.app.backtest.PolicyDiff.Change;
import dev.errata.core.Scope;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import dev.errata.core.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
    @TempDir
    private Path directory;

    private final StormRecording storm = new StormRecording();
    private Path eventFile = Path.of("");
    private Path callFile = Path.of("");

    @BeforeEach
    void write() throws IOException {
        eventFile = storm.write(directory.resolve("events.ndjson"));
        callFile = storm.writeCalls(directory.resolve("traffic.ndjson"));
    }

    @Test
    void run_overAStorm_findsOneIncident_withAndWithoutTotals() throws IOException {
        for (var traffic : new Path[] {callFile, null}) {
            var outcome = run(eventFile, traffic, Limits.DEFAULT, Policy.DEFAULT);

            assertThat(outcome.tally()).isEqualTo(new Tally(storm.events().size(), 0, 0, 0));
            assertThat(outcome.unwatched()).isZero();
            var incident = only(outcome.incidents().getFirst());
            assertThat(incident.scope()).isEqualTo(Scope.of(Map.of("code", "slow_down", "model", "m")));
            assertThat(incident.times().openedAt()).isBetween(SWELL, SWELL.plusSeconds(31));
            assertThat(incident.times().endedAt()).isBetween(AFTER.minusSeconds(10), AFTER.plusSeconds(60));
            assertThat(incident.evidence().usualRatio() != null).isEqualTo(traffic != null);
        }
    }

    @Test
    void run_exportWithALateEvent_findsWhatItFindsWithoutIt_inWhateverOrder() throws IOException {
        var seed = System.nanoTime();
        var late = StormRecording.event(NOON.plusSeconds(65), "app-0");
        var export = new ArrayList<>(exported());
        var usual = run(file(export), callFile, Limits.DEFAULT, Policy.DEFAULT);
        assertThat(usual.incidents().getFirst()).hasSize(1);

        // Hours late, and while the storm is on.
        for (var arrival : List.of(NOON.plus(Duration.ofHours(3)), STORM.plusSeconds(70))) {
            var lines = new ArrayList<>(export);
            lines.add(200, StormRecording.received(late, arrival));
            var shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, new Random(seed));
            for (var order : List.of(lines, lines.reversed(), shuffled)) {
                var outcome = run(file(order), callFile, Limits.DEFAULT, Policy.DEFAULT);

                assertThat(outcome.tally()).as("seed %d", seed).isEqualTo(new Tally(export.size(), 0, 1, 0));
                assertThat(outcome.incidents()).as("seed %d", seed).isEqualTo(usual.incidents());
            }
        }
    }

    /** As an export has them: on their way for up to three seconds. */
    private List<String> exported() {
        var random = new Random(2);
        return storm.events().stream()
                .map(event -> StormRecording.received(event, time(event).plusMillis(random.nextInt(3_000))))
                .toList();
    }

    private static Instant time(String event) {
        return Instant.parse(event.substring("{\"time\":\"".length(), event.indexOf("\",")));
    }

    @Test
    void run_underALongerGrace_countsWhatCameLate_andJudgesItNot() throws IOException {
        var late = StormRecording.received(StormRecording.event(NOON, "app-0"), NOON.plus(Duration.ofMinutes(30)));
        var file = file(Stream.concat(Stream.of(late), exported().stream()).toList());
        var hour = Limits.of(new TimeRules(Duration.ofHours(1), 30), Limits.DEFAULT.maxKeys());
        var events = storm.events().size();

        assertThat(run(file, null, Limits.DEFAULT, Policy.DEFAULT).tally()).isEqualTo(new Tally(events, 0, 1, 0));
        assertThat(run(file, null, hour, Policy.DEFAULT).tally()).isEqualTo(new Tally(events + 1, 1, 0, 0));
    }

    @Test
    void run_eventsThatNoDayIsKeptFor_areRefused() throws IOException {
        var old = StormRecording.received(storm.events().getFirst(), NOON.plus(Duration.ofDays(40)));
        var kept = Limits.of(new TimeRules(TimeRules.DEFAULT.grace(), 50), Limits.DEFAULT.maxKeys());

        assertThat(run(file(List.of(old)), null, Limits.DEFAULT, Policy.DEFAULT).tally())
                .isEqualTo(new Tally(0, 0, 0, 1));
        assertThat(run(file(List.of(old)), null, kept, Policy.DEFAULT).tally()).isEqualTo(new Tally(0, 0, 1, 0));
    }

    @Test
    void run_projectWithTooManySeries_tellsThatSomeWereNotWatched() throws IOException {
        var few = new Limits(TimeRules.DEFAULT, Limits.DEFAULT.maxKeys(), 3);

        assertThat(run(eventFile, callFile, few, Policy.DEFAULT).unwatched()).isPositive();
    }

    @Test
    void run_underTwoPolicies_tellsWhatTheOtherChanges() throws IOException {
        var blind = policy(new Rules(100_000, 2, 1, 5, false));
        var shadow = policy(new Rules(5, 2, 1, 5, true));
        var outcome = run(eventFile, callFile, Limits.DEFAULT, Policy.DEFAULT, blind, shadow);

        var usual = outcome.incidents().getFirst();
        assertThat(PolicyDiff.between(usual, usual)).isEmpty();
        assertThat(changes(usual, outcome.incidents().get(1))).containsExactly(Change.REMOVED);
        assertThat(changes(outcome.incidents().get(1), usual)).containsExactly(Change.ADDED);
        assertThat(changes(usual, outcome.incidents().get(2))).containsExactly(Change.SILENCED);
        assertThat(changes(outcome.incidents().get(2), usual)).containsExactly(Change.PAGED);
    }

    @Test
    void run_underAFloorThatOnlyTheStormReaches_isLater_andTheOtherWayRoundEarlier() throws IOException {
        var high = policy(new Rules(StormRecording.FLOOR_OF_STORM, 2, 1, 5, false));
        var outcome = run(eventFile, callFile, Limits.DEFAULT, Policy.DEFAULT, high);
        var usual = only(outcome.incidents().getFirst());
        var floored = only(outcome.incidents().getLast());
        var by = Duration.between(usual.times().openedAt(), floored.times().openedAt());

        assertThat(usual.times().openedAt()).isBetween(SWELL, STORM.minusSeconds(1));
        assertThat(floored.times().openedAt()).isBetween(STORM, AFTER);
        assertThat(PolicyDiff.between(List.of(usual), List.of(floored)))
                .containsExactly(new PolicyDiff.Row(Change.LATER, floored, by));
        assertThat(PolicyDiff.between(List.of(floored), List.of(usual)))
                .containsExactly(new PolicyDiff.Row(Change.EARLIER, usual, by));
    }

    @Test
    void run_linesThatAreNone_areToldAndPassedOver() throws IOException {
        var file = file(List.of(
                storm.events().getFirst(),
                " \r",
                "{",
                "{\"time\":\"noon\"}",
                "[]",
                storm.events().getLast() + "\r"));
        var bad = new ArrayList<String>();
        var outcome = Backtest.run(new Recording(file, null, null), Limits.DEFAULT, List.of(Policy.DEFAULT), bad::add);

        assertThat(bad).hasSize(3);
        assertThat(bad.getFirst()).contains("line 3");
        assertThat(outcome.tally().counted()).isEqualTo(2);
    }

    @Test
    void run_emptyFile_andLastLineWithoutAnEnd_areFine() throws IOException {
        assertThat(run(file(List.of()), null, Limits.DEFAULT, Policy.DEFAULT).tally())
                .isEqualTo(new Tally(0, 0, 0, 0));

        var open = Files.writeString(
                directory.resolve("open.ndjson"), storm.events().getFirst());
        assertThat(run(open, null, Limits.DEFAULT, Policy.DEFAULT).tally()).isEqualTo(new Tally(1, 0, 0, 0));
    }

    @Test
    void run_tellsItsProgress_upToTwiceTheFile() throws IOException {
        var told = new ArrayList<Long>();
        Backtest.run(
                new Recording(eventFile, null, null), Limits.DEFAULT, List.of(Policy.DEFAULT), new Backtest.Observer() {
                    @Override
                    public void bad(String problem) {
                        Assertions.fail(problem);
                    }

                    @Override
                    public void read(long bytes) {
                        told.add(bytes);
                    }
                });

        assertThat(told).isSorted().endsWith(2 * Files.size(eventFile));
    }

    private static Outcome run(Path events, @Nullable Path calls, Limits limits, Policy... policies)
            throws IOException {
        return Backtest.run(new Recording(events, calls, NOON), limits, List.of(policies), Assertions::fail);
    }

    private static Policy policy(Rules rules) {
        return new Policy(rules, Map.of(), List.of());
    }

    private Path file(List<String> lines) throws IOException {
        return Files.write(directory.resolve("written.ndjson"), lines);
    }

    private static List<Change> changes(List<Incident> before, List<Incident> after) {
        return PolicyDiff.between(before, after).stream()
                .map(PolicyDiff.Row::change)
                .toList();
    }

    private static Incident only(List<Incident> incidents) {
        assertThat(incidents).hasSize(1);
        return incidents.getFirst();
    }
}
