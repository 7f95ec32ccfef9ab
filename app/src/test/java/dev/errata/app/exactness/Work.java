package dev.errata.app.exactness;

import static org.awaitility.Awaitility.await;

import dev.errata.store.reconcile.SinkOffsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Whether the installation works: it takes events, stores them, and stores their rates. */
final class Work {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Rig rig;
    private final AtomicLong acknowledged;
    private final SinkOffsets offsets;

    Work(Rig rig, AtomicLong acknowledged) {
        this.rig = rig;
        this.acknowledged = acknowledged;
        this.offsets = new SinkOffsets(source(rig.database()));
    }

    /** Waits until every process is ready and each stage has got further than it was. */
    void awaitProgress() {
        await("every process ready").atMost(PATIENCE).until(rig::isReady);
        var before = acknowledged.get();
        awaitSupervised("events acknowledged", () -> acknowledged.get() > before);
        for (var sink : new String[] {"event-sink", "rate-sink"}) {
            var from = stored(sink);
            awaitSupervised("progress of " + sink, () -> stored(sink) > from);
        }
    }

    /** A process may end because of a fault long after it was ready again. */
    private void awaitSupervised(String what, BooleanSupplier condition) {
        await(what).atMost(PATIENCE).until(() -> {
            rig.supervise();
            return condition.getAsBoolean();
        });
    }

    private long stored(String sink) {
        try {
            return offsets.of(sink).values().stream().mapToLong(Long::longValue).sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static DataSource source(Database database) {
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser("errata");
        return source;
    }
}
