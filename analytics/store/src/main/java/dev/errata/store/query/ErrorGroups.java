package dev.errata.store.query;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.contract.fingerprint.MessageTemplate;
import dev.errata.core.ticket.Alike.Share;
import dev.errata.store.query.ErrorGroup.Lifetime;
import dev.errata.store.query.ErrorGroup.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Which errors are there, how many failures has each, since when and of whom? The most frequent ones first. */
public final class ErrorGroups {
    /** The most groups of an answer. */
    public static final int MAX_LIMIT = 200;

    /** So many groups are looked through for a text. */
    static final int SEARCHED = 500;

    /** Failures ever are counted so far. */
    public static final int MAX_EVER = 100_000;

    private static final int SAMPLES = 3;

    /**
     * Which groups.
     *
     * @param filter which failures count; its owner must be that of the group
     * @param grid the time that counts, and the steps of the trend
     * @param newSince only errors of which nothing older is stored; empty: all
     * @param text only those whose template has it, capitals or not; empty: all
     * @param limit the most, up to {@value #MAX_LIMIT}
     */
    public record Question(
            EventFilter filter, TimeGrid grid, Optional<Instant> newSince, Optional<String> text, int limit) {}

    /**
     * The groups.
     *
     * @param truncated whether there are, or may be, more
     */
    public record Answer(List<ErrorGroup> groups, boolean truncated) {}

    private record Cell(
            long fingerprint,
            Instant bucket,
            String model,
            String app,
            String env,
            long failures,
            Instant first,
            Instant last) {}

    private static final String COUNTS = """
            WITH cell AS MATERIALIZED (
                SELECT fingerprint, date_bin(:step * interval '1 second', time, 'epoch') AS bucket,
                    coalesce(model, '') AS model, coalesce(app, '') AS app, coalesce(env, '') AS env,
                    count(*) AS failures, min(time) AS first_seen, max(time) AS last_seen
                FROM event WHERE $conditions AND fingerprint IS NOT NULL
                GROUP BY 1, 2, 3, 4, 5
            ), top AS (
                SELECT fingerprint, sum(failures) AS total FROM cell
                GROUP BY fingerprint HAVING $new
                ORDER BY total DESC, fingerprint LIMIT :limit
            )
            SELECT cell.* FROM top JOIN cell USING (fingerprint)
            ORDER BY total DESC, fingerprint, bucket
            """;

    private static final String NEW = """
            NOT EXISTS (SELECT FROM event
                WHERE hashtextextended(project, fingerprint) = hashtextextended(:project, cell.fingerprint)
                    AND project = :project AND fingerprint = cell.fingerprint AND time < :new_since)""";

    private static final String EVER = """
            SELECT asked.fingerprint, ever.*
            FROM unnest(CAST(:fingerprints AS bigint[])) AS asked (fingerprint) CROSS JOIN LATERAL (
                SELECT min(time) AS first_seen, max(time) AS last_seen, count(*) AS failures FROM (
                    SELECT time FROM event
                    WHERE hashtextextended(project, fingerprint) = hashtextextended(:project, asked.fingerprint)
                        AND project = :project AND fingerprint = asked.fingerprint
                    ORDER BY time LIMIT :limit) AS counted) AS ever
            """;

    private static final String LATEST = """
            SELECT 'EVENT_ID' AS matched, sample.*
            FROM unnest(CAST(:fingerprints AS bigint[])) AS asked (fingerprint) CROSS JOIN LATERAL (
                SELECT * FROM event
                WHERE hashtextextended(project, fingerprint) = hashtextextended(:project, asked.fingerprint)
                    AND project = :project AND fingerprint = asked.fingerprint AND time < :to
                ORDER BY time DESC, event_id DESC LIMIT :limit) AS sample
            ORDER BY time DESC, event_id DESC
            """;

    private final Reader reader;

    /** Asks this database. */
    public ErrorGroups(Jdbi jdbi) {
        this.reader = new Reader(jdbi);
    }

    /**
     * The groups.
     *
     * @throws StoreUnavailableException where asking again later, or for a shorter time, may help
     */
    public Answer answer(Question question) {
        var limit = Math.clamp(question.limit(), 1, MAX_LIMIT);
        var isSearch = question.text().isPresent() || question.filter().owner().isPresent();
        var wanted = isSearch ? SEARCHED : limit;
        var cells = cells(question, wanted + 1);
        var counted = cells.keySet().stream().limit(wanted).toList();
        var samples = samples(question.filter(), counted);
        var chosen = counted.stream()
                .filter(samples::containsKey)
                .filter(fingerprint -> isMeant(
                        question, requireNonNull(samples.get(fingerprint)).getFirst()))
                .toList();
        var shown = chosen.stream().limit(limit).toList();
        var ever = ever(question.filter().project(), shown);
        var groups = shown.stream()
                .map(fingerprint -> group(
                        requireNonNull(cells.get(fingerprint)),
                        requireNonNull(ever.get(fingerprint)),
                        requireNonNull(samples.get(fingerprint))))
                .toList();
        return new Answer(groups, cells.size() > wanted || chosen.size() > limit);
    }

