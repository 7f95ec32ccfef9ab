package dev.errata.core.monitor;

import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Phase;
import dev.errata.core.incident.Phase.Sign;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.core.monitor.Explainer.Account;
import dev.errata.core.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is told of the incidents of a project. */
final class Drafts {
    /** The windows that are at hand. */
    private static final long RECENT = 290;

    private static final long MINUTE = 60;

    private static final int TOLD_MEMBERS = 20;

    /** Another slice is named first only when it explains so many times as much: receivers are told of each that is. */
    private static final double CLEARLY = 1.5;

    private final String project;
    private final Policy policy;
    private final Counts counts;
    private final Calls calls;
    private final Coverages coverages;
    private final Explainer explainer;
    private final Gravity gravity;

    Drafts(String project, Policy policy, Counts counts, Calls calls, Coverages coverages, Explainer explainer) {
        this.project = project;
        this.policy = policy;
        this.counts = counts;
        this.calls = calls;
        this.coverages = coverages;
        this.explainer = explainer;
        this.gravity = new Gravity(counts, calls, coverages);
    }

    /** An incident that begins with alarms, the one that stands for them first. */
    OpenIncident spike(Sight scope, List<Series> members, Round round, Collection<OpenIncident> others) {
        var finding = scope.finding();
        var from = round.window() + Watched.BIN - finding.window().toSeconds();
        var observed = Math.round(finding.observed());
        // A ratio is unknown where the calls of too many errors are not counted.
        var requests = scope.byRequests && !coverages.isUnknown(scope.series, from, round.window())
                ? calls.requests(scope.series.calls, from - Watched.BIN, round.window() - Watched.BIN)
                : null;
        var evidence = new Evidence(
                observed,
                finding.expected(),
                finding.window().toSeconds(),
                requests,
                requests == null ? null : Math.min(1, finding.expected() / requests),
                finding.score(),
                peak(scope.series, from, round.window()),
                observed);
        return begin(Kind.SPIKE, members, from, evidence, round, others);
    }

    /** One that begins with a cause that was never seen before. */
    OpenIncident newCode(Round.NewCause cause, Round round, Collection<OpenIncident> others) {
        var evidence = new Evidence(
                cause.errors(),
                0,
                round.window() + Watched.BIN - cause.since(),
                null,
                null,
                0,
                peak(cause.series(), cause.since(), round.window()),
                cause.errors());
        return begin(Kind.NEW_CODE, List.of(cause.series()), cause.since(), evidence, round, others);
    }

    private long peak(Series series, long from, long to) {
        var most = 0L;
        for (var window = Math.max(from, to - RECENT); window <= to; window += Watched.BIN) {
            most = Math.max(most, counts.sum(window, leaf -> leaf.isIn(series)));
        }
        return most;
    }

    private OpenIncident begin(
            Kind kind,
            List<Series> members,
            long from,
            Evidence evidence,
            Round round,
            Collection<OpenIncident> others) {
        var scope = members.getFirst();
        var account = account(scope, from, round.window(), others);
        var incident = new Incident(
                Incident.id(project, kind, scope.scope, round.at()),
                0,
                project,
                kind,
                scope.scope,
                State.OPEN,
                new Times(Instant.ofEpochSecond(from), round.at(), round.at(), null),
                Gravity.opening(kind, evidence, account),
                account.owner(),
                quiet(scope.scope, account, round.at()),
                evidence,
                account.explanation(),
                account.context(),
                shown(members));
        var phase = new Phase.Quiet().next(Sign.ABNORMAL, round.at());
        return new OpenIncident(incident, phase, round.window(), members);
    }

