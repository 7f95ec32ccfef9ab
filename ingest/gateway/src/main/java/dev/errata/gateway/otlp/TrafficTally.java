package dev.errata.gateway.otlp;

import dev.errata.contract.Caller;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecord.Calls;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.contract.redact.Redactor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds spans up to totals. A source may say one thing only about a series and window, so spans are told apart by what
 * is published: after labels were cut, cleaned and redacted. Confined to the request's thread.
 */
final class TrafficTally {
    private static final TrafficRecordCodec CODEC = new TrafficRecordCodec();
    private static final int ONLY_RECORD = 1;

    private final Map<Key, Share> shares = new LinkedHashMap<>();
    private final RequestIdentity identity;
    private final Redactor redactor;

    private record Key(Instant window, Caller caller, Target target) {}

    private record Share(
            Set<Integer> items, long requests, @Nullable Calls calls) {}

    TrafficTally(RequestIdentity identity, Redactor redactor) {
        this.identity = identity;
        this.redactor = redactor;
    }

    /** Adds one span, which ended then; {@code labels} are those that its failure would have. */
    void add(SpanNode node, Instant time, ObjectNode labels) throws InvalidRecordException {
        var one = labels.deepCopy();
        var seconds = TrafficRecord.WINDOW.toSeconds();
        var window = Instant.ofEpochSecond(time.getEpochSecond() / seconds * seconds);
        one.put("source", identity.source())
                .put("seq", ONLY_RECORD)
                .put("window", window.toString())
                .put("requests", 0);
        var record = redactor.redact(CODEC.decode(one));
        var share = new Share(new TreeSet<>(Set.of(node.index())), node.isAttempt() ? 1 : 0, node.calls());
        shares.merge(new Key(record.window(), record.caller(), record.target()), share, TrafficTally::sum);
    }

    List<Mapped.Totals> totals() {
        return shares.entrySet().stream()
                .map(entry -> new Mapped.Totals(entry.getValue().items(), record(entry.getKey(), entry.getValue())))
                .toList();
    }

    private TrafficRecord record(Key key, Share share) {
        return new TrafficRecord(
                identity.source(),
                ONLY_RECORD,
                key.window(),
                key.caller(),
                key.target(),
                share.requests(),
                share.calls());
    }

    private static Share sum(Share one, Share other) {
        one.items().addAll(other.items());
        return new Share(one.items(), one.requests() + other.requests(), sum(one.calls(), other.calls()));
    }

    private static @Nullable Calls sum(@Nullable Calls one, @Nullable Calls other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Calls(one.total() + other.total(), one.failed() + other.failed(), one.rescued() + other.rescued());
    }
}
