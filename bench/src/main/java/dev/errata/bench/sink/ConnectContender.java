package dev.errata.bench.sink;

import dev.errata.bench.Contender;
import dev.errata.contract.Topics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * What many would run: Kafka Connect with Debezium's JDBC sink, in insert mode, by as many tasks and connections, with the
 * driver's rewriting. The process runs on from lap to lap; each lap has a connector of its own. Its tasks have their
 * partitions and first batches before the clock runs: the table is locked until then.
 */
final class ConnectContender implements Contender {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** As often as Connect commits; asking more often would take the processor from those that work. */
    private static final long PAUSE_MILLIS = 250;

    private static final String BATCH = "3000";

    private final ConnectProcess connect;
    private final BenchDatabase database;
    private final Admin admin;
    private final int tasks;
    private final long events;
    private String name = "";
    private @Nullable Connection lock;

    ConnectContender(ConnectProcess connect, BenchDatabase database, Admin admin, int tasks, long events) {
        this.connect = connect;
        this.database = database;
        this.admin = admin;
        this.tasks = tasks;
        this.events = events;
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public void prepare() throws SQLException, IOException, InterruptedException, ExecutionException {
        database.execute("TRUNCATE " + ConnectTable.NAME);
        database.settle();
        name = "events-" + UUID.randomUUID();
        lock = database.connect();
        try (var statement = lock.createStatement()) {
            statement.execute("LOCK TABLE " + ConnectTable.NAME + " IN EXCLUSIVE MODE");
        }
        connect.create(name, config());
        await("is ready", () -> waiting() == tasks);
    }

    private Map<String, String> config() {
        var config = new HashMap<String, String>();
        config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        config.put("tasks.max", String.valueOf(tasks));
        config.put("topics", Topics.EVENTS);
        config.put("connection.url", database.url() + "?reWriteBatchedInserts=true");
        config.put("connection.username", database.user());
        config.put("connection.password", "none");
        config.put("connection.pool.min_size", "1");
        config.put("insert.mode", "insert");
        config.put("schema.evolution", "none");
        config.put("primary.key.mode", "none");
        config.put("collection.name.format", ConnectTable.NAME);
        config.put("batch.size", BATCH);
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "true");
        config.put("value.converter.schema.content", ConnectTable.schema());
        config.put("consumer.override.auto.offset.reset", "earliest");
        config.put("consumer.override.max.poll.records", BATCH);
        config.put("consumer.override.max.partition.fetch.bytes", "4194304");
        return config;
    }

    @Override
    public long run() throws SQLException, IOException, InterruptedException, ExecutionException {
        unlock();
        await("has stored all events", () -> committed() >= events);
        return events;
    }

    @Override
    public void tidy() throws SQLException, IOException, InterruptedException {
        unlock();
        if (!name.isEmpty()) {
            connect.delete(name);
            name = "";
        }
    }

    private void unlock() throws SQLException {
        if (lock != null) {
            lock.rollback();
            lock.close();
            lock = null;
        }
    }

    private long waiting() throws SQLException {
        return database.number(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '" + ConnectTable.NAME + "'::regclass");
    }

    /** Connect commits what is stored, four times a second. */
    private long committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets("connect-" + name).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    private void await(String what, Condition condition)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            var state = connect.tasks(name).toString();
            if (state.contains("FAILED") || System.nanoTime() > deadline) {
                throw new IOException("no connector that " + what + ": " + state);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws SQLException, ExecutionException, InterruptedException;
    }
}
