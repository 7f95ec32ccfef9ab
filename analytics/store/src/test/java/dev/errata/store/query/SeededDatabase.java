package dev.errata.store.query;

import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.migrations.Migrations;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with the real schema and the rows that a test puts in. */
final class SeededDatabase implements AutoCloseable {
    private final TestDatabase database;
    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final Jdbi jdbi = Jdbi.create(dataSource).installPlugin(new PostgresPlugin());

    SeededDatabase() throws SQLException {
        database = TestPostgres.freshDatabase();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        Migrations.apply(dataSource);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    PGSimpleDataSource dataSource() {
        return dataSource;
    }

    void partitions(LocalDate from, int days) {
        from.datesUntil(from.plusDays(days)).forEach(this::partition);
    }

    private void partition(LocalDate day) {
        execute("CREATE TABLE event_%s PARTITION OF event FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(day.toString().replace("-", ""), day, day.plusDays(1)));
        execute("INSERT INTO event_day (day) VALUES ('" + day + "')");
    }

    void insert(String table, Map<String, ? extends @Nullable Object> row) {
        var columns = String.join(", ", row.keySet());
        var values = row.keySet().stream().map(column -> ":" + column).collect(Collectors.joining(", "));
        jdbi.useHandle(
                handle -> handle.createUpdate("INSERT INTO %s (%s) VALUES (%s)".formatted(table, columns, values))
                        .bindMap(row)
                        .execute());
    }

    void execute(String sql) {
        jdbi.useHandle(handle -> handle.execute(sql));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
