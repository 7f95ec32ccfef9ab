package dev.errata.gateway;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import dev.errata.gateway.otlp.Mapped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What became of the log records or spans of one request. Confined to its thread. */
final class OtlpBatch {
    private static final EventKind EVENTS = new EventKind();

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<Integer, InvalidRecordException> refusals = new TreeMap<>();
    private final int kept;

    /** Admits what may come in; where that is a part of an item only, the item is refused and the part is kept. */
    OtlpBatch(Mapped mapped, Publisher publisher, TrafficKind totals, Sender sender) {
        mapped.refusals().forEach(refusal -> refusals.put(refusal.item(), refusal.error()));
        mapped.events().forEach(event -> add(publisher, EVENTS, event.event(), sender, Set.of(event.item())));
        mapped.totals().forEach(share -> add(publisher, totals, share.record(), sender, share.items()));
        kept = mapped.items()
                - mapped.ignored().values().stream().mapToInt(Integer::intValue).sum();
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** How many items came in whole. */
    int accepted() {
        return kept - refusals.size();
    }

    int rejected() {
        return refusals.size();
    }

    /** One for each refused item. */
    Collection<Reason> reasons() {
        return refusals.values().stream().map(InvalidRecordException::reason).toList();
    }

    /** Why items were refused, for people. */
    String message(String items) {
        return refusals.values().stream()
                .collect(Collectors.groupingBy(
                        error -> String.valueOf(error.getMessage()), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + items + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }

    private <R> void add(Publisher publisher, RecordKind<R> kind, R record, Sender sender, Set<Integer> items) {
        try {
            records.add(publisher.message(kind, record, sender));
        } catch (InvalidRecordException e) {
            items.forEach(item -> refusals.putIfAbsent(item, e));
        }
    }
}
