package dev.errata.api.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.core.ticket.Recorded;
import dev.errata.core.ticket.Ticket;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FindOutcomes;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.Queries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a project has stored about some ids.
 *
 * @param project whose
 */
record StoredEvidence(Queries queries, String project) {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");

    Ticket.Evidence of(List<String> ids) {
        var notFound = new ArrayList<String>();
        var found = new ArrayList<Recorded>();
        for (var id : ids) {
            var failures = failures(id);
            found.addAll(failures);
            if (failures.isEmpty()) {
                notFound.add(id);
            }
        }
        var calls = calls(found);
        return new Ticket.Evidence(ids, notFound, found, attempts(calls), outcomes(calls));
    }

    /** Under any of their ids; or the latest of an error, by its fingerprint. */
    private List<Recorded> failures(String id) {
        var found = queries.findEvents()
                .answer(new FindEvents.Question(project, id))
                .events();
        var failures = found.isEmpty() && FINGERPRINT.matcher(id).matches()
                ? queries.findByFingerprint().answer(project, id)
                : found;
        return failures.stream().map(StoredEvidence::recorded).toList();
    }

    /** The ids of the latest calls and tasks. */
    private static Set<String> calls(List<Recorded> found) {
        var calls = new LinkedHashSet<String>();
        found.stream()
                .sorted((one, other) ->
                        other.event().time().compareTo(one.event().time()))
                .flatMap(failure -> Stream.of(
                        failure.event().ids().callId(), failure.event().ids().taskId()))
                .filter(Objects::nonNull)
                .takeWhile(_ -> calls.size() < 2 * Ticket.MOST_CALLS)
                .forEach(calls::add);
        return calls;
    }

    private List<Recorded> attempts(Set<String> calls) {
        return calls.stream()
                .flatMap(call -> queries.findEvents().answer(new FindEvents.Question(project, call)).events().stream())
                .map(StoredEvidence::recorded)
                .toList();
    }

    private List<CallOutcome> outcomes(Set<String> calls) {
        return calls.isEmpty() ? List.of() : queries.findOutcomes().answer(new FindOutcomes.Question(project, calls));
    }

    static Recorded recorded(FoundEvent found) {
        return new Recorded(found.event(), found.receivedAt(), found.fingerprint(), found.bodyLeftOut());
    }
}
