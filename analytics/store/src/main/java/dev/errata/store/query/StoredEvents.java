package dev.errata.store.query;

import dev.errata.contract.EventIds;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Which of these events are stored already? */
public final class StoredEvents {
    /** What makes an event the same as another. */
    public record Identity(String project, UUID eventId) {}

    static final String SQL = """
            SELECT event.project, event.event_id
            FROM unnest(CAST(:days AS date[]), CAST(:projects AS text[]), CAST(:ids AS uuid[])) AS asked (day, project, id)
            JOIN event ON event.event_day = asked.day AND event.project = asked.project AND event.event_id = asked.id
            """;

    private final Reader reader;

    /** Asks this database. */
    public StoredEvents(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * Those of them that are.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Set<Identity> answer(Collection<Identity> asked) {
        if (asked.isEmpty()) {
            return Set.of();
        }
        var events = List.copyOf(asked);
        return new HashSet<>(reader.list(
                SQL,
                query -> query.bindArray(
                                "days",
                                String.class,
                                events.stream()
                                        .map(event ->
                                                EventIds.day(event.eventId()).toString())
                                        .toList())
                        .bindArray(
                                "projects",
                                String.class,
                                events.stream().map(Identity::project).toList())
                        .bindArray(
                                "ids",
                                String.class,
                                events.stream()
                                        .map(event -> event.eventId().toString())
                                        .toList()),
                (results, context) -> {
                    var row = new Row(results);
                    return new Identity(row.requiredText("project"), results.getObject("event_id", UUID.class));
                }));
    }
}
