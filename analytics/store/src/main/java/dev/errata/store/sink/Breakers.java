package dev.errata.store.sink;

import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.DeadLetters.Letter;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The breakers of one sink, one for each partition and sender that has had a record refused lately. Kept in memory: after
 * a restart all are closed, which costs a few rows and no record. Touched by the worker's thread only.
 */
final class Breakers {
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    /** Of one partition; whoever comes after them shares the breaker of unknown senders. */
    private static final int MAX_SENDERS = 64;

    private final BreakerRules rules;
    private final SinkMetrics metrics;
    private final Map<TopicPartition, Map<Sender, Tracked>> partitions = new HashMap<>();

    Breakers(BreakerRules rules, SinkMetrics metrics) {
        this.rules = rules;
        this.metrics = metrics;
    }

    /** A sender's breaker, and the row that it fills while it is open. */
    private record Tracked(Breaker breaker, @Nullable Span span) {
        boolean isOpen() {
            return breaker instanceof Breaker.Open;
        }
    }

    /** What one transaction changes; nothing until it is kept. */
    Draft draft(TopicPartition partition) {
        return new Draft(partition, partitions.getOrDefault(partition, Map.of()));
    }

    /** Somebody else reads the partition now. */
    void forget(TopicPartition partition) {
        partitions.remove(partition);
        metrics.openBreakers(partition.partition(), 0);
    }

    /** The breakers of one partition as a transaction sees and changes them. */
    final class Draft {
        private final TopicPartition partition;
        private final Map<Sender, Tracked> before;
        private final Map<Sender, Tracked> tracked;
        private final Map<Long, Span> grown = new LinkedHashMap<>();

        private Draft(TopicPartition partition, Map<Sender, Tracked> before) {
            this.partition = partition;
            this.before = before;
            this.tracked = new HashMap<>(before);
        }

        /** Takes note of a refused record; answers whether it is to have a row of its own. */
        boolean refused(ConsumerRecord<byte[], byte[]> record, Sender named, Letter letter) {
            var sender = tracked.containsKey(named) || tracked.size() < MAX_SENDERS ? named : Sender.UNKNOWN;
            var known = tracked.getOrDefault(sender, new Tracked(Breaker.AT_REST, null));
            var next = known.breaker().refused(rules, RawRecords.appended(record));
            if (next instanceof Breaker.Closed) {
                tracked.put(sender, new Tracked(next, null));
                return true;
            }
            var span = known.span() != null && known.span().hasRoomFor(record)
                    ? known.span().with(record)
                    : Span.of(sender, record, letter);
            tracked.put(sender, new Tracked(next, span));
            grown.put(span.first(), span);
            return false;
        }

        /** Whether good records matter: not where nobody has a breaker. */
        boolean isIdle() {
            return tracked.isEmpty();
        }

        /** Takes note of a good record. */
        void kept(Sender sender) {
            var known = tracked.get(sender);
            if (known != null) {
                put(sender, known.breaker().kept(rules), known.span());
            }
        }

        /** The partition's log has come this far. */
        void reached(Instant time) {
            Map.copyOf(tracked)
                    .forEach((sender, known) -> put(sender, known.breaker().at(rules, time), known.span()));
        }

        /** The row was replayed: what is refused from now on goes into another. */
        void closed(long first) {
            tracked.replaceAll((sender, known) ->
                    known.span() != null && known.span().first() == first ? new Tracked(known.breaker(), null) : known);
        }

        /** The rows that are to be written. */
        Collection<Span> grown() {
            return grown.values();
        }

        /** The transaction is in. */
        void keep() {
            tracked.replaceAll((sender, known) -> new Tracked(
                    known.breaker(), known.span() == null ? null : known.span().stored()));
            tracked.forEach((sender, now) -> tell(sender, isOpen(before, sender), now.isOpen()));
            before.forEach((sender, old) -> tell(sender, old.isOpen(), isOpen(tracked, sender)));
            if (!before.isEmpty() || !tracked.isEmpty()) {
                partitions.put(partition, tracked);
                var open = tracked.values().stream().filter(Tracked::isOpen).count();
                metrics.openBreakers(partition.partition(), (int) open);
            }
        }

        private void put(Sender sender, Breaker breaker, @Nullable Span span) {
            if (breaker.equals(Breaker.AT_REST)) {
                tracked.remove(sender);
            } else {
                tracked.put(sender, new Tracked(breaker, span));
            }
        }

        private void tell(Sender sender, boolean wasOpen, boolean isOpen) {
            if (isOpen && !wasOpen) {
                LOG.warn(
                        "the breaker of {} opens on {}: its refused records share a row from now on",
                        sender,
                        partition);
            } else if (wasOpen && !isOpen && !tracked.containsKey(sender)) {
                LOG.info("the breaker of {} closes on {}", sender, partition);
            }
        }

        private static boolean isOpen(Map<Sender, Tracked> all, Sender sender) {
            var known = all.get(sender);
            return known != null && known.isOpen();
        }
    }
}
