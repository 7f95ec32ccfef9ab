package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.store.sink.BodySampling;
import dev.errata.store.sink.CallMetrics;
import dev.errata.store.sink.DiskPressure;
import dev.errata.store.sink.EventSink;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkMetrics;
import dev.errata.store.sink.SinkRules;
import dev.errata.store.sink.SinkWorker;
import dev.errata.streams.TopicSetup;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;

/**
 * A second event sink in another consumer group, which reads all partitions too and writes under the same offsets. It and
 * the first are to each other, again and again, what a zombie is once in a while.
 */
final class Rival {
    private Rival() {}

    /** Runs as long as the process. */
    static void start(Map<String, Object> kafka, PostgresAddress postgres, TimeRules rules, Safeguards safeguards) {
        var bodies = new BodySampling(BodySampling.ALL, () -> DiskPressure.NONE);
        var sink = new EventSink(
                rules, RawTopics.SHARED, safeguards.corrections(), Redactor.STANDARD, bodies, CallMetrics.NOOP);
        SinkWorker.start(
                sink,
                safeguards.offsets().apply(sink.name(), topicIds(kafka)),
                database(postgres),
                SinkConsumers.create(kafka, "rival", "rival"),
                SinkMetrics.NOOP,
                SinkRules.DEFAULT);
    }

    private static Map<String, UUID> topicIds(Map<String, Object> kafka) {
        try (var admin = Admin.create(kafka)) {
            return new Kafka(kafka, RawTopics.SHARED, new TopicSetup(admin, RawTopics.SHARED).requireAll()).topicIds();
        }
    }

    private static DataSource database(PostgresAddress postgres) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(postgres.url());
        pool.setUsername(postgres.user());
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(1);
        return new HikariDataSource(pool);
    }
}
