package dev.errata.app.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.client.Pause;
import dev.errata.app.config.ReconcileConfig;
import dev.errata.app.node.Reconciled.Line;
import dev.errata.core.TimeRules;
import dev.errata.store.reconcile.Difference;
import dev.errata.store.reconcile.Reconciliation;
import dev.errata.store.reconcile.RecordedTotals;
import dev.errata.store.reconcile.SinkOffsets;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.streams.TopologyProgress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;

/** Holds the stored rates against the stored events, on a running installation. Used by one thread. */
public final class Reconciler implements AutoCloseable {
    private final ReconcileConfig config;
    private final Admin admin;
    private final HikariDataSource database;

    private Reconciler(ReconcileConfig config, Admin admin, HikariDataSource database) {
        this.config = config;
        this.admin = admin;
        this.database = database;
    }

    /** Who is told how it goes. */
    @FunctionalInterface
    public interface Observer {
        /** Something differs. */
        void differs(Line line);

        /** So many seconds of so many are compared. */
        default void compared(long seconds, long all) {}
    }

    /**
     * Connects to both servers.
     *
     * @throws InterruptedException when somebody asked to stop
     */
    public static Reconciler connect(ReconcileConfig config)
            throws KafkaUnreachableException, PostgresUnreachableException, InterruptedException {
        var database = Pool.unhurried(config.postgres(), "reconcile");
        try {
            return new Reconciler(config, ClusterAdmin.connect(config.kafka()), database);
        } catch (KafkaUnreachableException | InterruptedException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Compares the windows between the two times, as far as nothing that belongs to them is under way any more.
     *
     * @param repair whether to book what differs
     * @param observer is told of each difference, as it was before any repair, and how far it has come
     * @throws NotSettledException where sinks or topology lag too far behind
     * @throws InterruptedException when somebody asked to stop
     */
    public Reconciled run(Instant from, Instant to, boolean repair, Observer observer, Pause pause)
            throws SQLException, NotSettledException, InterruptedException {
        var rules = new TimeRules(config.grace(), config.eventRetentionDays());
        var settling = new Settling(new TopologyProgress(admin), new SinkOffsets(database), pause);
        var stored = settling.await(Reconciliation.settledBy(to, rules));
        try (var consumer = SinkConsumers.reader(config.kafka().connection())) {
            var totals = new RecordedTotals(consumer, config.topics(), rules);
            return Reconciled.of(new Reconciliation(database, totals, rules)
                    .run(from, to, stored, repair, new Reconciliation.Observer() {
                        @Override
                        public void differs(Difference difference) {
                            observer.differs(Line.of(difference));
                        }

                        @Override
                        public void compared(Instant first, Instant reached, Instant end) {
                            observer.compared(
                                    Duration.between(first, reached).toSeconds(),
                                    Duration.between(first, end).toSeconds());
                        }
                    }));
        }
    }

    @Override
    public void close() {
        admin.close();
        database.close();
    }
}
