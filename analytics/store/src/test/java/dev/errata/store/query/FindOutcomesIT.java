package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How things went on, or why they did not. */
class FindOutcomesIT {
    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    @AutoClose
    private final SeededDatabase database = new SeededDatabase();

    FindOutcomesIT() throws SQLException {}

    @Test
    void outcomes_ofACallOrATask_areInOrderOfTime() {
        outcome(2, "succeeded", Map.of("subject", "task_1", "task_id", "task_1", "call_id", "call_1", "model", "m"));
        outcome(1, "submitted", Map.of("subject", "task_1", "task_id", "task_1"));
        outcome(3, "succeeded", Map.of("subject", "call_2", "call_id", "call_2"));

        assertThat(outcomes("task_1")).containsExactly(Outcome.SUBMITTED, Outcome.SUCCEEDED);
        assertThat(outcomes("call_1", "call_2")).containsExactly(Outcome.SUCCEEDED, Outcome.SUCCEEDED);
        assertThat(outcomes("call_3")).isEmpty();
    }

    private List<Outcome> outcomes(String... ids) {
        return new FindOutcomes(database.jdbi())
                .answer(new FindOutcomes.Question("default", List.of(ids))).stream()
                        .map(CallOutcome::outcome)
                        .toList();
    }

    private void outcome(int second, String outcome, Map<String, Object> columns) {
        var row = new HashMap<>(columns);
        row.putAll(Map.of(
                "project",
                "default",
                "outcome",
                outcome,
                "time",
                START.plusSeconds(second).atOffset(ZoneOffset.UTC)));
        database.insert("call_outcome", row);
    }
}
