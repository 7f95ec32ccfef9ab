package dev.errata.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code errata up} runs with: read and checked once, at start. {@link Setting} documents each component.
 *
 * @param host where the web server listens
 * @param port of the web server; 0 takes a free one
 * @param data the directory that keeps everything
 * @param kafkaPort of the embedded broker; 0 takes a free one
 * @param postgresPort of the embedded Postgres; 0 takes a free one
 * @param common what holds for every process of an installation
 */
public record AppConfig(String host, int port, Path data, int kafkaPort, int postgresPort, CommonConfig common) {

    /**
     * Flags win over the environment, which wins over the file, which wins over the defaults.
     *
     * @param flags value by {@link Setting#flag()}
     * @throws InvalidConfigException naming all bad values and unknown {@code ERRATA_} variables at once
     */
    public static AppConfig of(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var config = new AppConfig(
                source.read(Setting.HOST),
                source.read(Setting.PORT),
                source.read(Setting.DATA),
                source.read(Setting.KAFKA_PORT),
                source.read(Setting.POSTGRES_PORT),
                CommonConfig.read(source));
        config.checkPorts(source);
        source.check();
        return config;
    }

    /**
     * The Errata that a client command asks.
     *
     * @throws InvalidConfigException as {@link #of}
     */
    public static URI server(Map<String, String> environment, Map<String, String> flags) throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var server = source.read(Setting.SERVER);
        source.check();
        return server;
    }

    /**
     * The token that a client command sends; empty where there is none.
     *
     * @throws InvalidConfigException as {@link #of}
     */
    public static String token(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var itself = source.read(Setting.TOKEN);
        var inFile = source.read(Setting.TOKEN_FILE);
        if (!itself.isEmpty() && !inFile.isEmpty()) {
            source.problem(
                    "%s and %s both give a token".formatted(Setting.TOKEN.variable(), Setting.TOKEN_FILE.flag()));
        }
        source.check();
        return itself.isEmpty() ? inFile : itself;
    }

    /**
     * The database of an {@code errata up} on this machine, or whichever one the user names.
     *
     * @throws InvalidConfigException as {@link #of}
     */
    public static PostgresAddress tokenDatabase(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var address = PostgresAddress.readOrEmbedded(source);
        source.check();
        return address;
    }

    /**
     * A database that a command works on by itself.
     *
     * @throws InvalidConfigException as {@link #of}
     */
    public static PostgresAddress postgres(Map<String, String> environment, Map<String, String> flags)
            throws InvalidConfigException {
        var source = new SettingSource(environment, flags);
        var address = PostgresAddress.read(source);
        source.check();
        return address;
    }

    /** Whether programs of this machine, which alone can reach it, need no token. */
    public boolean isOpen() {
        return common.auth().isOpenOn(host);
    }

    private void checkPorts(SettingSource source) {
        differ(source, Setting.PORT, port, Setting.KAFKA_PORT, kafkaPort);
        differ(source, Setting.PORT, port, Setting.POSTGRES_PORT, postgresPort);
        differ(source, Setting.KAFKA_PORT, kafkaPort, Setting.POSTGRES_PORT, postgresPort);
    }

    private static void differ(
            SettingSource source, Setting<Integer> one, int onePort, Setting<Integer> other, int otherPort) {
        if (onePort == otherPort && onePort != 0) {
            source.problem("%s and %s are both %d".formatted(one.flag(), other.flag(), onePort));
        }
    }
}
