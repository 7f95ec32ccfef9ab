package dev.errata.app.config;

import dev.errata.core.policy.Policy;
import java.time.Duration;
import java.util.Map;

/**
 * What {@code errata backtest} judges by: as {@code up} and {@code analytics} would. {@link Setting} documents each component.
 *
 * @param grace that of the processes which count
 * @param eventRetentionDays likewise
 * @param windowKeys likewise
 * @param policy what is an incident
 */
public record BacktestConfig(Duration grace, int eventRetentionDays, int windowKeys, Policy policy) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static BacktestConfig of(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new BacktestConfig(
                source.read(Setting.GRACE),
                source.read(Setting.EVENT_RETENTION_DAYS),
                source.read(Setting.WINDOW_KEYS),
                IncidentConfig.policy(source, null).policy());
        source.check();
        return config;
    }
}