    /** The next revision of an incident, should it be told. */
    Incident next(
            OpenIncident incident, boolean isFiring, boolean isGrown, Round round, Collection<OpenIncident> others) {
        var told = incident.told;
        var kind = isFiring ? Kind.SPIKE : told.kind();
        var account = new Account(told.explanation(), told.context(), told.owner());
        var severity = severity(incident, kind, account, round);
        var isWorse = severity.compareTo(told.severity()) < 0;
        if (incident.isToBeExplained(isWorse, isGrown, round.window())) {
            incident.explained(isWorse || isGrown, round.window());
            account = afresh(incident, round, others);
            severity = severity(incident, kind, account, round);
        }
        var evidence = evidence(told.evidence(), incident.peak, incident.errors);
        var state = state(incident.phase);
        var ended = state == State.RESOLVED ? Instant.ofEpochSecond(incident.lastHot + Watched.BIN) : null;
        return new Incident(
                told.id(),
                told.revision() + 1,
                project,
                told.kind(),
                told.scope(),
                state,
                new Times(told.times().startedAt(), told.times().openedAt(), round.at(), ended),
                severity,
                account.owner(),
                quiet(told.scope(), account, round.at()),
                evidence.withLastMinute(lastMinute(told, incident.scope(), round.window())),
                account.explanation(),
                account.context(),
                shown(incident.members));
    }

    private static Evidence evidence(Evidence before, long peak, long errors) {
        return new Evidence(
                before.observed(),
                before.expected(),
                before.windowSeconds(),
                before.requests(),
                before.usualRatio(),
                before.score(),
                peak,
                errors);
    }

    /** Those of before it started are not the incident's. */
    private long lastMinute(Incident told, Series series, long to) {
        var errors = 0L;
        var from = Math.max(to - MINUTE + Watched.BIN, told.times().startedAt().getEpochSecond());
        for (var window = from; window <= to; window += Watched.BIN) {
            errors += counts.sum(window, leaf -> leaf.isIn(series));
        }
        return errors;
    }

    private static State state(Phase phase) {
        return switch (phase) {
            case Phase.Open _ -> State.OPEN;
            case Phase.Recovering _ -> State.RECOVERING;
            case Phase.Quiet _, Phase.Pending _ -> State.RESOLVED;
        };
    }

    /** What another incident is about is accounted for, unless that is all of this one. */
    private Account account(Series scope, long from, long to, Collection<OpenIncident> others) {
        var elsewhere = new ArrayList<Series>();
        for (var other : others) {
            if (!other.scope().scope.contains(scope.scope)) {
                elsewhere.add(other.scope());
            }
        }
        return explainer.explain(scope, Instant.ofEpochSecond(from), Math.max(from, to - RECENT), to, elsewhere);
    }

    /** The account of an incident that goes on; what was told drives it where nothing does that could be told from chance. */
    private Account afresh(OpenIncident incident, Round round, Collection<OpenIncident> others) {
        var told = incident.told;
        var from = told.times().startedAt().getEpochSecond();
        var fresh = account(incident.scope(), from, round.window(), others);
        var explanation = fresh.explanation().slices().isEmpty()
                ? told.explanation()
                : steady(told.explanation(), fresh.explanation());
        return new Account(explanation, fresh.context(), fresh.owner());
    }

    private static Explanation steady(Explanation told, Explanation fresh) {
        var first = fresh.slices().getFirst();
        var still = told.slices().stream()
                .limit(1)
                .flatMap(named ->
                        fresh.slices().stream().filter(slice -> slice.where().equals(named.where())))
                .filter(slice -> slice.share() * CLEARLY >= first.share())
                .findFirst()
                .orElse(first);
        var rest = fresh.slices().stream().filter(slice -> !slice.equals(still));
        return new Explanation(
                fresh.kind(), Stream.concat(Stream.of(still), rest).toList(), fresh.rates());
    }

    /** An incident that seems to be over stays as bad as it was: it is by that that it is looked for later. */
    private Severity severity(OpenIncident incident, Kind kind, Account account, Round round) {
        return incident.phase instanceof Phase.Open
                ? gravity.now(incident.told, incident.scope(), kind, account, round.window())
                : incident.told.severity();
    }

    private @Nullable String quiet(Scope scope, Account account, Instant at) {
        var where = new TreeMap<>(scope.where());
        where.putIfAbsent(Scope.OWNER, account.owner().name().toLowerCase(Locale.ROOT));
        var slices = account.explanation().slices().stream()
                .map(Slice::where)
                .map(Scope::new)
                .toList();
        return policy.quiet(project, new Scope(where), slices, at).orElse(null);
    }

    private static List<Scope> shown(List<Series> members) {
        return members.stream()
                .skip(1)
                .limit(TOLD_MEMBERS)
                .map(series -> series.scope)
                .toList();
    }
}
