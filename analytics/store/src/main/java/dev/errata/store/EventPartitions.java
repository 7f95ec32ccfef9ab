package dev.errata.store;

import dev.errata.core.TimeRules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The daily partitions of {@code event}: made days ahead, so that no insert ever waits for one, and dropped whole when
 * their day is no longer kept.
 */
public final class EventPartitions {
    /** A stopped clock, or an operator's week off, must not stop the store. */
    private static final int DAYS_AHEAD = 7;

    /** Beyond the retention, since what was appended just before midnight may be stored after it. */
    private static final int DAYS_BEHIND = 1;

    private static final String PREFIX = "event_";
    private static final DateTimeFormatter SUFFIX = DateTimeFormatter.BASIC_ISO_DATE;

    private final DataSource database;
    private final TimeRules rules;

    /** For the events that these rules let in. */
    public EventPartitions(DataSource database, TimeRules rules) {
        this.database = database;
        this.rules = rules;
    }

    /**
     * Makes the partitions that are missing and drops the ones that are past. Several processes may do so at once.
     *
     * @throws SQLException and nothing has changed; 55P03 when a query has held the table for too long
     */
    public void maintain(LocalDate today) throws SQLException {
        var wanted = wanted(today);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            lock(connection);
            var existing = existing(connection);
            var past = existing.stream()
                    .filter(name -> name.compareTo(name(wanted.getFirst())) < 0)
                    .toList();
            notePast(connection, past, wanted.getFirst());
            for (var day : wanted) {
                if (!existing.contains(name(day))) {
                    create(connection, day);
                }
            }
            for (var name : past) {
                execute(connection, "DROP TABLE " + name);
                execute(connection, "DELETE FROM event_day_block WHERE day = '" + day(name) + "'");
            }
            note(connection);
            connection.commit();
        }
    }

    /** The first day whose events are kept. */
    public LocalDate keptFrom(LocalDate today) {
        return today.minusDays(rules.retentionDays() + DAYS_BEHIND);
    }

    /** What {@link #maintain} would drop: days, and the bytes of each. */
    public SortedMap<LocalDate, Long> past(LocalDate today) throws SQLException {
        var past = new TreeMap<LocalDate, Long>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT inhrelid::regclass::text, pg_total_relation_size(inhrelid)"
                        + " FROM pg_inherits WHERE inhparent = 'event'::regclass")) {
            while (rows.next()) {
                past.put(day(rows.getString(1)), rows.getLong(2));
            }
            connection.rollback();
        }
        return past.headMap(keptFrom(today));
    }

    /** How many days after today have a partition, without a gap; -1 where today has none. */
    public int daysAhead(LocalDate today) throws SQLException {
        try (var connection = database.getConnection()) {
            var existing = existing(connection);
            connection.rollback();
            return today.datesUntil(today.plusDays(existing.size() + 1L))
                            .map(EventPartitions::name)
                            .takeWhile(existing::contains)
                            .mapToInt(_ -> 1)
                            .sum()
                    - 1;
        }
    }

    /**
     * Whether the day had a partition once and has none since it is past, as against one that is missing for another reason.
     */
    public static boolean isDropped(Connection connection, LocalDate day) throws SQLException {
        return firstDay(connection).filter(day::isBefore).isPresent();
    }

    /** The first day that has a partition; empty where none has. */
    public static Optional<LocalDate> firstDay(Connection connection) throws SQLException {
        return existing(connection).stream().min(Comparator.naturalOrder()).map(EventPartitions::day);
    }

    private List<LocalDate> wanted(LocalDate today) {
        return keptFrom(today).datesUntil(today.plusDays(DAYS_AHEAD + 1)).toList();
    }

    /**
     * Until the end of the transaction, nobody else maintains. From then on every lock is soon there or given up: while
     * this waits for a long query to finish, all that read or write events wait behind it.
     */
    private static void lock(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_xact_lock(hashtext('" + EventPartitions.class.getName() + "'))");
        execute(connection, "SET LOCAL lock_timeout = '5s'");
    }

    private static Set<String> existing(Connection connection) throws SQLException {
        var names = new HashSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'event'::regclass")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** What is about to be dropped. Done before anything locks the whole table, so that nobody waits while it is counted. */
    private static void notePast(Connection connection, List<String> past, LocalDate keptFrom) throws SQLException {
        if (past.isEmpty()) {
            return;
        }
        for (var name : past) {
            DroppedEvents.note(connection, name, keptFrom);
        }
        DroppedEvents.forget(connection, keptFrom);
        KeptSince.note(connection, "event", keptFrom);
    }

    /** The days that there are: what a search by id goes by. */
    private static void note(Connection connection) throws SQLException {
        var days = existing(connection).stream()
                .map(name -> "DATE '" + day(name) + "'")
                .collect(Collectors.joining(", "));
        execute(connection, "INSERT INTO event_day (day) SELECT unnest(ARRAY[" + days + "]) ON CONFLICT DO NOTHING");
        execute(connection, "DELETE FROM event_day WHERE day <> ALL (ARRAY[" + days + "])");
    }

    private static void create(Connection connection, LocalDate day) throws SQLException {
        execute(
                connection,
                "CREATE TABLE " + name(day) + " PARTITION OF event FOR VALUES FROM ('" + day + "') TO ('"
                        + day.plusDays(1) + "')");
    }

    /** Of the day's partition. */
    static String name(LocalDate day) {
        return PREFIX + SUFFIX.format(day);
    }

    private static LocalDate day(String name) {
        return LocalDate.parse(name.substring(PREFIX.length()), SUFFIX);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
