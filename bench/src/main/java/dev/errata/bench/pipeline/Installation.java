package dev.errata.bench.pipeline;

import dev.errata.bench.CpuMeter;
import dev.errata.bench.broker.BrokerProcess;
import dev.errata.bench.ingest.EventTopic;
import dev.errata.bench.ingest.LocalGateway;
import dev.errata.bench.sink.BenchDatabase;
import dev.errata.contract.RawTopics;
import dev.errata.embedded.Directories;
import dev.errata.streams.Ticker;
import dev.errata.streams.TopicSetup;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** All that the stages work with: a broker and a Postgres as processes of their own, a gateway and ticks in this one. */
final class Installation implements AutoCloseable {
    private final Deque<Closeable> parts = new ArrayDeque<>();
    private final BrokerProcess broker;
    private final BenchDatabase database;
    private final LocalGateway gateway;
    private final Path state;
    private final Map<String, UUID> topicIds;

    Installation() throws Exception {
        try {
            state = Files.createTempDirectory("errata-bench-streams");
            parts.push(() -> Directories.delete(state));
            broker = BrokerProcess.start();
            parts.push(broker);
            database = BenchDatabase.start();
            parts.push(database);
            topicIds = topics(kafka());
            parts.push(Ticker.start(kafka(), RawTopics.SHARED.counted())::close);
            gateway = new LocalGateway(kafka());
            parts.push(gateway::close);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    /** Kafka's id of each topic. */
    Map<String, UUID> topicIds() {
        return topicIds;
    }

    BenchDatabase database() {
        return database;
    }

    LocalGateway gateway() {
        return gateway;
    }

    /** Where the topology keeps its state. */
    Path state() {
        return state;
    }

    List<CpuMeter> meters() throws IOException {
        return List.of(CpuMeter.ofThisProcess(), broker.cpu(), database.cpu());
    }

    /** Whether all that was posted is stored once, and counted once. */
    boolean isExact(long posted) throws SQLException {
        return database.number("SELECT count(*) FROM event") == posted
                && database.number("SELECT coalesce(sum(stream_count + sink_count), 0) FROM rate_10s") == posted;
    }

    private static Map<String, UUID> topics(Map<String, Object> kafka) {
        try (var admin = Admin.create(kafka)) {
            var topics = new TopicSetup(admin, RawTopics.SHARED).ensure(EventTopic.PARTITIONS, (short) 1);
            return topics.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, topic -> {
                var id = topic.getValue().topicId();
                return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
            }));
        }
    }

    @Override
    public void close() throws IOException {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
