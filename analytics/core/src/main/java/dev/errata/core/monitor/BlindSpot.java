package dev.errata.core.monitor;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Owner;
import dev.errata.core.Coverage;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.core.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The incident of a project whose errors come, too many of them, from where nobody counts the calls: at most one. */
final class BlindSpot {
    private static final Scope SCOPE = Scope.of(Map.of(Scope.BLIND, "totals"));
    private static final String NAME = "incident";
    private static final long LOOK = 300;
    private static final int NAMED_APPS = 5;

    private final Part part;
    private final String project;
    private final Policy policy;
    private final Coverages coverages;
    private @Nullable Incident open;

    BlindSpot(Part part, String project, Policy policy, Coverages coverages) {
        this.part = part;
        this.project = project;
        this.policy = policy;
        this.coverages = coverages;
    }

    void load(byte[] value) {
        try {
            open = IncidentCodec.decode(value);
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("the table holds something else than an incident", e);
        }
    }

    /** Another minute is known: the incident, if it begins or ends with it. */
    Optional<Incident> look(long minute, Instant at) {
        var isBlind = coverages.isBlind();
        var before = open;
        if (isBlind == (before != null)) {
            return Optional.empty();
        }
        var next = before == null ? begin(minute, at) : end(before, minute, at);
        if (before == null) {
            open = next;
            part.put(NAME, IncidentCodec.encode(next));
        } else {
            open = null;
            part.delete(NAME);
        }
        return Optional.of(next);
    }

    private Incident begin(long minute, Instant at) {
        var from = Instant.ofEpochSecond(minute + Coverages.MINUTE - LOOK);
        return new Incident(
                Incident.id(project, Kind.BLINDNESS, SCOPE, at),
                0,
                project,
                Kind.BLINDNESS,
                SCOPE,
                State.OPEN,
                new Times(from, at, at, null),
                Severity.WARNING,
                Owner.CALLER,
                policy.quiet(project, SCOPE, List.of(), at).orElse(null),
                evidence(coverages.recent()),
                new Explanation(Explanation.Kind.NONE, List.of(), null),
                context(coverages.uncovered()),
                List.of());
    }

    private static Context context(List<String> apps) {
        var named =
                apps.stream().filter(app -> !app.isEmpty()).limit(NAMED_APPS).toList();
        return new Context(apps.size(), named, List.of(), List.of());
    }

    private static Evidence evidence(Coverage recent) {
        return new Evidence(recent.all() - recent.covered(), 0, LOOK, null, null, 0, 0, recent.all());
    }

    private static Incident end(Incident told, long minute, Instant at) {
        var times = told.times();
        return new Incident(
                told.id(),
                told.revision() + 1,
                told.project(),
                told.kind(),
                told.scope(),
                State.RESOLVED,
                new Times(times.startedAt(), times.openedAt(), at, Instant.ofEpochSecond(minute + Coverages.MINUTE)),
                told.severity(),
                told.owner(),
                told.quiet(),
                told.evidence(),
                told.explanation(),
                told.context(),
                told.members());
    }
}
