package dev.errata.bench.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.errata.bench.Contender;
import dev.errata.bench.ingest.EventTopic;
import dev.errata.contract.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What many would write: one consumer, one connection, the event as {@code jsonb} beside the columns that are looked up,
 * 3,000 rows a batch by {@code INSERT … ON CONFLICT DO NOTHING}, which the driver rewrites to many rows a statement.
 */
final class InsertContender implements Contender {
    private static final int ROWS = 3_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private static final String TABLE = """
            CREATE TABLE event_json (
                event_day date NOT NULL, project text NOT NULL, event_id uuid NOT NULL, time timestamptz NOT NULL,
                request_id text, provider_request_id text, task_id text, trace_id text, call_id text,
                fingerprint bigint, event jsonb NOT NULL,
                PRIMARY KEY (event_day, project, event_id)
            ) PARTITION BY RANGE (event_day)
            """;

    private static final String INSERT = "INSERT INTO event_json (event_day, project, event_id, time, request_id,"
            + " provider_request_id, task_id, trace_id, call_id, fingerprint, event)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING";

    private static final List<String> IDS =
            List.of("request_id", "provider_request_id", "task_id", "trace_id", "call_id");

    private final Map<String, Object> kafka;
    private final BenchDatabase database;
    private final long events;
    private @Nullable Consumer<byte[], byte[]> consumer;

    private InsertContender(Map<String, Object> kafka, BenchDatabase database, long events) {
        this.kafka = kafka;
        this.database = database;
        this.events = events;
    }

    /** Makes its table, with the indexes that Errata's has. */
    static InsertContender create(Map<String, Object> kafka, BenchDatabase database, long events) throws SQLException {
        database.execute(TABLE);
        for (var id : IDS) {
            database.execute(
                    "CREATE INDEX ON event_json (hashtextextended(" + id + ", 0)) WHERE " + id + " IS NOT NULL");
        }
        database.execute("CREATE INDEX ON event_json (hashtextextended(project, fingerprint), time)"
                + " WHERE fingerprint IS NOT NULL");
        database.execute("CREATE INDEX ON event_json USING brin (time) WITH (autosummarize = on)");
        database.execute("CREATE INDEX ON event_json (project, time, event_id)");
        var today = LocalDate.now(ZoneOffset.UTC);
        for (int day = -1; day <= 1; day++) {
            var from = today.plusDays(day);
            database.execute("CREATE TABLE event_json_" + (day + 1) + " PARTITION OF event_json FOR VALUES FROM ('"
                    + from + "') TO ('" + from.plusDays(1) + "')");
        }
        return new InsertContender(kafka, database, events);
    }

    @Override
    public String name() {
        return "insert";
    }

    @Override
    public void prepare() throws SQLException {
        database.execute("TRUNCATE event_json");
        database.settle();
        var config = new HashMap<>(kafka);
        config.put("group.id", UUID.randomUUID().toString());
        config.put("enable.auto.commit", false);
        config.put("max.poll.records", ROWS);
        var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = IntStream.range(0, EventTopic.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        partitions.forEach(reader::position);
        consumer = reader;
    }

    @Override
    public long run() throws SQLException {
        var reader = requireNonNull(consumer);
        long stored = 0;
        try (var connection = database.connect();
                var insert = connection.prepareStatement(INSERT)) {
            while (stored < events) {
                var records = reader.poll(POLL);
                for (var record : records) {
                    bind(insert, record);
                    insert.addBatch();
                }
                if (!records.isEmpty()) {
                    insert.executeBatch();
                    commit(connection, reader);
                    stored += records.count();
                }
            }
        }
        return events;
    }

    private static void commit(Connection connection, Consumer<byte[], byte[]> reader) throws SQLException {
        connection.commit();
        reader.commitAsync();
    }

    private static void bind(PreparedStatement insert, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        var event = JsonMapper.shared().readTree(record.value());
        var id = UUID.fromString(event.path("event_id").asString());
        insert.setObject(
                1, LocalDate.ofInstant(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16), ZoneOffset.UTC));
        insert.setString(2, event.path("project").asString());
        insert.setObject(3, id);
        insert.setObject(4, Instant.parse(event.path("time").asString()).atOffset(ZoneOffset.UTC));
        for (int i = 0; i < IDS.size(); i++) {
            insert.setString(5 + i, text(event.path(IDS.get(i))));
        }
        insert.setLong(10, event.path("code").asString("").hashCode());
        insert.setObject(11, new String(record.value(), UTF_8), Types.OTHER);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    @Override
    public void tidy() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
