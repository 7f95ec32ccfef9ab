package dev.errata.app.config;

import dev.errata.app.config.Setting.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What {@code errata gateway}, {@code analytics} and {@code api} run with, each reading what it needs of it.
 * {@link Setting} documents each component.
 *
 * @param host where the web server listens
 * @param port of the web server; 0 takes a free one
 * @param managementHost where health and metrics are asked for
 * @param managementPort its port; 0 takes a free one
 * @param data the directory of this process
 * @param kafka the cluster
 * @param postgres the database
 * @param instance this process's own name; empty for none
 * @param standbys how many copies of the topology's state are kept
 * @param sessionTimeout how long a silent process keeps its partitions
 * @param common what all processes share
 */
public record RoleConfig(
        String host,
        int port,
        String managementHost,
        int managementPort,
        Path data,
        KafkaAddress kafka,
        PostgresAddress postgres,
        String instance,
        int standbys,
        Duration sessionTimeout,
        CommonConfig common) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param role which one will run with it
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static RoleConfig of(Reader role, Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new RoleConfig(
                source.read(Setting.HOST),
                source.read(Setting.PORT),
                source.read(Setting.MANAGEMENT_HOST),
                source.read(Setting.MANAGEMENT_PORT),
                source.read(Setting.DATA),
                KafkaAddress.read(source),
                PostgresAddress.read(source),
                source.read(Setting.INSTANCE),
                source.read(Setting.STANDBYS),
                source.read(Setting.SESSION_TIMEOUT),
                CommonConfig.read(source));
        if (Setting.PORT.readers().contains(role) && config.port == config.managementPort && config.port != 0) {
            source.problem("%s and %s are both %d"
                    .formatted(Setting.PORT.flag(), Setting.MANAGEMENT_PORT.flag(), config.port));
        }
        source.check();
        return config;
    }

    /** Whether programs of this machine, which alone can reach the web server, need no token. */
    public boolean isOpen() {
        return common.auth().isOpenOn(host);
    }

    /** The same of the server for health and metrics. */
    public boolean isManagementOpen() {
        return common.auth().isOpenOn(managementHost);
    }
}
