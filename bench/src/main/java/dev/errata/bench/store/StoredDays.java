package dev.errata.bench.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.bench.sink.BenchDatabase;
import dev.errata.embedded.Directories;
import dev.errata.store.EventSeals;
import dev.errata.store.RateDays;
import dev.errata.store.query.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database with so many events in thirty daily partitions, which stays in its directory. It is made once; the file
 * {@code made} says that it is complete, for which day, and what that took.
 */
final class StoredDays implements AutoCloseable {
    private final BenchDatabase database;
    private final HikariDataSource questions;
    private final LocalDate today;
    private final long events;
    private final List<String> making;

    private StoredDays(BenchDatabase database, LocalDate today, long events, List<String> making) {
        this.database = database;
        this.questions = questions(database);
        this.today = today;
        this.events = events;
        this.making = List.copyOf(making);
    }

    /** Opens what was made in the directory, or makes it. */
    static StoredDays in(Path directory, long events) throws Exception {
        var made = directory.resolve("made");
        if (!Files.exists(made)) {
            Directories.delete(directory);
            Files.createDirectories(directory);
            make(directory, events, LocalDate.now(ZoneOffset.UTC), made);
        }
        var notes = Files.readAllLines(made);
        var today = LocalDate.parse(notes.getFirst());
        var database = BenchDatabase.startIn(directory);
        // Also what was made before days were packed.
        if (new RateDays(database.pool()).pack(today) > 0) {
            database.command("VACUUM (ANALYZE) rate_day, rate_day_packed");
        }
        return new StoredDays(database, today, events, notes.subList(1, notes.size()));
    }

    private static void make(Path directory, long events, LocalDate today, Path made) throws Exception {
        try (var database = BenchDatabase.startIn(directory)) {
            database.makePartitions(today);
            database.command("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
            var days = new Days(database, today);
            var lines = new Lines(database);
            lines.measured("%,d events made".formatted(events), events, () -> days.makeEvents(0, events));
            lines.measured("rates added up", events, () -> days.makeRates(events));
            database.command("VACUUM (ANALYZE)");
            lines.measured(
                    "what a search by id costs who writes: all days but yesterday sealed",
                    events,
                    () -> new EventSeals(database.pool()).seal(today));
            database.command("VACUUM (ANALYZE) event_day, event_day_block", "CHECKPOINT");
            var notes = new ArrayList<>(List.of(today.toString()));
            notes.addAll(lines.all());
            Files.write(made, notes);
        }
    }

    /** A pool as the API has one. */
    private static HikariDataSource questions(BenchDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setReadOnly(true);
        config.setMaximumPoolSize(2);
        config.addDataSourceProperty(
                "options", "-c plan_cache_mode=force_generic_plan -c jit=off -c max_parallel_workers_per_gather=0");
        config.addDataSourceProperty("prepareThreshold", "1");
        return new HikariDataSource(config);
    }

    Days days() {
        return new Days(database, today);
    }

    /** The day after the last one. */
    LocalDate today() {
        return today;
    }

    long events() {
        return events;
    }

    DataSource questions() {
        return questions;
    }

    Queries queries() {
        return Queries.of(questions);
    }

    /** What it took to make it, to which can be added. */
    Lines lines() {
        var lines = new Lines(database);
        making.forEach(lines::add);
        return lines;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        database.close();
    }
}
