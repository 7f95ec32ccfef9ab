package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What {@code errata doctor} looks at. {@link Setting} documents each component.
 *
 * @param host where the web server listens
 * @param port its port
 * @param data the data directory
 * @param kafka the cluster
 * @param postgres the database
 * @param topics the raw topics
 * @param grace that of the processes which count
 * @param eventRetentionDays likewise
 * @param auth who needs a token
 */
public record DoctorConfig(
        String host,
        int port,
        Path data,
        KafkaAddress kafka,
        PostgresAddress postgres,
        RawTopics topics,
        Duration grace,
        int eventRetentionDays,
        AuthMode auth) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static DoctorConfig of(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new DoctorConfig(
                source.read(Setting.HOST),
                source.read(Setting.PORT),
                source.read(Setting.DATA),
                KafkaAddress.read(source),
                PostgresAddress.readOrEmbedded(source),
                source.read(Setting.PROJECT_TOPICS),
                source.read(Setting.GRACE),
                source.read(Setting.EVENT_RETENTION_DAYS),
                source.read(Setting.AUTH));
        source.check();
        return config;
    }

    /** Whether programs of this machine need no token. */
    public boolean isOpen() {
        return auth.isOpenOn(host);
    }
}
