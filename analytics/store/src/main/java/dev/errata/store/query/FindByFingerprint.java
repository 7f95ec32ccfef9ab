package dev.errata.store.query;

import dev.errata.contract.fingerprint.Fingerprint;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Which failures are of this error? The latest ones, by their own index. */
public final class FindByFingerprint {
    /** The most of an answer. */
    public static final int LIMIT = 20;

    static final String SQL = """
            SELECT 'EVENT_ID' AS matched, event.* FROM event
            WHERE hashtextextended(project, fingerprint) = hashtextextended(:project, :fingerprint)
                AND fingerprint = :fingerprint AND project = :project
            ORDER BY time DESC, event_id DESC
            LIMIT :limit
            """;

    private final Reader reader;

    /** Asks this database. */
    public FindByFingerprint(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The failures, newest first, at most {@value #LIMIT}.
     *
     * @param project whose
     * @param fingerprint as {@link Fingerprint} writes it
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<FoundEvent> answer(String project, String fingerprint) {
        return reader.list(
                SQL,
                query -> query.bind("project", project)
                        .bind("fingerprint", Fingerprint.bits(fingerprint))
                        .bind("limit", LIMIT),
                new FoundEventMapper());
    }
}
