package dev.errata.store.query;

import dev.errata.contract.Failure;
import dev.errata.core.Dimension;
import dev.errata.core.retry.FailedAttempts;
import dev.errata.core.retry.Retries;
import dev.errata.core.ticket.Try.Heeded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** What did clients do after failed attempts? Told from what failed, and from the calls that succeeded after failures. */
public final class RetryChains {
    /** A retry that comes later after the end of the time is not seen. */
    static final Duration LATER = Duration.ofMinutes(10);

    /**
     * Some time.
     *
     * @param project whose calls
     * @param from the earliest time of a failed attempt
     * @param to the time before which they are
     * @param maxAttempts more attempts of one call are too many
     */
    public record Question(String project, Instant from, Instant to, Grouping grouping, int maxAttempts) {}

    private record Keyed(Map<Dimension, String> key, FailedAttempts group) {}

    /**
     * The failed attempts of a call, and its success, follow each other in time; an attempt that is numbered and not stored leaves unknown how long the
     * client waited. What follows is looked for among all of the call's attempts, which of them count is asked afterwards.
     */
    private static final String SQL = """
            WITH tried AS (
                SELECT coalesce(call_id, event_id::text) AS call, call_id, event_id, time, project, env, region, app, provider, model,
                    status, code, type, message, fingerprint, limit_kind, attempt, latency_ms, retry_after_ms, false AS is_rescue
                FROM event
                WHERE project = :project AND time >= :from AND time < :later
                UNION ALL
                SELECT call_id, call_id, NULL, time, project, NULL, NULL, NULL, NULL, NULL,
                    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true
                FROM call_outcome
                WHERE project = :project AND time >= :from AND time < :later AND outcome = 'succeeded' AND task_id IS NULL
                    AND call_id IS NOT NULL
            ), chained AS (
                SELECT *, greatest(attempt, row_number() OVER chain) AS number, lead(time) OVER chain AS next_time,
                    coalesce(lead(is_rescue) OVER chain, false) AS rescued,
                    CASE WHEN coalesce(lead(attempt) OVER chain - attempt, 1) <= 1 THEN lead(latency_ms) OVER chain END AS next_latency_ms
                FROM tried
                WINDOW chain AS (PARTITION BY call ORDER BY time, is_rescue, coalesce(attempt, 0), event_id)
            ), followed AS (
                SELECT $nullableKey, status, code, type, message, fingerprint, limit_kind, call_id, number, retry_after_ms, rescued,
                    lag(number) OVER own AS number_before, extract(epoch FROM next_time - time) * 1000 AS gap_ms,
                    CASE WHEN next_latency_ms IS NOT NULL
                        THEN greatest(0, extract(epoch FROM next_time - time) * 1000 - next_latency_ms) END AS waited_ms
                FROM chained
                WHERE time < :to AND NOT is_rescue$conditions
                WINDOW own AS (PARTITION BY call$by ORDER BY time, number, event_id)
            ), told AS (
                SELECT *, gap_ms IS NOT NULL AS retried, CASE
                        WHEN gap_ms IS NULL OR coalesce(retry_after_ms, 0) <= 0 THEN NULL
                        WHEN coalesce(waited_ms, gap_ms) < retry_after_ms THEN 'NO'
                        WHEN waited_ms IS NULL THEN 'UNKNOWN' ELSE 'YES' END AS heeded, CASE
                        WHEN retry_after_ms > 0 THEN NULL
                        WHEN waited_ms < 1000 THEN floor(waited_ms / 20)
                        ELSE 50 + floor(50 * ln(waited_ms::double precision / 1000)) END::int AS slot
                FROM followed
            )
            SELECT $key, status, code, type, limit_kind, min(message) AS message, least(number, 100)::int AS number, slot, heeded,
                retried, count(*) AS failures, count(call_id) AS identified,
                count(*) FILTER (WHERE call_id IS NOT NULL AND number_before IS NULL) AS calls,
                count(*) FILTER (WHERE call_id IS NOT NULL AND (number > :most AND coalesce(number_before, 0) <= :most
                    OR number = :most AND rescued)) AS beyond
            FROM told
            GROUP BY $key, status, code, type, limit_kind, fingerprint, least(number, 100), slot, heeded, retried
            ORDER BY $key
            """;

    private final Reader reader;

    /** Asks this database. */
    public RetryChains(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * What they did, by the values of the dimensions. A key without failures is not there.
     *
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public Map<Map<Dimension, String>, Retries> answer(Question question) {
        var groups = reader.list(
                sql(question.grouping()), query -> bind(query, question), (row, _) -> map(row, question.grouping()));
        var byKey = groups.stream()
                .collect(Collectors.groupingBy(
                        Keyed::key, LinkedHashMap::new, Collectors.mapping(Keyed::group, Collectors.toList())));
        var answer = new LinkedHashMap<Map<Dimension, String>, Retries>();
        byKey.forEach((key, ofKey) -> answer.put(key, Retries.of(List.copyOf(ofKey))));
        return answer;
    }

    static String sql(Grouping grouping) {
        var columns = grouping.columns();
        return SQL.replace("$nullableKey", grouping.ofNullable())
                .replace("$key", columns)
                .replace("$by", ", " + grouping.groups())
                .replace("$conditions", grouping.conditions());
    }

    static Query bind(Query query, Question question) {
        return question.grouping()
                .bind(query)
                .bind("project", question.project())
                .bind("from", question.from().atOffset(ZoneOffset.UTC))
                .bind("to", question.to().atOffset(ZoneOffset.UTC))
                .bind("later", question.to().plus(LATER).atOffset(ZoneOffset.UTC))
                .bind("most", question.maxAttempts());
    }

    private static Keyed map(ResultSet results, Grouping grouping) throws SQLException {
        var row = new Row(results);
        var heeded = row.text("heeded");
        var group = new FailedAttempts(
                new Failure(
                        row.value("status", Integer.class),
                        row.text("code"),
                        row.text("type"),
                        row.text("message"),
                        null),
                row.text("limit_kind"),
                results.getInt("number"),
                row.value("slot", Integer.class),
                heeded == null ? null : Heeded.valueOf(heeded),
                results.getBoolean("retried"),
                results.getLong("failures"),
                results.getLong("identified"),
                results.getLong("calls"),
                results.getLong("beyond"));
        return new Keyed(grouping.key(results), group);
    }
}
