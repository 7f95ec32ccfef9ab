package dev.errata.app.node;

import dev.errata.app.config.KafkaAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Connects to a cluster that others run. */
public final class ClusterAdmin {
    /** A restart of a broker is over sooner. Whoever supervises this process starts it again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration REQUEST = Duration.ofSeconds(10);

    private ClusterAdmin() {}

    /**
     * A client that has been answered once.
     *
     * @throws KafkaUnreachableException where nobody has answered for half a minute, or the login is refused
     * @throws InterruptedException when somebody asked to stop
     */
    static Admin connect(KafkaAddress address) throws KafkaUnreachableException, InterruptedException {
        return connect(address, PATIENCE);
    }

    /** The same, waiting no longer than so. */
    public static Admin connect(KafkaAddress address, Duration patience)
            throws KafkaUnreachableException, InterruptedException {
        var admin = create(address, patience);
        try {
            admin.describeCluster().nodes().get();
            return admin;
        } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            throw unreachable(address, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private static Admin create(KafkaAddress address, Duration patience) throws KafkaUnreachableException {
        var config = new HashMap<>(address.connection());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(REQUEST.toMillis(), patience.toMillis()));
        try {
            return Admin.create(config);
        } catch (KafkaException e) {
            throw unreachable(address, e.getCause() == null ? e : e.getCause());
        }
    }

    private static KafkaUnreachableException unreachable(KafkaAddress address, Throwable cause) {
        return new KafkaUnreachableException("Kafka at " + address + " cannot be used: " + cause.getMessage(), cause);
    }
}