    /** The fingerprints of the errors whose template has the text, at most {@value #SEARCHED}. */
    public Collection<String> matching(Question question) {
        var cells = cells(question, SEARCHED);
        var samples = samples(question.filter(), List.copyOf(cells.keySet()));
        return samples.entrySet().stream()
                .filter(entry -> isMeant(question, entry.getValue().getFirst()))
                .map(entry -> Fingerprint.ofBits(entry.getKey()))
                .toList();
    }

    private static boolean isMeant(Question question, FoundEvent sample) {
        var message = sample.event().failure().message();
        return question.filter().hasOwner(sample)
                && question.text()
                        .map(text -> message != null && hasText(message, text))
                        .orElse(true);
    }

    private static boolean hasText(String message, String text) {
        var template = MessageTemplate.of(message);
        return template.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private Map<Long, List<Cell>> cells(Question question, int groups) {
        var sql = COUNTS.replace("$conditions", question.filter().conditions())
                .replace("$new", question.newSince().isPresent() ? NEW : "true");
        var cells = reader.list(sql, query -> bind(query, question, groups), (results, _) -> cell(results));
        return cells.stream()
                .collect(Collectors.groupingBy(Cell::fingerprint, LinkedHashMap::new, Collectors.toList()));
    }

    private static Query bind(Query query, Question question, int groups) {
        question.filter().bind(query);
        question.newSince().ifPresent(since -> query.bind("new_since", since.atOffset(ZoneOffset.UTC)));
        return query.bind("step", question.grid().step().toSeconds()).bind("limit", groups);
    }

    private static Cell cell(ResultSet results) throws SQLException {
        var row = new Row(results);
        return new Cell(
                results.getLong("fingerprint"),
                row.requiredTime("bucket"),
                row.requiredText("model"),
                row.requiredText("app"),
                row.requiredText("env"),
                results.getLong("failures"),
                row.requiredTime("first_seen"),
                row.requiredTime("last_seen"));
    }

    private Map<Long, List<FoundEvent>> samples(EventFilter filter, List<Long> fingerprints) {
        var found = reader.list(
                LATEST,
                query -> query.bind("project", filter.project())
                        .bindArray("fingerprints", Long.class, fingerprints)
                        .bind("to", filter.to().atOffset(ZoneOffset.UTC))
                        .bind("limit", SAMPLES),
                new FoundEventMapper());
        return found.stream().collect(Collectors.groupingBy(event -> Fingerprint.bits(event.fingerprint())));
    }

    private Map<Long, Lifetime> ever(String project, List<Long> fingerprints) {
        var ever = new HashMap<Long, Lifetime>();
        reader.list(
                EVER,
                query -> query.bind("project", project)
                        .bindArray("fingerprints", Long.class, fingerprints)
                        .bind("limit", MAX_EVER),
                (results, _) -> {
                    var row = new Row(results);
                    var failures = results.getLong("failures");
                    return ever.put(
                            results.getLong("fingerprint"),
                            new Lifetime(
                                    row.requiredTime("first_seen"),
                                    row.requiredTime("last_seen"),
                                    failures,
                                    failures >= MAX_EVER));
                });
        return ever;
    }

    private static ErrorGroup group(List<Cell> cells, Lifetime ever, List<FoundEvent> samples) {
        return new ErrorGroup(
                Fingerprint.ofBits(cells.getFirst().fingerprint()),
                cells.stream().mapToLong(Cell::failures).sum(),
                cells.stream().map(Cell::first).min(Comparator.naturalOrder()).orElseThrow(),
                cells.stream().map(Cell::last).max(Comparator.naturalOrder()).orElseThrow(),
                summed(cells, Cell::bucket, Point::new),
                shares(cells, Cell::model),
                shares(cells, Cell::app),
                shares(cells, Cell::env),
                ever,
                samples);
    }

    private static <K extends Comparable<K>, T> List<T> summed(
            List<Cell> cells, Function<Cell, K> key, BiFunction<K, Long, T> made) {
        var sums = new TreeMap<K, Long>();
        cells.forEach(cell -> sums.merge(key.apply(cell), cell.failures(), Long::sum));
        var list = new ArrayList<T>();
        sums.forEach((name, sum) -> list.add(made.apply(name, sum)));
        return list;
    }

    private static List<Share> shares(List<Cell> cells, Function<Cell, String> name) {
        return summed(cells, name, Share::new).stream()
                .sorted(Comparator.comparingLong(Share::count).reversed().thenComparing(Share::name))
                .toList();
    }
}
