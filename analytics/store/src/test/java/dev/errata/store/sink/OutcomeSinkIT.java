package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.Caller;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Target;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeSinkIT {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00.123456Z");

    private final RawLog log = new RawLog(Topics.OUTCOMES, 0);
    private final StoreDatabase database = StoreDatabase.empty();
    private final SinkHarness sink =
            new SinkHarness(new OutcomeSink(RawTopics.SHARED, Redactor.STANDARD, CallMetrics.NOOP), database);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void write_ofAForeignRecordWithSecrets_storesNone() throws SQLException {
        sink.write(outcome("eve@example.com", "Bearer 4f9a8b7c6d5e", NOW, Outcome.RUNNING));

        assertThat(database.rows("SELECT subject, call_id, task_id FROM call_outcome"))
                .containsExactly(
                        List.of("Bearer [redacted:credential]", "[redacted:email]", "Bearer [redacted:credential]"));
    }

    @Test
    void write_ofAFullOutcome_fillsEveryColumn() throws SQLException {
        sink.write(outcome("call-1", "task-2", NOW, Outcome.RUNNING));

        assertThat(
                        database.rows(
                                "SELECT project, subject, outcome, time = '" + NOW
                                        + "', call_id, task_id, app, env, region, provider, model, operation, latency_ms FROM call_outcome"))
                .containsExactly(List.of(
                        "acme",
                        "task-2",
                        "running",
                        true,
                        "call-1",
                        "task-2",
                        "shop",
                        "prod",
                        "eu-west",
                        "p",
                        "m",
                        "POST /v1/videos",
                        1_500L));
    }

    @Test
    void write_ofACall_isFiledUnderItsId() throws SQLException {
        sink.write(outcome("call-1", null, NOW, Outcome.SUCCEEDED));

        assertThat(database.rows("SELECT subject, call_id, task_id FROM call_outcome"))
                .containsExactly(Arrays.asList("call-1", "call-1", null));
    }

    @Test
    void write_ofTheSameStepTwice_isOneRow_ofAnotherStepAnother() throws SQLException {
        var submitted = outcome(null, "task-2", NOW, Outcome.SUBMITTED);
        assertThat(sink.write(submitted, submitted, outcome(null, "task-2", NOW, Outcome.FAILED)))
                .isEqualTo(new Written(2, 1, 0));
        assertThat(sink.write(submitted, outcome(null, "task-2", NOW.plusNanos(1_000), Outcome.FAILED)))
                .isEqualTo(new Written(1, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1582-10-10T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z"})
    void write_ofAnOddClock_keepsTheTime(Instant time) throws SQLException {
        sink.write(outcome(null, "task-2", time, Outcome.FAILED));

        assertThat(database.value("SELECT time = '" + time + "' FROM call_outcome"))
                .isEqualTo(true);
    }

    @Test
    void write_ofWhatCannotBeRead_isADeadLetter() throws SQLException {
        assertThat(sink.write(
                        log.append((byte[]) null, NOW),
                        log.append("{}".getBytes(StandardCharsets.UTF_8), NOW),
                        outcome(null, "task-2", NOW, Outcome.FAILED)))
                .isEqualTo(new Written(1, 0, 2));

        assertThat(database.rows("SELECT record_offset, reason, field FROM dead_letter ORDER BY 1"))
                .containsExactly(Arrays.asList(0L, "malformed", null), List.of(1L, "missing_field", "call_id"));
    }

    private ConsumerRecord<byte[], byte[]> outcome(
            @Nullable String callId, @Nullable String taskId, Instant time, Outcome outcome) {
        var caller = new Caller("acme", "shop", null, "prod", "eu-west");
        var target = new Target("p", "m", "POST /v1/videos", null, null);
        var step = new CallOutcome(callId, taskId, time, outcome, caller, target, 1_500L);
        return log.append(new CallOutcomeCodec().encode(step), NOW);
    }
}
