package dev.errata.core.monitor;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.monitor.Explainer.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How bad an incident is: as bad as the worst span of its latest minutes. So it is worse as soon as one span is, and milder
 * only when none of five minutes has been so bad: what comes and goes does not make it rise and fall. Nothing is remembered
 * for that but the windows that are at hand anyway, so a restart changes nothing.
 */
final class Gravity {
    /** The windows that are at hand, but for the last: its calls come with the next. */
    private static final int RECENT = 29;

    private static final long RECENT_SECONDS = RECENT * Watched.BIN;

    /** Windows of the shortest span: a single one, or two of few calls, may be chance. */
    private static final int SHORTEST = 3;

    /** In a span with fewer calls a few failures would be most of them. */
    private static final long LEAST_CALLS = 20;

    private final Counts counts;
    private final Calls calls;
    private final Coverages coverages;

    Gravity(Counts counts, Calls calls, Coverages coverages) {
        this.counts = counts;
        this.calls = calls;
        this.coverages = coverages;
    }

    /** Of one that begins with that. */
    static Severity opening(Kind kind, Evidence evidence, Account account) {
        var requests = evidence.requests();
        var rate = requests == null ? null : (Double) ((double) evidence.observed() / requests);
        return severity(kind, account, rate, evidence.observed() / Math.max(1, evidence.expected()));
    }

    private static Severity severity(Kind kind, Account account, @Nullable Double rate, double ratio) {
        return Severities.of(
                kind, account.owner(), rate, ratio, account.context().apps());
    }

    /**
     * Of one that goes on, as of that window.
     *
     * @param kind that it would be, did it begin now
     * @param account of whose it is and how many see it
     */
    Severity now(Incident told, Series scope, Kind kind, Account account, long window) {
        var evidence = told.evidence();
        if (kind == Kind.NEW_CODE) {
            return opening(kind, evidence, account);
        }
        var levels = new ArrayList<Severity>();
        var age = window - told.times().openedAt().getEpochSecond();
        // What took longer to find than windows are at hand for is not milder for what these few show.
        if (age < RECENT_SECONDS || evidence.windowSeconds() > RECENT_SECONDS) {
            levels.add(opening(kind, evidence, account));
        }
        var started = told.times().startedAt().getEpochSecond();
        var to = window - Watched.BIN;
        var from = Math.max(started, to - RECENT_SECONDS + Watched.BIN);
        for (var span : spans(evidence, scope, from, to)) {
            levels.add(severity(kind, account, span.rate, span.ratio));
        }
        // Where nothing can be told any more, it is as bad as it was.
        return levels.stream().min(Comparator.naturalOrder()).orElse(told.severity());
    }

    private record Span(@Nullable Double rate, double ratio) {}

    /** All spans of one length; by calls where they are known, but not by errors alone what began with calls. */
    private List<Span> spans(Evidence evidence, Series scope, long from, long to) {
        var isKnown = calls.of(scope.calls).isKnown(to) && !coverages.isUnknown(scope, from, to);
        if (!isKnown && evidence.requests() != null) {
            return List.of();
        }
        var errors = new ArrayList<Long>();
        var requests = new ArrayList<Long>();
        for (var window = from; window <= to; window += Watched.BIN) {
            errors.add(counts.sum(window, leaf -> leaf.isIn(scope)));
            var called = isKnown ? calls.requests(scope.calls, window, window) : null;
            requests.add(called == null ? 0 : called);
        }
        var length = Math.clamp(evidence.windowSeconds() / Watched.BIN, SHORTEST, RECENT);
        var spans = new ArrayList<Span>();
        for (int end = length; end <= errors.size(); end++) {
            var failed = sum(errors.subList(end - length, end));
            var called = requests.subList(end - length, end);
            if (!isKnown) {
                spans.add(new Span(null, failed / usual(evidence, length * Watched.BIN)));
            } else if (!called.contains(0L) && sum(called) >= LEAST_CALLS) {
                spans.add(new Span(Math.min(1, (double) failed / sum(called)), 0));
            }
        }
        return spans;
    }

    /** Errors that are usual in so many seconds, one at least, as in the window that it opened with. */
    private static double usual(Evidence evidence, long seconds) {
        var windows = (double) seconds / Math.max(Watched.BIN, evidence.windowSeconds());
        return Math.max(1, Math.max(1, evidence.expected()) * windows);
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().mapToLong(Long::longValue).sum();
    }
}
