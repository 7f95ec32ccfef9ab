package dev.errata.app.config;

import java.util.HashMap;
import java.util.Map;

/**
 * A Kafka cluster.
 *
 * @param bootstrapServers some of its brokers, as {@code host:port,host:port}
 * @param security how to be let in: what clients need besides
 */
public record KafkaAddress(String bootstrapServers, Map<String, String> security) {

    public KafkaAddress {
        security = Map.copyOf(security);
    }

    static KafkaAddress read(SettingSource source) {
        return new KafkaAddress(source.read(Setting.KAFKA_BOOTSTRAP_SERVERS), source.read(Setting.KAFKA_CONFIG));
    }

    /** What every client of the cluster starts from. */
    public Map<String, Object> connection() {
        var connection = new HashMap<String, Object>(security);
        connection.put("bootstrap.servers", bootstrapServers);
        return Map.copyOf(connection);
    }

    /** Not the security, which has passwords. */
    @Override
    public String toString() {
        return bootstrapServers;
    }
}
