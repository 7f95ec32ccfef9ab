package dev.errata.store.query;

import dev.errata.contract.Failure;
import dev.errata.core.Dimension;
import dev.errata.core.retry.FailedAttempts;
import dev.errata.core.retry.Heeded;
import dev.errata.core.retry.Retries;
import dev.errata.core.retry.Waits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** What did clients do after failed attempts? Told from what failed, and from the calls that succeeded after failures. */
public final class RetryChains {
    /** The most failures that are read for one answer. */
    public static final int MAX_FAILURES = 1_500_000;

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

    /** What one key's rows say. */
    private record Found(List<FailedAttempts> groups, List<Waits> waits) {
        Found() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(ResultSet results) throws SQLException {
            if (results.getBoolean("is_wait")) {
                waits.add(waitsOf(results));
            } else {
                groups.add(groupOf(results));
            }
        }
    }

    /**
     * The failed attempts of a call, and its success, follow each other in time; an attempt that is numbered and not stored leaves unknown how long the
     * client waited. What follows is looked for among all of the call's attempts, which of them count is asked afterwards.
     *
     * <p>Nearly all of its time goes into sorting. Calls are told apart by eight bytes of a hash first, by their ids where two hashes are the same; the second
     * window is in the order of the first but for attempts of the same call. A gap is whole microseconds, so that milliseconds in floating point compare
     * as exactly as decimal fractions would.
     */
    private static final String SQL = """
            WITH tried AS (
                SELECT hashtextextended(coalesce(call_id, event_id::text), 0) AS hash,
                    coalesce(call_id, event_id::text) COLLATE "C" AS call, call_id IS NOT NULL AS is_identified, event_id, time,
                    project, env, region, app, provider, model, status, code, type, message, fingerprint, limit_kind, attempt,
                    latency_ms, retry_after_ms, false AS is_rescue
                FROM event
                WHERE project = :project AND time >= :from AND time < :later
                UNION ALL
                SELECT hashtextextended(call_id, 0), call_id COLLATE "C", true, NULL, time,
                    project, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                    NULL, NULL, true
                FROM call_outcome
                WHERE project = :project AND time >= :from AND time < :later AND outcome = 'succeeded' AND task_id IS NULL
                    AND call_id IS NOT NULL
            ), chained AS (
                SELECT *, greatest(attempt, row_number() OVER chain) AS number, lead(time) OVER chain AS next_time,
                    coalesce(lead(is_rescue) OVER chain, false) AS rescued,
                    CASE WHEN coalesce(lead(attempt) OVER chain - attempt, 1) <= 1 THEN lead(latency_ms) OVER chain END AS next_latency_ms
                FROM tried
                WINDOW chain AS (PARTITION BY hash, call ORDER BY time, is_rescue, coalesce(attempt, 0), event_id)
            ), followed AS (
                SELECT $nullableKey, status, code, type, message, fingerprint, limit_kind, is_identified, number, retry_after_ms,
                    rescued, lag(number) OVER own AS number_before, next_latency_ms,
                    round(date_part('epoch', next_time - time) * 1000000) / 1000 AS gap_ms
                FROM chained
                WHERE time < :to AND NOT is_rescue$conditions
                WINDOW own AS (PARTITION BY hash, call$by ORDER BY time, number, event_id)
            ), waited AS (
                SELECT *, CASE WHEN next_latency_ms IS NOT NULL THEN greatest(0, gap_ms - next_latency_ms) END AS waited_ms
                FROM followed
            ), told AS (
                SELECT *, gap_ms IS NOT NULL AS retried, CASE
                        WHEN gap_ms IS NULL OR coalesce(retry_after_ms, 0) <= 0 THEN NULL
                        WHEN coalesce(waited_ms, gap_ms) < retry_after_ms THEN 'NO'
                        WHEN waited_ms IS NULL THEN 'UNKNOWN' ELSE 'YES' END AS heeded, CASE
                        WHEN retry_after_ms > 0 THEN NULL
                        WHEN waited_ms < 1000 THEN floor(waited_ms / 20)
                        ELSE 50 + floor(50 * ln(waited_ms / 1000)) END::int AS slot
                FROM waited
            )
            SELECT $key, status, code, type, limit_kind, min(message COLLATE "C") AS message, heeded, retried,
                GROUPING(slot) = 0 AS is_wait, least(number, 100)::int AS number, slot, count(*) AS failures, count(*) FILTER (WHERE is_identified) AS identified,
                count(*) FILTER (WHERE is_identified AND number_before IS NULL) AS calls,
                count(*) FILTER (WHERE is_identified AND (number > :most AND coalesce(number_before, 0) <= :most
                    OR number = :most AND rescued)) AS beyond
            FROM told
            GROUP BY GROUPING SETS (($key, status, code, type, limit_kind, fingerprint, heeded, retried), ($key, least(number, 100), slot))
            HAVING GROUPING(slot) = 1 OR slot IS NOT NULL
            ORDER BY $key
            """;

