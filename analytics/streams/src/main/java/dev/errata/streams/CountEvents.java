package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import java.util.Optional;

/** Counts each event that the verdict lets it count, as one. */
final class CountEvents extends InputProcessor {
    private final TimeRules rules;

    CountEvents(TimeRules rules, RawTopics topics) {
        super(topics);
        this.rules = rules;
    }

    @Override
    Optional<Counted> counted(Verdict.Raw raw) {
        if (Verdict.ofEvent(raw, rules) instanceof Verdict.Counted(var event, var time)) {
            var key = RateKey.of(event);
            return Optional.of(new Counted(key.project(), new Partial.Errors(TimeRules.windowOf(time), key, 1)));
        }
        return Optional.empty();
    }
}
