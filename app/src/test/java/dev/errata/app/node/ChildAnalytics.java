package dev.errata.app.node;

import dev.errata.app.config.PostgresAddress;
import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.core.TimeRules;
import dev.errata.store.sink.Corrections;
import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateRows;
import dev.errata.streams.StreamsEngine;
import dev.errata.streams.WeakEngines;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** {@code errata analytics} without one of the parts that its exactness rests on. */
public final class ChildAnalytics {
    private static final Corrections CORRECTIONS = new RateRows();

    private ChildAnalytics() {}

    /** Which part is missing. */
    public enum Weakness {
        AT_LEAST_ONCE,
        NO_FLUSH_BEFORE_COMMIT,
        NO_CORRECTIONS,
        /** With a {@link Rival} beside it. */
        NO_COMPARE_AND_SET,
        OFFSETS_OUTSIDE_THE_TRANSACTION;

        private Safeguards safeguards(PostgresAddress postgres) {
            return switch (this) {
                case AT_LEAST_ONCE -> new Safeguards(CORRECTIONS, PostgresOffsets::new, WeakEngines::atLeastOnce);
                case NO_FLUSH_BEFORE_COMMIT ->
                    new Safeguards(CORRECTIONS, PostgresOffsets::new, WeakEngines::withoutFlush);
                case NO_CORRECTIONS ->
                    new Safeguards((connection, deltas) -> {}, PostgresOffsets::new, StreamsEngine::start);
                case NO_COMPARE_AND_SET -> new Safeguards(CORRECTIONS, OverwrittenOffsets::new, StreamsEngine::start);
                case OFFSETS_OUTSIDE_THE_TRANSACTION ->
                    new Safeguards(
                            CORRECTIONS,
                            (sink, topics) -> new DetachedOffsets(postgres, new PostgresOffsets(sink, topics)),
                            StreamsEngine::start);
            };
        }
    }

    /** Arguments: the weakness, then those of {@code errata}. */
    public static void main(String[] arguments) throws Exception {
        var config = RoleConfig.of(
                Reader.ANALYTICS, Map.of(), flags(List.of(arguments).subList(2, arguments.length)));
        var weakness = Weakness.valueOf(arguments[0]);
        var safeguards = weakness.safeguards(config.postgres());
        var output = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (var node = Roles.analytics(config, new StartUpReport(output, System::nanoTime), safeguards)) {
            if (weakness == Weakness.NO_COMPARE_AND_SET) {
                var rules =
                        new TimeRules(config.common().grace(), config.common().eventRetentionDays());
                Rival.start(config.kafka().connection(), config.postgres(), rules, safeguards);
            }
            node.await();
        }
    }

    private static Map<String, String> flags(List<String> arguments) {
        var flags = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i += 2) {
            flags.put(arguments.get(i), arguments.get(i + 1));
        }
        return flags;
    }

    /** Offsets that move in a transaction of their own, before the rows are in. */
    private record DetachedOffsets(PostgresAddress postgres, PostgresOffsets stored) implements OffsetStore {
        @Override
        public long load(Connection connection, TopicPartition partition, long ifNew) throws SQLException {
            return stored.load(connection, partition, ifNew);
        }

        @Override
        public boolean advance(Connection connection, TopicPartition partition, long from, long to)
                throws SQLException {
            try (var own = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password())) {
                return stored.advance(own, partition, from, to);
            }
        }
    }
}
