package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import dev.errata.streams.InputTally.Outcome;
import org.jspecify.annotations.Nullable;

/** Counts each event that the verdict lets it count, as one, in the partition's combiner. */
final class CountEvents extends RawProcessor {
    private final EventJudge judge;

    CountEvents(TimeRules rules, RawTopics topics, StreamClients clients, InputTally tally) {
        super(topics, clients, tally);
        this.judge = new EventJudge(rules);
    }

    @Override
    Outcome take(byte @Nullable [] value, boolean resend, long appended, Source source) {
        return switch (judge.judge(value, resend, appended, source.owner())) {
            case COUNTED -> {
                source.combiner().add(judge);
                yield Outcome.COUNTED;
            }
            case LATE -> Outcome.LATE;
            case RESENT -> Outcome.RESENT;
            case REFUSED -> Outcome.REFUSED;
        };
    }
}
