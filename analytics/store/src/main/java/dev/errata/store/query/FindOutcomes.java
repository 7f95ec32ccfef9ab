package dev.errata.store.query;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** How did these calls and tasks go on? */
public final class FindOutcomes {
    /** The most steps of an answer. */
    public static final int LIMIT = 100;

    /**
     * Some ids.
     *
     * @param project whose calls
     * @param ids of calls or tasks
     */
    public record Question(String project, Collection<String> ids) {
        public Question {
            ids = ids.stream().map(Ids::canonical).distinct().toList();
        }
    }

    /** An array's length is no part of the statement, so that it stays prepared. */
    static final String SQL = """
            SELECT * FROM call_outcome
            WHERE project = :project AND (subject = ANY (:ids) OR call_id = ANY (:ids))
            ORDER BY time DESC, subject, outcome
            LIMIT :limit
            """;

    private final Reader reader;

    /** Asks this database. */
    public FindOutcomes(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * Their steps, in order of time; of more than {@value #LIMIT}, the last ones.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<CallOutcome> answer(Question question) {
        var newestFirst = reader.list(
                SQL,
                query -> query.bind("project", question.project())
                        .bindArray("ids", String.class, question.ids())
                        .bind("limit", LIMIT),
                FindOutcomes::map);
        return newestFirst.reversed();
    }

    private static CallOutcome map(ResultSet results, StatementContext ctx) throws SQLException {
        var row = new Row(results);
        return new CallOutcome(
                row.text("call_id"),
                row.text("task_id"),
                row.requiredTime("time"),
                Outcome.valueOf(row.requiredText("outcome").toUpperCase(Locale.ROOT)),
                new Caller(row.text("project"), row.text("app"), null, row.text("env"), row.text("region")),
                new Target(row.text("provider"), row.text("model"), row.text("operation"), null, null),
                row.value("latency_ms", Long.class));
    }
}
