package dev.errata.app.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.demo.DemoTraffic.Slice;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.migrations.Migrations;
import dev.errata.store.EventPartitions;
import dev.errata.store.sink.DirectStore;
import dev.errata.store.sink.DirectStore.Appended;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The demo's records in a database, as gateway, topology and sinks bring them there. */
final class DemoStore implements AutoCloseable {
    private final TestDatabase database = TestPostgres.freshDatabase();

    DemoStore(List<Slice> slices, List<Incident> incidents) throws SQLException {
        try (var pool = new HikariDataSource(config())) {
            Migrations.apply(pool);
            fill(pool, slices, incidents);
        }
    }

    private HikariConfig config() {
        var config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(2);
        return config;
    }

    private static void fill(DataSource pool, List<Slice> slices, List<Incident> incidents) throws SQLException {
        new EventPartitions(pool, TimeRules.DEFAULT).maintain(LocalDate.ofInstant(DemoRecording.BEGIN, ZoneOffset.UTC));
        var store = new DirectStore(pool);
        var events = new ErrorEventCodec();
        var outcomes = new CallOutcomeCodec();
        store.events(records(slices.stream().flatMap(s -> s.events().stream()), ErrorEvent::time, events::encode));
        store.outcomes(
                records(slices.stream().flatMap(s -> s.outcomes().stream()), CallOutcome::time, outcomes::encode));
        store.cells(records(slices.stream().flatMap(DemoStore::cells), Cell::window, CellCodec::encode));
        store.incidents(records(incidents.stream(), incident -> incident.times().updatedAt(), IncidentCodec::encode));
    }

    TestDatabase database() {
        return database;
    }

    private static Stream<Cell> cells(Slice slice) {
        var window = slice.totals().getFirst().window();
        Map<RateKey, Long> errors =
                slice.events().stream().collect(Collectors.groupingBy(RateKey::of, Collectors.counting()));
        return Stream.concat(
                errors.entrySet().stream()
                        .map(cell -> new Cell(window, cell.getKey(), new Cell.Errors(cell.getValue()), true)),
                slice.totals().stream().map(DemoStore::cell));
    }

    private static Cell cell(TrafficRecord total) {
        var told = total.calls();
        var calls = told == null ? null : new Cell.Calls(told.total(), told.failed(), told.rescued());
        return new Cell(total.window(), RateKey.of(total), new Cell.Traffic(total.requests(), calls), true);
    }

    private static <T> List<Appended> records(Stream<T> records, Function<T, Instant> time, Function<T, byte[]> codec) {
        return records.map(each -> new Appended(codec.apply(each), time.apply(each)))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
