package dev.errata.store.query;

import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.Alike.Share;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How many failures of some time at a provider are of the same error, of which models and apps? */
public final class FindAlike {
    /** So many failures of the error, at whatever provider, are looked at; of more, the first ones. */
    public static final int LIMIT = 2_000;

    /**
     * An error in some time.
     *
     * @param project whose
     * @param fingerprint of the error
     * @param provider whose failures; {@code ''} for those that name none
     * @param from the first instant that counts
     * @param to the first that no longer does
     */
    public record Question(String project, String fingerprint, String provider, Instant from, Instant to) {}

    private record Cell(boolean isHere, String model, String app, long count, Instant first, Instant last) {}

    /** In order, so that the same ones are looked at every time; those of other providers, too, so that their number is bounded. */
    static final String SQL = """
            SELECT coalesce(provider, '') = :provider AS here, coalesce(model, '') AS model, coalesce(app, '') AS app,
                count(*) AS failures, min(time) AS first_seen, max(time) AS last_seen
            FROM (
                SELECT provider, model, app, time FROM event
                WHERE hashtextextended(project, fingerprint) = hashtextextended(:project, :fingerprint)
                    AND fingerprint = :fingerprint AND project = :project AND time >= :from AND time < :to$days
                ORDER BY time, event_id LIMIT :limit) AS alike
            GROUP BY 1, 2, 3
            """;

    private final Reader reader;
    private final EventDays days;

    /** Asks this database. */
    public FindAlike(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
        this.days = new EventDays(reader);
    }

    /**
     * What was counted.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public Alike answer(Question question) {
        var whole = days.whole(question.from(), question.to());
        var looked = reader.listAlongIndex(
                SQL.replace("$days", whole.condition()),
                query -> whole.bind(query)
                        .bind("project", question.project())
                        .bind("fingerprint", Fingerprint.bits(question.fingerprint()))
                        .bind("provider", question.provider())
                        .bind("from", question.from().atOffset(ZoneOffset.UTC))
                        .bind("to", question.to().atOffset(ZoneOffset.UTC))
                        .bind("limit", LIMIT),
                (results, _) -> {
                    var row = new Row(results);
                    return new Cell(
                            results.getBoolean("here"),
                            row.requiredText("model"),
                            row.requiredText("app"),
                            results.getLong("failures"),
                            row.requiredTime("first_seen"),
                            row.requiredTime("last_seen"));
                });
        var cells = looked.stream().filter(Cell::isHere).toList();
        return new Alike(
                question.from(),
                question.to(),
                count(cells),
                count(looked) >= LIMIT,
                best(cells, Cell::first, Comparator.reverseOrder()),
                best(cells, Cell::last, Comparator.naturalOrder()),
                shares(cells, Cell::model),
                shares(cells, Cell::app));
    }

    private static long count(List<Cell> cells) {
        return cells.stream().mapToLong(Cell::count).sum();
    }

    private static @Nullable Instant best(List<Cell> cells, Function<Cell, Instant> time, Comparator<Instant> order) {
        return cells.stream().map(time).max(order).orElse(null);
    }

    private static List<Share> shares(List<Cell> cells, Function<Cell, String> name) {
        Map<String, Long> counts = new HashMap<>();
        cells.forEach(cell -> counts.merge(name.apply(cell), cell.count(), Long::sum));
        return counts.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Share::count).reversed().thenComparing(Share::name))
                .toList();
    }
}
