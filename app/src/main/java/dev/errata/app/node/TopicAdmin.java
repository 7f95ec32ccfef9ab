package dev.errata.app.node;

import dev.errata.app.config.Setting;
import dev.errata.app.config.TopicsConfig;
import dev.errata.streams.TopicChange;
import dev.errata.streams.TopicSetup;
import dev.errata.streams.TopicWishes;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/** Sets the topics of a cluster up. Used by one thread. */
public final class TopicAdmin implements AutoCloseable {
    private final TopicsConfig config;
    private final Admin admin;
    private final TopicSetup setup;

    private TopicAdmin(TopicsConfig config, Admin admin) {
        this.config = config;
        this.admin = admin;
        this.setup = new TopicSetup(admin, config.topics());
    }

    /**
     * Connects.
     *
     * @throws KafkaUnreachableException where the cluster does not answer, or lets nobody in
     * @throws InterruptedException when somebody asked to stop
     */
    public static TopicAdmin connect(TopicsConfig config) throws KafkaUnreachableException, InterruptedException {
        return new TopicAdmin(config, ClusterAdmin.connect(config.kafka()));
    }

    /**
     * What differs, a line each; empty where nothing does.
     *
     * @throws KafkaUnreachableException where the cluster refuses to tell
     */
    public List<String> differences() throws KafkaUnreachableException {
        return asked(this::plan).stream().map(TopicChange::text).toList();
    }

    /**
     * Changes what can be changed.
     *
     * @return what is left to be done by hand, a line each
     * @throws KafkaUnreachableException where the cluster refuses
     */
    public List<String> apply() throws KafkaUnreachableException {
        var changes = asked(this::plan);
        asked(() -> {
            setup.apply(changes);
            return changes;
        });
        return differences();
    }

    @Override
    public void close() {
        admin.close();
    }

    private List<TopicChange> plan() {
        return setup.plan(new TopicWishes(config.partitions(), (short) config.replication(), config.retention()));
    }

    private <T> T asked(Supplier<T> question) throws KafkaUnreachableException {
        try {
            return question.get();
        } catch (InvalidReplicationFactorException e) {
            throw new KafkaUnreachableException(
                    "Kafka at " + config.kafka() + " has too few brokers for " + Setting.REPLICATION.flag() + " "
                            + config.replication() + ": " + e.getMessage(),
                    e);
        } catch (ApiException e) {
            throw new KafkaUnreachableException("Kafka at " + config.kafka() + " refuses: " + e.getMessage(), e);
        }
    }
}
