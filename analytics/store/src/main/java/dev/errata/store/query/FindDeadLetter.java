package dev.errata.store.query;

import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetterId;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Which dead letter has this id? One that has grown since the id was read is found by it, too. */
public final class FindDeadLetter {
    static final String SQL = """
            SELECT * FROM dead_letter
            WHERE topic = :topic AND partition = :partition AND record_offset = :first AND last_offset >= :last
                AND coalesce(project, 'default') = :project
            ORDER BY last_offset
            LIMIT 1
            """;

    private final Reader reader;

    /** Asks this database. */
    public FindDeadLetter(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The dead letter, if there is one.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Optional<DeadLetter> answer(String project, DeadLetterId id) {
        var found = reader.list(
                SQL,
                query -> query.bind("project", project)
                        .bind("topic", id.topic())
                        .bind("partition", id.partition())
                        .bind("first", id.offset())
                        .bind("last", id.lastOffset()),
                new DeadLetterMapper());
        return found.stream().findFirst();
    }
}
