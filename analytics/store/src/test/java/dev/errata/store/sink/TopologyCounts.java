package dev.errata.store.sink;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.StoreDatabase;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topology does with a log, in a few lines: it counts what the verdict says. */
final class TopologyCounts {
    private TopologyCounts() {}

    /** Counts the records and stores the counts by the rate sink. */
    static void store(Collection<ConsumerRecord<byte[], byte[]>> records, StoreDatabase database) throws SQLException {
        store(records, database, Integer.MAX_VALUE);
    }

    /** The same, where a project may have so many keys of its own in a window. */
    static void store(Collection<ConsumerRecord<byte[], byte[]>> records, StoreDatabase database, int maxKeys)
            throws SQLException {
        var counts = new HashMap<RateRow, Long>();
        for (var record : records) {
            if (!RawRecords.isTick(record)
                    && Verdict.ofEvent(RawRecords.raw(record, RawTopics.SHARED), StoreDatabase.RULES)
                            instanceof Verdict.Counted(var event, var time)) {
                counts.merge(admitted(TimeRules.windowOf(time), RateKey.of(event), counts, maxKeys), 1L, Long::sum);
            }
        }
        var rates = new RawLog(Topics.RATES, 0);
        counts.forEach((row, count) -> rates.append(
                CellCodec.encode(new Cell(row.window(), row.key(), new Cell.Errors(count), true)), Instant.EPOCH));
        if (!counts.isEmpty()) {
            new SinkHarness(new RateSink(CallMetrics.NOOP), database).write(rates.records());
        }
    }

    /** What is in stays in, what is not never comes in. */
    private static RateRow admitted(Instant window, RateKey key, Map<RateRow, Long> counts, int maxKeys) {
        var own = new RateRow(window, key);
        var other = RateKey.otherErrors(key.project());
        var others = counts.keySet().stream()
                .filter(row ->
                        row.window().equals(window) && row.key().project().equals(key.project()))
                .filter(row -> !row.key().equals(other))
                .count();
        return counts.containsKey(own) || others < maxKeys ? own : new RateRow(window, other);
    }
}
