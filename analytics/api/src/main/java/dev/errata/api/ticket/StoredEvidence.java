package dev.errata.api.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.core.incident.Incident;
import dev.errata.core.ticket.Recorded;
import dev.errata.core.ticket.RelatedIncident;
import dev.errata.core.ticket.Ticket;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FindEvidence;
import dev.errata.store.query.FindEvidence.Exhibit;
import dev.errata.store.query.FindIncident;
import dev.errata.store.query.FindOutcomes;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.Queries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a project has stored about some ids.
 *
 * @param project whose
 */
record StoredEvidence(Queries queries, String project) {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern UUID_TEXT = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** An incident that goes on is looked at until so long after it was judged: no clock has a say in a ticket. */
    private static final Duration JUDGED = Duration.ofSeconds(10);

    /** What is found under one id; of an incident its commonest error first. */
    private record Found(List<FoundEvent> failures, Optional<String> mainError) {
        static Found of(List<FoundEvent> failures) {
            return new Found(failures, Optional.empty());
        }
    }

    Ticket.Evidence of(List<String> ids) {
        var notFound = new ArrayList<String>();
        var failures = new ArrayList<Recorded>();
        var mainErrors = new LinkedHashSet<String>();
        for (var id : ids) {
            var found = find(id);
            found.failures().stream().map(StoredEvidence::recorded).forEach(failures::add);
            found.mainError().ifPresent(mainErrors::add);
            if (found.failures().isEmpty()) {
                notFound.add(id);
            }
        }
        var calls = calls(failures);
        return new Ticket.Evidence(
                ids,
                notFound,
                failures,
                attempts(calls),
                outcomes(calls),
                incidents(failures),
                mainErrors.stream().findFirst().orElse(null));
    }

    /** Under any id of a failure; or the latest of an error, by its fingerprint; or those that show an incident, by its id. */
    private Found find(String id) {
        var found = queries.findEvents()
                .answer(new FindEvents.Question(project, id))
                .events();
        if (!found.isEmpty()) {
            return Found.of(found);
        }
        if (FINGERPRINT.matcher(id).matches()) {
            return Found.of(queries.findByFingerprint().answer(project, id));
        }
        return UUID_TEXT.matcher(id).matches()
                ? queries.findIncident()
                        .answer(project, UUID.fromString(id))
                        .map(this::shown)
                        .orElseGet(() -> Found.of(List.of()))
                : Found.of(List.of());
    }

    private Found shown(FindIncident.Answer answer) {
        var incident = answer.found().incident();
        var exhibits = queries.findEvidence().answer(FindEvidence.Question.of(incident, to(answer)));
        var main = exhibits.stream()
                .filter(exhibit -> exhibit.role().equals("typical"))
                .map(exhibit -> exhibit.event().fingerprint())
                .findFirst();
        return new Found(exhibits.stream().map(Exhibit::event).toList(), main);
    }

    /** Where it ended, or has come down; and where neither is so, as far as it was judged. */
    private static Instant to(FindIncident.Answer answer) {
        var incident = answer.found().incident();
        var times = incident.times();
        return switch (incident.state()) {
            case OPEN -> times.updatedAt().plus(JUDGED);
            case RESOLVED -> Objects.requireNonNullElse(times.endedAt(), times.updatedAt());
            case RECOVERING -> {
                var last = answer.updates().isEmpty() ? null : answer.updates().getLast();
                yield last == null ? times.updatedAt() : last.at();
            }
        };
    }

    private List<Incident> incidents(List<Recorded> failures) {
        var times = failures.stream()
                .map(failure -> failure.event().time())
                .sorted()
                .toList();
        return times.isEmpty()
                ? List.of()
                : queries.incidentsDuring()
                        .answer(
                                project,
                                times.getFirst().minus(RelatedIncident.EDGE),
                                times.getLast().plus(RelatedIncident.EDGE));
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
