package dev.errata.app.node;

import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;

/** Whether records can be appended to the raw topics. */
final class LogHealth implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Admin admin;
    private final Kafka kafka;

    private LogHealth(Admin admin, Kafka kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    /** Connects when it is first asked. */
    static LogHealth of(Kafka kafka) {
        var config = new HashMap<>(kafka.connection());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new LogHealth(Admin.create(config), kafka);
    }

    /** What keeps records out; empty if nothing. */
    Optional<String> problem() {
        try {
            return admin
                    .describeTopics(kafka.raw().all())
                    .allTopicNames()
                    .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .filter(LogHealth::lacksALeader)
                    .map(topic -> "a partition of " + topic.name() + " has no leader")
                    .findFirst();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of("does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("was not asked to the end");
        }
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }

    private static boolean lacksALeader(TopicDescription topic) {
        return topic.partitions().stream().anyMatch(partition -> partition.leader() == null);
    }
}
