package dev.errata.app.exactness;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The topic of totals once more: of each source and window the record with the highest number counts. Used by one thread. */
final class TrafficScan {
    /** Of one source; the load has one operation. */
    record Share(Cell cell, String source) {}

    /** What a sender knows a record by. */
    record Sent(String source, long seq) {}

    private final TimeRules rules;
    private final Map<Share, TrafficRecord> last = new HashMap<>();
    private final Set<Sent> appended = new HashSet<>();

    TrafficScan(TimeRules rules) {
        this.rules = rules;
    }

    void take(Verdict.Raw raw) {
        switch (Verdict.ofTraffic(raw, rules)) {
            case Verdict.Counted(var totals, var window) -> {
                appended.add(new Sent(totals.source(), totals.seq()));
                var share = new Share(new Cell(window, RateKey.of(totals)), totals.source());
                last.merge(share, totals, (one, other) -> one.seq() < other.seq() ? other : one);
            }
            case Verdict.Uncounted(var totals, var window) -> throw new IllegalStateException("totals always count");
            case Verdict.Refused(var reason, var field, var detail, var totals) -> {
                if (totals != null) {
                    appended.add(new Sent(totals.source(), totals.seq()));
                }
            }
        }
    }

    /** All records that the topic has. */
    Set<Sent> appended() {
        return appended;
    }

    /** The requests that must be stored, by window and series. */
    Map<Cell, Long> requests() {
        var requests = new HashMap<Cell, Long>();
        last.forEach((share, record) -> requests.merge(share.cell(), record.requests(), Long::sum));
        return requests;
    }
}
