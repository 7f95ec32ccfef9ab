package dev.errata.store.query;

import dev.errata.core.Nearest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which models does a project call with success whose names are near this one? Told from its totals, so nothing without
 * them. Milliseconds: a few recent windows a model, each by its index.
 */
public final class NearestModels {
    /** The most names of an answer. */
    public static final int LIMIT = 3;

    /** Windows with traffic that are looked at, a series: enough to tell a model that works. */
    private static final int WINDOWS = 30;

    /**
     * A name that the API did not know.
     *
     * @param project whose traffic
     * @param provider whose models; null for any
     * @param model the name
     * @param since what came before does not count
     */
    public record Question(String project, @Nullable String provider, String model, Instant since) {}

    /**
     * A model is one that works if at most half of its recent attempts failed: a misspelt one always fails, and one that
     * is throttled still exists. Errors are those of the very windows whose totals are looked at. The floor of the
     * difference in length leaves few candidates.
     */
    static final String SQL = """
            WITH candidate AS MATERIALIZED (
                SELECT series_id, model FROM series
                WHERE project = :project AND model <> '' AND model <> :model
                    AND abs(length(model) - length(:model)) <= :tolerance
                    AND (:provider = '' OR provider IN ('', :provider))
            ), called AS MATERIALIZED (
                SELECT model, window_start, sum(requests) AS requests
                FROM candidate CROSS JOIN LATERAL (
                    SELECT window_start, requests FROM traffic_10s
                    WHERE traffic_10s.series_id = candidate.series_id AND window_start >= :since
                    ORDER BY window_start DESC LIMIT :windows) AS recent
                GROUP BY model, window_start
            ), failed AS (
                SELECT candidate.model, sum(stream_count + sink_count) AS errors
                FROM called JOIN candidate USING (model) JOIN rate_10s USING (window_start, series_id)
                GROUP BY candidate.model
            )
            SELECT model FROM (SELECT model, sum(requests) AS requests FROM called GROUP BY model) AS total
            LEFT JOIN failed USING (model)
            WHERE coalesce(errors, 0) * 2 <= requests AND requests > 0
            """;

    private final Reader reader;

    /** Asks this database. */
    public NearestModels(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * Their names, the nearest first, at most {@value #LIMIT}; none where none is near.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<String> answer(Question question) {
        var working = reader.list(SQL, query -> bind(query, question), (results, ctx) -> results.getString("model"));
        return Nearest.near(question.model(), working, LIMIT);
    }

    static Query bind(Query query, Question question) {
        return query.bind("project", question.project())
                .bind("provider", question.provider() == null ? "" : question.provider())
                .bind("model", question.model())
                .bind("tolerance", Nearest.tolerance(question.model()))
                .bind("since", question.since().atOffset(ZoneOffset.UTC))
                .bind("windows", WINDOWS);
    }
}
