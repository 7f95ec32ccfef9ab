package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.AppConfig;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.store.sink.BreakerRules;
import dev.errata.store.sink.Corrections;
import dev.errata.store.sink.EventSink;
import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateRows;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkMetrics;
import dev.errata.store.sink.SinkWorker;
import dev.errata.streams.TopicSetup;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * An Errata in a JVM of its own, to be killed there, built with all safeguards or without one of them.
 *
 * <p>Beside it runs a rival: a second event sink in another consumer group, which reads all partitions too and writes
 * under the same offsets. Each of the two is again and again what a zombie is once in a while.
 */
final class ChildNode {
    /** Which build it is. */
    @SuppressWarnings("ImmutableEnumChecker") // functions and stateless writers
    enum Build {
        COMPLETE(new RateRows(), PostgresOffsets::new),
        WITHOUT_CORRECTIONS((connection, deltas) -> {}, PostgresOffsets::new),
        WITHOUT_COMPARE_AND_SET(new RateRows(), OverwrittenOffsets::new);

        private final Safeguards safeguards;

        Build(Corrections corrections, BiFunction<String, Map<String, UUID>, OffsetStore> offsets) {
            this.safeguards = new Safeguards(corrections, offsets);
        }
    }

    private ChildNode() {}

    /** Arguments: the build, the data directory, and the ports of web, Kafka and Postgres. */
    public static void main(String[] arguments) throws Exception {
        var build = Build.valueOf(arguments[0]);
        var flags = Map.of(
                "--data", arguments[1],
                "--port", arguments[2],
                "--kafka-port", arguments[3],
                "--postgres-port", arguments[4]);
        var config = AppConfig.of(Map.of(), flags);
        var report = new StartUpReport(
                new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), System::nanoTime);
        var node = new Wiring(build.safeguards).start(config, report);
        // Asked to stop, it takes its servers along; killed, it cannot.
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
        startRival(config, build);
        System.out.write("ready\n".getBytes(StandardCharsets.US_ASCII));
        System.out.flush();
        node.await();
    }

    private static void startRival(AppConfig config, Build build) {
        var connection = Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + config.kafkaPort());
        var sink =
                new EventSink(TimeRules.DEFAULT, RawTopics.SHARED, build.safeguards.corrections(), Redactor.STANDARD);
        SinkWorker.start(
                sink,
                build.safeguards.offsets().apply(sink.name(), topicIds(connection)),
                database(config),
                SinkConsumers.create(connection, "rival", "rival"),
                SinkMetrics.NOOP,
                BreakerRules.DEFAULT);
    }

    private static Map<String, UUID> topicIds(Map<String, Object> connection) {
        try (var admin = Admin.create(connection)) {
            var topics = new TopicSetup(admin, RawTopics.SHARED).ensure(1, (short) 1);
            return new Kafka(connection, RawTopics.SHARED, topics).topicIds();
        }
    }

    private static DataSource database(AppConfig config) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(NodeProcess.jdbcUrl(config.postgresPort()));
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(1);
        return new HikariDataSource(pool);
    }

    /** Offsets that go where the sink says, whoever has been there before. */
    private record OverwrittenOffsets(String sink, PostgresOffsets stored) implements OffsetStore {
        OverwrittenOffsets(String sink, Map<String, UUID> topicIds) {
            this(sink, new PostgresOffsets(sink, topicIds));
        }

        @Override
        public long load(Connection connection, TopicPartition partition, long ifNew) throws SQLException {
            return stored.load(connection, partition, ifNew);
        }

        @Override
        public boolean advance(Connection connection, TopicPartition partition, long from, long to)
                throws SQLException {
            var sql = "UPDATE sink_offset SET next_offset = ? WHERE sink = ? AND topic = ? AND partition = ?";
            try (var update = connection.prepareStatement(sql)) {
                update.setLong(1, to);
                update.setString(2, sink);
                update.setString(3, partition.topic());
                update.setInt(4, partition.partition());
                return update.executeUpdate() == 1;
            }
        }
    }
}
