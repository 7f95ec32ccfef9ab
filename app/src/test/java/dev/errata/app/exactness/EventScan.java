package dev.errata.app.exactness;

import dev.errata.contract.ErrorEvent;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The topic of events once more, by what the verdict says of each record. Used by one thread. */
final class EventScan {
    private final TimeRules rules;
    private final BitSet kept = new BitSet();
    private final BitSet refused = new BitSet();
    private final Map<Cell, Long> counted = new HashMap<>();
    private long records;
    private long countedRecords;
    private long refusals;

    EventScan(TimeRules rules) {
        this.rules = rules;
    }

    void take(Verdict.Raw raw) {
        records++;
        switch (Verdict.ofEvent(raw, rules)) {
            case Verdict.Counted(var event, var time) -> {
                kept.set(number(event));
                countedRecords++;
                counted.merge(cell(event, time), 1L, Long::sum);
            }
            case Verdict.Uncounted(var event, var time) -> kept.set(number(event));
            case Verdict.Refused(var reason, var field, var detail, var event) -> {
                refusals++;
                refused.set(number(Objects.requireNonNull(event, "the gateway let no other in")));
            }
        }
    }

    /** The events that must be stored. */
    BitSet kept() {
        return kept;
    }

    /** The events that must be dead letters. */
    BitSet refused() {
        return refused;
    }

    /** What the topology must have counted, by window and series. */
    Map<Cell, Long> counted() {
        return counted;
    }

    long records() {
        return records;
    }

    long countedRecords() {
        return countedRecords;
    }

    long refusals() {
        return refusals;
    }

    private static Cell cell(ErrorEvent event, Instant time) {
        return new Cell(TimeRules.windowOf(time), RateKey.of(event));
    }

    private static int number(ErrorEvent event) {
        return (int) Script.number(Objects.requireNonNull(event.ids().requestId()));
    }
}
