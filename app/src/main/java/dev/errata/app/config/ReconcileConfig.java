package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import java.time.Duration;
import java.util.Map;

/**
 * What {@code errata reconcile} works with. {@link Setting} documents each component.
 *
 * @param kafka the cluster
 * @param postgres the database
 * @param grace that of the processes which count
 * @param eventRetentionDays likewise
 * @param topics likewise
 */
public record ReconcileConfig(
        KafkaAddress kafka, PostgresAddress postgres, Duration grace, int eventRetentionDays, RawTopics topics) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static ReconcileConfig of(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new ReconcileConfig(
                KafkaAddress.read(source),
                PostgresAddress.readOrEmbedded(source),
                source.read(Setting.GRACE),
                source.read(Setting.EVENT_RETENTION_DAYS),
                source.read(Setting.PROJECT_TOPICS));
        source.check();
        return config;
    }
}
