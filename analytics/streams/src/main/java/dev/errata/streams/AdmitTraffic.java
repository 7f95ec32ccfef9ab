package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import java.util.Optional;

/** Lets totals through whose window the cube still has. */
final class AdmitTraffic extends InputProcessor {
    private final TimeRules rules;

    AdmitTraffic(TimeRules rules, RawTopics topics) {
        super(topics);
        this.rules = rules;
    }

    @Override
    Optional<Counted> counted(Verdict.Raw raw) {
        if (Verdict.ofTraffic(raw, rules) instanceof Verdict.Counted(var totals, var window)) {
            return Optional.of(new Counted(totals.caller().projectOrDefault(), new Partial.Traffic(totals)));
        }
        return Optional.empty();
    }
}
