package dev.errata.store.query;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Asks the database, for a bounded time, and tells its absence from a bug of ours. Safe from any thread. */
final class Reader {
    private static final int TIMEOUT_SECONDS = 10;

    /** Connection trouble, lack of resources, and an operator's or a timeout's intervention. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "53", "57");

    private static final String PLANNED_ANEW = "SET LOCAL plan_cache_mode = force_custom_plan";
    private static final String NO_SORT =
            "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off";
    private static final String ROOM_TO_SORT = "SET LOCAL work_mem = '64MB'";

    /** Before a statement: answers it, and tells what Postgres did for that. */
    static final String EXPLAIN = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ";

    private final Jdbi jdbi;

    Reader(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * All rows of the answer.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    <T> List<T> list(String sql, UnaryOperator<Query> parameters, RowMapper<T> mapper) {
        try {
            return jdbi.withHandle(handle -> parameters
                    .apply(handle.createQuery(sql).setQueryTimeout(TIMEOUT_SECONDS))
                    .map(mapper)
                    .list());
        } catch (JdbiException e) {
            throw isUnavailable(e) ? new StoreUnavailableException(e) : e;
        }
    }

    /**
     * The same for a question that is about an hour as well as about a year, so that no plan fits all: it is planned with its
     * parameters, each time.
     */
    <T> List<T> listPlannedAnew(String sql, UnaryOperator<Query> parameters, RowMapper<T> mapper) {
        return listWith(List.of(PLANNED_ANEW), sql, parameters, mapper);
    }

    /** As {@link #listPlannedAnew}, for a question that may sort a million rows, with memory to do so in few pieces. */
    <T> List<T> listSorted(String sql, UnaryOperator<Query> parameters, RowMapper<T> mapper) {
        return listWith(List.of(PLANNED_ANEW, ROOM_TO_SORT), sql, parameters, mapper);
    }

    /**
     * As {@link #list}, for the first rows in the order of an index. Postgres takes filters for narrower than they are, so it
     * would gather all rows of some days and sort them.
     */
    <T> List<T> listAlongIndex(String sql, UnaryOperator<Query> parameters, RowMapper<T> mapper) {
        return listWith(List.of(NO_SORT), sql, parameters, mapper);
    }

    private <T> List<T> listWith(
            List<String> settings, String sql, UnaryOperator<Query> parameters, RowMapper<T> mapper) {
        try {
            return jdbi.inTransaction(handle -> {
                settings.forEach(handle::execute);
                return parameters
                        .apply(handle.createQuery(sql).setQueryTimeout(TIMEOUT_SECONDS))
                        .map(mapper)
                        .list();
            });
        } catch (JdbiException e) {
            throw isUnavailable(e) ? new StoreUnavailableException(e) : e;
        }
    }

    private static boolean isUnavailable(JdbiException e) {
        return e.getCause() instanceof SQLException cause
                && (cause.getSQLState() == null
                        || UNAVAILABLE.contains(cause.getSQLState().substring(0, 2)));
    }
}
