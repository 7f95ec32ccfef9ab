package dev.errata.store.query;

import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** Of what is stored, what should somebody look after? */
public final class StoreVitals {
    private static final String SQL = """
            SELECT clock_timestamp() AS clock,
                (SELECT coalesce(sum(records), 0) FROM dead_letter
                    WHERE received_at >= :since AND outcome IS DISTINCT FROM 'stored') AS dead_letters,
                (SELECT count(*) FROM outbox WHERE done_at IS NULL AND failing > 0) AS failing_messages,
                (SELECT min(due_at) FROM outbox WHERE done_at IS NULL AND failing > 0) AS failing_since,
                (SELECT receiver || ': ' || coalesce(last_error, 'no answer') FROM outbox
                    WHERE done_at IS NULL AND failing > 0 ORDER BY due_at, outbox_id LIMIT 1) AS last_error
            """;

    /**
     * How it stands, over all projects.
     *
     * @param clock the server's time
     * @param deadLetters records of that time that could not be stored, and are not by now
     * @param failingMessages messages about incidents whose last attempt failed
     * @param failingSince since when the oldest of them is due; null without any
     * @param lastError what went wrong with it, and with whom; null without any
     */
    public record Answer(
            Instant clock,
            long deadLetters,
            long failingMessages,
            @Nullable Instant failingSince,
            @Nullable String lastError) {}

    private final Reader reader;

    /** Asks this database. */
    public StoreVitals(DataSource database) {
        this.reader = new Reader(Jdbi.create(database).installPlugin(new PostgresPlugin()));
    }

    /**
     * How it stands.
     *
     * @param since from when on dead letters count
     * @throws StoreUnavailableException where asking again later may help
     */
    public Answer answer(Instant since) {
        return reader.list(SQL, query -> query.bind("since", since.atOffset(ZoneOffset.UTC)), (results, _) -> {
                    var row = new Row(results);
                    return new Answer(
                            row.requiredTime("clock"),
                            results.getLong("dead_letters"),
                            results.getLong("failing_messages"),
                            row.time("failing_since"),
                            row.text("last_error"));
                })
                .getFirst();
    }
}
