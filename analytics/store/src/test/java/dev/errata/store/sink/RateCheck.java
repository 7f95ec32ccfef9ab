package dev.errata.store.sink;

import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.util.List;

/** The promise itself, asked of Postgres: for every window and series, stored rate = number of stored events. */
final class RateCheck {
    private static final String DIFFERENCES = """
            WITH stored AS (
                SELECT date_bin('10 s', time, 'epoch') AS window_start, project, coalesce(env, '') AS env,
                    coalesce(region, '') AS region, coalesce(app, '') AS app, coalesce(provider, '') AS provider,
                    coalesce(model, '') AS model, coalesce(status::text, '') AS status, coalesce(code, '') AS code,
                    coalesce(type, '') AS type, count(*) AS events
                FROM event GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            rated AS (
                SELECT window_start, project, env, region, app, provider, model, status, code, type,
                    stream_count + sink_count AS events
                FROM rate_10s JOIN series USING (series_id) WHERE stream_count + sink_count <> 0)
            (SELECT 'stored' AS side, * FROM (TABLE stored EXCEPT TABLE rated) AS of_events)
            UNION ALL
            (SELECT 'rated' AS side, * FROM (TABLE rated EXCEPT TABLE stored) AS of_rates)
            """;

    private static final String KEYS = """
            WITH side AS (SELECT CASE side WHEN 'stored' THEN events ELSE -events END AS missing, * FROM ($differences) AS d)
            SELECT window_start, project, env, region, app, provider, model, status, code, type, sum(missing)
            FROM side GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
            """.replace("$differences", DIFFERENCES);

    private RateCheck() {}

    /** The windows and series that differ, and in the last column by how much each rate is too small. */
    static List<List<?>> keys(StoreDatabase database) throws SQLException {
        return database.rows(KEYS);
    }

    /** Rows on either side that the other does not have; none where the promise holds. */
    static List<List<?>> differences(StoreDatabase database) throws SQLException {
        return database.rows(DIFFERENCES);
    }
}