    /** One more than there may be is enough to know. */
    private static final String READ = """
            SELECT count(*) AS failures FROM (
                SELECT FROM event WHERE project = :project AND time >= :from AND time < :later LIMIT :limit) AS failed
            """;

    private final Reader reader;
    private final int maxFailures;

    /** Asks this database. */
    public RetryChains(Jdbi jdbi) {
        this(jdbi, MAX_FAILURES);
    }

    RetryChains(Jdbi jdbi, int maxFailures) {
        this.reader = new Reader(jdbi);
        this.maxFailures = maxFailures;
    }

    /**
     * What they did, by the values of the dimensions. A key without failures is not there.
     *
     * @throws TooManyFailuresException where the project has more than {@value #MAX_FAILURES} in that time and the ten minutes after it
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public Map<Map<Dimension, String>, Retries> answer(Question question) {
        if (failures(question) > maxFailures) {
            throw new TooManyFailuresException(maxFailures);
        }
        var byKey = new LinkedHashMap<Map<Dimension, String>, Found>();
        reader.listSorted(sql(question.grouping()), query -> bind(query, question), (row, _) -> {
            byKey.computeIfAbsent(question.grouping().key(row), _ -> new Found())
                    .add(row);
            return true;
        });
        var answer = new LinkedHashMap<Map<Dimension, String>, Retries>();
        byKey.forEach((key, found) -> answer.put(key, Retries.of(found.groups(), found.waits())));
        return answer;
    }

    private long failures(Question question) {
        return reader.listPlannedAnew(
                        READ,
                        query -> bindTime(query, question).bind("limit", maxFailures + 1),
                        (row, _) -> row.getLong("failures"))
                .getFirst();
    }

    static String sql(Grouping grouping) {
        var columns = grouping.columns();
        return SQL.replace("$nullableKey", grouping.ofNullable())
                .replace("$key", columns)
                .replace("$by", ", " + grouping.groups())
                .replace("$conditions", grouping.conditions());
    }

    static Query bind(Query query, Question question) {
        return bindTime(question.grouping().bind(query), question)
                .bind("to", question.to().atOffset(ZoneOffset.UTC))
                .bind("most", question.maxAttempts());
    }

    private static Query bindTime(Query query, Question question) {
        return query.bind("project", question.project())
                .bind("from", question.from().atOffset(ZoneOffset.UTC))
                .bind("later", question.to().plus(LATER).atOffset(ZoneOffset.UTC));
    }

    private static Waits waitsOf(ResultSet results) throws SQLException {
        return new Waits(results.getInt("number"), results.getInt("slot"), results.getLong("identified"));
    }

    private static FailedAttempts groupOf(ResultSet results) throws SQLException {
        var row = new Row(results);
        var heeded = row.text("heeded");
        return new FailedAttempts(
                new Failure(
                        row.value("status", Integer.class),
                        row.text("code"),
                        row.text("type"),
                        row.text("message"),
                        null),
                row.text("limit_kind"),
                heeded == null ? null : Heeded.valueOf(heeded),
                results.getBoolean("retried"),
                results.getLong("failures"),
                results.getLong("identified"),
                results.getLong("calls"),
                results.getLong("beyond"));
    }
}
