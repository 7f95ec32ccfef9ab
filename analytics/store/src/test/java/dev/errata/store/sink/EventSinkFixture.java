package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The event sink on a database of its own, each write a transaction. */
abstract class EventSinkFixture {
    static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    static final Instant NOW = Instant.parse("2026-06-15T12:00:07Z");
    static final Duration LATE = Duration.ofMinutes(11);

    final RawLog log = new RawLog(Topics.EVENTS, 3);
    StoreDatabase database;
    SinkHarness sink;

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(TODAY);
        sink = sink(RawTopics.SHARED, Events.allBodies());
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    SinkHarness sink(RawTopics topics, BodySampling bodies) {
        return new SinkHarness(
                new EventSink(StoreDatabase.RULES, topics, new RateRows(), Redactor.STANDARD, bodies, CallMetrics.NOOP),
                database);
    }

    static SQLException noPartition() {
        return new SQLException("no partition of relation", "23514");
    }

    long storedEvents() throws SQLException {
        return database.number("SELECT count(*) FROM event");
    }

    List<List<?>> corrections() throws SQLException {
        return database.rows("SELECT extract(epoch FROM window_start)::bigint, code, sink_count"
                + " FROM rate_10s JOIN series USING (series_id)");
    }

    static List<?> correction(ErrorEvent event, long delta) {
        var second = event.time().getEpochSecond();
        return List.of(second - second % 10, event.failure().code(), delta);
    }
}
