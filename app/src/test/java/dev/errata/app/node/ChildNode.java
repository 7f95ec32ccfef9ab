package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.AppConfig;
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
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
        var config = new AppConfig(
                "127.0.0.1",
                Integer.parseInt(arguments[2]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Duration.ofMinutes(10),
                30);
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
        var sink = new EventSink(TimeRules.DEFAULT, build.safeguards.corrections());
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
            return new Kafka(connection, new TopicSetup(admin).ensure(1, (short) 1)).topicIds();
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
