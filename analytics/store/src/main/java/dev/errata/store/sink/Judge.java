package dev.errata.store.sink;

import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Reason;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.store.deadletter.DeadLetter.Why;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.query.StoredEvents.Identity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Says what today's rules would make of a record that was appended once more now. */
@FunctionalInterface
public interface Judge {
    /** The opinion. */
    Opinion of(ConsumerRecord<byte[], byte[]> record, Instant now);

    /**
     * What became of it.
     *
     * @param sender who sent the record
     * @param refusal why it would become a dead letter again; empty if it is good
     * @param event what it would be stored as; empty where that is nobody's question
     */
    record Opinion(Sender sender, Optional<Why> refusal, Optional<Identity> event) {}

    /** Those of the topics whose records can be replayed. Rates are not among them: an old value must not replace a new one. */
    static Map<String, Judge> standard(TimeRules rules, RawTopics topics) {
        var judges = new HashMap<String, Judge>();
        topics.events().forEach(topic -> judges.put(topic, events(rules, topics)));
        topics.traffic().forEach(topic -> judges.put(topic, traffic(rules, topics)));
        topics.outcomes().forEach(topic -> judges.put(topic, outcomes(topics)));
        return Map.copyOf(judges);
    }

    /** Of events. */
    static Judge events(TimeRules rules, RawTopics topics) {
        return (record, now) -> switch (Verdict.ofEvent(again(record, topics, now), rules)) {
            case Verdict.Counted(var event, var time) -> good(event);
            case Verdict.Uncounted(var event, var time) -> good(event);
            case Verdict.Refused(var reason, var field, var detail, var event) ->
                refused(sender(record, topics, event == null ? null : event.caller()), reason, field, detail);
        };
    }

    private static Judge traffic(TimeRules rules, RawTopics topics) {
        return (record, now) -> switch (Verdict.ofTraffic(again(record, topics, now), rules)) {
            case Verdict.Counted(var totals, var window) -> good(totals.caller());
            case Verdict.Uncounted(var totals, var window) -> good(totals.caller());
            case Verdict.Refused(var reason, var field, var detail, var totals) ->
                refused(sender(record, topics, totals == null ? null : totals.caller()), reason, field, detail);
        };
    }

    private static Judge outcomes(RawTopics topics) {
        return (record, now) -> {
            try {
                return good(OutcomeSink.decode(record, topics).caller());
            } catch (InvalidRecordException e) {
                return refused(Senders.of(record, topics), e.reason(), e.field(), String.valueOf(e.getMessage()));
            }
        };
    }

    private static Verdict.Raw again(ConsumerRecord<byte[], byte[]> record, RawTopics topics, Instant now) {
        return new Verdict.Raw(record.value(), true, now, topics.projectOf(record.topic()));
    }

    private static Opinion good(ErrorEvent event) {
        var identity = new Identity(event.caller().projectOrDefault(), event.eventId());
        return new Opinion(Senders.of(event.caller()), Optional.empty(), Optional.of(identity));
    }

    private static Opinion good(Caller caller) {
        return new Opinion(Senders.of(caller), Optional.empty(), Optional.empty());
    }

    private static Sender sender(ConsumerRecord<byte[], byte[]> record, RawTopics topics, @Nullable Caller caller) {
        return caller == null ? Senders.of(record, topics) : Senders.of(caller);
    }

    private static Opinion refused(Sender sender, Reason reason, @Nullable String field, String detail) {
        return new Opinion(sender, Optional.of(new Why(reason.code(), field, detail)), Optional.empty());
    }
}
