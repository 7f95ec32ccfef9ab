package dev.errata.bench.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.errata.bench.sink.BenchDatabase;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Events of the thirty days before today, numbered; Postgres makes them, so that two connections are all it takes. */
final class Days {
    /** So many partitions. */
    static final int COUNT = 30;

    private static final int CONNECTIONS = 2;
    private static final long WINDOW_SECONDS = 10;
    private static final long WINDOWS_A_DAY = 8_640;

    /** Pairs of application and model whose traffic is told. */
    private static final long BUSY = 20;

    private static final int ID_LENGTH = 24;

    private final BenchDatabase database;
    private final LocalDate today;

    Days(BenchDatabase database, LocalDate today) {
        this.database = database;
        this.today = today;
    }

    /**
     * Makes the events from one number to before another, both multiples of {@value #COUNT}. Their indexes are made afterwards,
     * which is cheaper than to enter each id where it belongs; one after the other, since Postgres finds names for those of the
     * partitions.
     */
    void makeEvents(long first, long last) throws Exception {
        var indexes = database.indexes("event");
        for (var name : indexes.keySet()) {
            execute("DROP INDEX " + name);
        }
        onEach("day.sql", first, last);
        for (var definition : indexes.values()) {
            execute("SET LOCAL maintenance_work_mem = '512MB'; " + definition);
        }
    }

    /** Counts the events by series and window, with all roll-ups, and adds about a quarter as many rows of traffic. */
    void makeRates(long events) throws Exception {
        onEach("rates.sql", 0, events);
    }

    LocalDate first() {
        return today.minusDays(COUNT);
    }

    /** The day of an event. */
    LocalDate day(long number) {
        return first().plusDays(number % COUNT);
    }

    /** Its request id. */
    static String requestId(long number) {
        try {
            var hash = MessageDigest.getInstance("MD5")
                    .digest(Long.toString(number).getBytes(US_ASCII));
            return "req_" + HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onEach(String file, long first, long last) throws Exception {
        var windows = Math.max(1, COUNT * WINDOWS_A_DAY * BUSY * 4 / Math.max(1, last));
        var sql = read(file)
                .replace(":first", Long.toString(first))
                .replace(":last", Long.toString(last))
                .replace(":seconds", Long.toString(windows * WINDOW_SECONDS));
        var work = new ArrayList<Callable<Void>>();
        for (int nth = 0; nth < COUNT; nth++) {
            var ofDay = sql.replace(":nth", Integer.toString(nth))
                    .replace(":days", Integer.toString(COUNT))
                    .replace(":day", "DATE '" + day(nth) + "'");
            work.add(() -> execute(ofDay));
        }
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("the data could not be made", e);
        }
    }

    private @Nullable Void execute(String sql) throws SQLException {
        try (var connection = database.pool().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
            return null;
        }
    }

    private static String read(String file) throws IOException {
        try (var in = requireNonNull(Days.class.getResourceAsStream(file))) {
            var lines = new String(in.readAllBytes(), UTF_8).lines();
            return String.join(
                    "\n", lines.filter(line -> !line.startsWith("--")).toList());
        }
    }
}
