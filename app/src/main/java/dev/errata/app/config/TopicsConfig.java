package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import java.time.Duration;
import java.util.Map;

/**
 * What {@code errata topics} works with. {@link Setting} documents each component.
 *
 * @param kafka the cluster
 * @param topics the raw topics and whose they are
 * @param partitions of topics that are made now
 * @param replication of topics that are made now
 * @param retention of raw topics and rates
 */
public record TopicsConfig(KafkaAddress kafka, RawTopics topics, int partitions, int replication, Duration retention) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static TopicsConfig of(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new TopicsConfig(
                KafkaAddress.read(source),
                source.read(Setting.PROJECT_TOPICS),
                source.read(Setting.PARTITIONS),
                source.read(Setting.REPLICATION),
                source.read(Setting.RETENTION));
        source.check();
        return config;
    }
}
