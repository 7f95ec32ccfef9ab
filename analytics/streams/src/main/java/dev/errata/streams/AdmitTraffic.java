package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.core.TimeRules;
import dev.errata.core.Verdict;
import dev.errata.streams.InputTally.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lets totals through whose window the cube still has, one by one: they are few, and each may replace another. */
final class AdmitTraffic extends RawProcessor {
    private final TimeRules rules;

    AdmitTraffic(TimeRules rules, RawTopics topics, StreamClients clients, InputTally tally) {
        super(topics, clients, tally);
        this.rules = rules;
    }

    @Override
    Outcome take(byte @Nullable [] value, boolean resend, long appended, Source source) {
        var raw = new Verdict.Raw(value, resend, Instant.ofEpochMilli(appended), source.owner());
        var verdict = Verdict.ofTraffic(raw, rules);
        if (verdict instanceof Verdict.Counted(var totals, var window)) {
            var project = totals.caller().projectOrDefault();
            forward(source, appended, project, new Partial.Traffic(totals));
            return Outcome.COUNTED;
        }
        return Outcome.REFUSED;
    }
}
