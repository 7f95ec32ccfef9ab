package dev.errata.store.reconcile;

import dev.errata.contract.RawTopics;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.sink.Corrections.RateRow;
import dev.errata.store.sink.RawRecords;
import dev.errata.store.sink.RawTopic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The totals, added up once more from the records of the topic: of each source, window and operation the one with the
 * highest {@code seq}. Used by one thread.
 */
public final class RecordedTotals {
    private final Consumer<byte[], byte[]> consumer;
    private final RawTopics topics;
    private final TimeRules rules;

    /**
     * Judges as the topology does.
     *
     * @param consumer of {@link dev.errata.store.sink.SinkConsumers#reader}; stays open
     * @param topics whose records stand where, as the topology sees it
     * @param rules the topology's own
     */
    public RecordedTotals(Consumer<byte[], byte[]> consumer, RawTopics topics, TimeRules rules) {
        this.consumer = consumer;
        this.topics = topics;
        this.rules = rules;
    }

    /** What one source says about one operation. */
    private record Share(
            RateRow cell, String source, @Nullable String operation) {
        static Share of(TrafficRecord record) {
            var cell = new RateRow(record.window(), RateKey.of(record));
            return new Share(cell, record.source(), record.target().operation());
        }
    }

    /** A stretch of a partition: offsets from the first to the last, both included. */
    private record Stretch(TopicPartition partition, long first, long last) {}

    /** The totals of the span; empty where the topic has lost some of their records. */
    Optional<Map<RateRow, Cell.Traffic>> of(Span span) {
        var shares = new HashMap<Share, TrafficRecord>();
        for (var partition : partitions()) {
            var stretch = stretch(partition, span);
            if (stretch.isEmpty()) {
                return Optional.empty();
            }
            new RawTopic(consumer)
                    .read(
                            partition,
                            stretch.get().first(),
                            stretch.get().last(),
                            beginning -> {},
                            record -> take(record, span, shares));
        }
        return Optional.of(sums(shares));
    }

    private List<TopicPartition> partitions() {
        return topics.traffic().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /** All records that the verdict can have let into the span's windows, if the topic still has the first of them. */
    private Optional<Stretch> stretch(TopicPartition partition, Span span) {
        var earliest = span.from().minus(TimeRules.MAX_AHEAD);
        var latest = span.to().plus(rules.grace()).plus(Reconciliation.CLOCK_SLACK);
        var first = offset(partition, earliest);
        var beginning = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        if (beginning > 0 && first <= beginning) {
            return Optional.empty();
        }
        return Optional.of(new Stretch(partition, first, offset(partition, latest) - 1));
    }

    /** The first record appended at that time or later; the end where there is none. */
    private long offset(TopicPartition partition, Instant appended) {
        var found = consumer.offsetsForTimes(Map.of(partition, appended.toEpochMilli())).values().stream()
                .filter(Objects::nonNull)
                .findFirst();
        return found.map(OffsetAndTimestamp::offset)
                .orElseGet(() -> consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L));
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Span span, Map<Share, TrafficRecord> shares) {
        if (RawRecords.isTick(record)) {
            return;
        }
        if (Verdict.ofTraffic(RawRecords.raw(record, topics), rules) instanceof Verdict.Counted(var totals, var window)
                && !window.isBefore(span.from())
                && window.isBefore(span.to())) {
            shares.merge(Share.of(totals), totals, (before, now) -> before.seq() < now.seq() ? now : before);
        }
    }

    private static Map<RateRow, Cell.Traffic> sums(Map<Share, TrafficRecord> shares) {
        var sums = new HashMap<RateRow, Cell.Traffic>();
        shares.forEach((share, record) -> sums.merge(share.cell(), traffic(record), TrafficSum::plus));
        return sums;
    }

    private static Cell.Traffic traffic(TrafficRecord record) {
        var calls = record.calls();
        return new Cell.Traffic(
                record.requests(),
                calls == null ? null : new Cell.Calls(calls.total(), calls.failed(), calls.rescued()));
    }
}
