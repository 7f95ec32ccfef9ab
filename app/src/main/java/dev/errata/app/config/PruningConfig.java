package dev.errata.app.config;

import java.util.Map;

/**
 * What {@code errata retention} works with. {@link Setting} documents each component.
 *
 * @param postgres the database
 * @param eventRetentionDays that of the processes which store
 * @param retention likewise
 */
public record PruningConfig(PostgresAddress postgres, int eventRetentionDays, RetentionConfig retention) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static PruningConfig of(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new PruningConfig(
                PostgresAddress.readOrEmbedded(source),
                source.read(Setting.EVENT_RETENTION_DAYS),
                RetentionConfig.read(source));
        source.check();
        return config;
    }
}
