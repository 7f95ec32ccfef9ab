package dev.errata.store.query;

import dev.errata.core.Coverage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * How well are the errors of the applications known? Minutes are told once they are over, so the last five before a time
 * belong to the answer. Safe from any thread.
 */
public final class CoverageByApp {
    /** So long before a time it is looked for minutes that are over. */
    public static final Duration LOOK = Duration.ofMinutes(5);

    private static final int LIMIT = 1_000;

    private static final String SUMS = """
            SELECT project, app, sum(errors)::bigint AS errors, sum(covered)::bigint AS covered, sum(lost)::bigint AS lost,
                sum(without_request_id)::bigint AS without_request_id, sum(without_code)::bigint AS without_code,
                max(least_share) AS least_share
            FROM coverage_1m
            WHERE minute >= :from AND minute < :to AND (:all OR project = :project)
            GROUP BY project, app
            ORDER BY sum(errors) DESC, project COLLATE "C", app COLLATE "C"
            LIMIT :limit
            """;

    private final Reader reader;

    /** What is known of an application. */
    public record Found(String project, String app, Coverage coverage) {}

    /** Asks this database. */
    public CoverageByApp(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /** As {@link #CoverageByApp(Jdbi)}; a connection is taken only while the question is answered. */
    public CoverageByApp(DataSource database) {
        this(Jdbi.create(database).installPlugin(new PostgresPlugin()));
    }

    /**
     * Of a project and between two times, and of the five minutes before; those with most errors first.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Map<String, Coverage> of(String project, Instant from, Instant to) {
        var apps = new LinkedHashMap<String, Coverage>();
        find(project, from, to).forEach(found -> apps.put(found.app(), found.coverage()));
        return apps;
    }

    /**
     * Of all projects, in the last minutes before that time.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<Found> ofAll(Instant now) {
        return find("", now, now);
    }

    private List<Found> find(String project, Instant from, Instant to) {
        return reader.list(
                SUMS,
                query -> query.bind("project", project)
                        .bind("all", project.isEmpty())
                        .bind("from", from.minus(LOOK).atOffset(ZoneOffset.UTC))
                        .bind("to", to.atOffset(ZoneOffset.UTC))
                        .bind("limit", LIMIT),
                (results, ctx) -> found(results));
    }

    private static Found found(ResultSet results) throws SQLException {
        return new Found(
                results.getString("project"),
                results.getString("app"),
                new Coverage(
                        results.getLong("errors"),
                        results.getLong("covered"),
                        results.getLong("lost"),
                        results.getLong("without_request_id"),
                        results.getLong("without_code"),
                        results.getDouble("least_share")));
    }
}
