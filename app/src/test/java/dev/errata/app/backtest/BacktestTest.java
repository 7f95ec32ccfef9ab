package dev.errata.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.backtest.PolicyDiff.Change;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import dev.errata.core.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of few errors, three minutes of a storm, and twenty quiet minutes. */
class BacktestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration QUIET = Duration.ofHours(1);
    private static final Duration STORM = Duration.ofMinutes(3);
    private static final Duration AFTER = Duration.ofMinutes(20);

    @TempDir
    private Path directory;

    private final Random random = new Random(1);
    private final List<String> events = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private Path eventFile = Path.of("");
    private Path callFile = Path.of("");

    @BeforeEach
    void write() throws IOException {
        pass(NOON, QUIET, 1);
        pass(NOON.plus(QUIET), STORM, 40);
        pass(NOON.plus(QUIET).plus(STORM), AFTER, 1);
        eventFile = Files.write(directory.resolve("events.ndjson"), events);
        callFile = Files.write(directory.resolve("traffic.ndjson"), calls);
    }

    private void pass(Instant from, Duration time, int mostErrors) {
        for (var window = from; window.isBefore(from.plus(time)); window = window.plusSeconds(10)) {
            var errors = random.nextInt(mostErrors + 1) + mostErrors / 2;
            for (int i = 0; i < errors; i++) {
                var app = "app-" + random.nextInt(3);
                events.add(
                        "{\"time\":\"%s\",\"app\":\"%s\",\"model\":\"m\",\"status\":429,\"code\":\"slow_down\",\"type\":\"t\"}"
                                .formatted(window.plusMillis(10_000L * i / errors), app));
            }
            calls.add("{\"time\":\"%s\",\"model\":\"m\",\"window_ms\":10000,\"requests\":%d}"
                    .formatted(window, 400 + random.nextInt(40)));
        }
    }

    @Test
    void run_overAStorm_findsOneIncident_withAndWithoutTotals() throws IOException {
        for (var traffic : new Path[] {callFile, null}) {
            var bad = new ArrayList<String>();
            var outcome = Backtest.run(eventFile, traffic, null, List.of(Policy.DEFAULT), bad::add);

            assertThat(bad).isEmpty();
            assertThat(outcome.counted()).isEqualTo(events.size());
            assertThat(outcome.refused()).isZero();
            var incident = only(outcome.incidents().getFirst());
            var onset = NOON.plus(QUIET);
            assertThat(incident.scope()).isEqualTo(Scope.of(Map.of("code", "slow_down", "model", "m")));
            assertThat(incident.times().openedAt()).isBetween(onset, onset.plusSeconds(31));
            assertThat(incident.times().endedAt())
                    .isBetween(
                            onset.plus(STORM).minusSeconds(10),
                            onset.plus(STORM).plusSeconds(60));
            assertThat(incident.evidence().usualRatio() != null).isEqualTo(traffic != null);
        }
    }

    @Test
    void run_underTwoPolicies_tellsWhatTheOtherChanges() throws IOException {
        var blind = new Policy(new Rules(100_000, 2, 1, 5, false), Map.of(), List.of());
        var shadow = new Policy(new Rules(5, 2, 1, 5, true), Map.of(), List.of());
        var outcome = Backtest.run(eventFile, callFile, null, List.of(Policy.DEFAULT, blind, shadow), line -> {});

        var usual = outcome.incidents().getFirst();
        assertThat(PolicyDiff.between(usual, usual)).isEmpty();
        assertThat(changes(usual, outcome.incidents().get(1))).containsExactly(Change.REMOVED);
        assertThat(changes(outcome.incidents().get(1), usual)).containsExactly(Change.ADDED);
        assertThat(changes(usual, outcome.incidents().get(2))).containsExactly(Change.SILENCED);
    }

    @Test
    void run_linesThatAreNone_areToldAndPassedOver() throws IOException {
        var file = Files.write(
                directory.resolve("odd.ndjson"),
                List.of(events.getFirst(), "", "{", "{\"time\":\"noon\"}", events.getLast()));
        var bad = new ArrayList<String>();
        var outcome = Backtest.run(file, null, null, List.of(Policy.DEFAULT), bad::add);

        assertThat(bad).hasSize(2);
        assertThat(bad.getFirst()).contains("line 3");
        assertThat(outcome.counted()).isEqualTo(2);
    }

    @Test
    void run_eventsThatCameTooLate_areRefused() throws IOException {
        var late = events.getFirst().replace("{", "{\"received_at\":\"" + NOON.plus(QUIET) + "\",");
        var file = Files.write(directory.resolve("late.ndjson"), List.of(late, events.getLast()));
        var outcome = Backtest.run(file, null, NOON, List.of(Policy.DEFAULT), line -> {});

        assertThat(outcome.refused()).isEqualTo(1);
        assertThat(outcome.counted()).isEqualTo(1);
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
