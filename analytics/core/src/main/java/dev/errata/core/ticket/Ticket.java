package dev.errata.core.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.normalise.Meaning;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.incident.Incident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sends to a provider's support, and finds in it all that support asks for. The same stored data always
 * give the same ticket: nothing in it depends on when or where it is made. Immutable.
 *
 * @param asked the ids that it was made for
 * @param notFound those of them that nothing is stored under
 * @param profile how the provider wants to be told
 * @param lead the failure that it is about before all others
 * @param failures all that were asked for, in order of time; at most {@link #MOST_FAILURES}
 * @param moreFailures how many more there are
 * @param calls the stories of their calls, the lead's first; at most {@link #MOST_CALLS}
 * @param moreCalls how many more there are
 * @param kinds the errors among them, the lead's first; at most {@link #MOST_KINDS}
 * @param incidents those that the failures were part of, the lead's first; at most {@link #MOST_INCIDENTS}
 * @param redactions what a reader does not get to see
 */
public record Ticket(
        List<String> asked,
        List<String> notFound,
        ProviderProfile profile,
        Recorded lead,
        List<Recorded> failures,
        int moreFailures,
        List<CallStory> calls,
        int moreCalls,
        List<FailureKind> kinds,
        List<RelatedIncident> incidents,
        Redactions redactions) {
    public static final int MOST_FAILURES = 50;
    public static final int MOST_CALLS = 10;
    public static final int MOST_KINDS = 5;
    public static final int MOST_INCIDENTS = 5;

    public Ticket {
        asked = List.copyOf(asked);
        notFound = List.copyOf(notFound);
        failures = List.copyOf(failures);
        calls = List.copyOf(calls);
        kinds = List.copyOf(kinds);
        incidents = List.copyOf(incidents);
    }

    /**
     * What is stored.
     *
     * @param asked the ids that were asked for
     * @param notFound those of them that nothing was found under
     * @param found the failures that were found under the others, at least one
     * @param attempts the failed attempts of their calls, those found or not
     * @param outcomes how these calls went on
     * @param incidents of the time of those found, in any order
     * @param mainError fingerprint of the error that it is about before all others; null: that of the last failure
     */
    public record Evidence(
            List<String> asked,
            List<String> notFound,
            List<Recorded> found,
            List<Recorded> attempts,
            List<CallOutcome> outcomes,
            List<Incident> incidents,
            @Nullable String mainError) {

        /** Without secrets, also such as were stored before a rule knew them. */
        Evidence redacted(Redactor redactor) {
            return new Evidence(
                    asked.stream().map(redactor::redact).toList(),
                    notFound.stream().map(redactor::redact).toList(),
                    redacted(found, redactor),
                    redacted(attempts, redactor),
                    outcomes.stream().map(redactor::redact).toList(),
                    incidents,
                    mainError);
        }

        private static List<Recorded> redacted(List<Recorded> failures, Redactor redactor) {
            return failures.stream()
                    .map(failure -> new Recorded(
                            redactor.redact(failure.event()),
                            failure.receivedAt(),
                            failure.fingerprint(),
                            failure.bodyLeftOut()))
                    .toList();
        }
    }

    /**
     * The ticket. The last of the failures that were asked for leads it, or the last of the main error: what went before is in
     * the story of its call.
     *
     * @param profile how to tell the provider of the lead
     * @param redactor masks once more what is on the way out
     */
    public static Ticket of(
            Evidence evidence,
            Neighbourhood neighbourhood,
            Function<Recorded, ProviderProfile> profile,
            Redactor redactor) {
        var clean = evidence.redacted(redactor);
        var found = inTime(clean.found());
        var lead = lead(found, evidence.mainError());
        var calls = calls(lead, found, clean);
        var kinds = kinds(lead, found, neighbourhood, redactor);
        var failures = found.subList(Math.max(0, found.size() - MOST_FAILURES), found.size());
        return new Ticket(
                clean.asked(),
                clean.notFound(),
                profile.apply(lead),
                lead,
                failures,
                found.size() - failures.size(),
                calls.subList(0, Math.min(MOST_CALLS, calls.size())),
                Math.max(0, calls.size() - MOST_CALLS),
                kinds,
                incidents(lead, evidence, neighbourhood, redactor),
                Redactions.of(shown(failures, calls)));
    }

    private static Recorded lead(List<Recorded> found, @Nullable String mainError) {
        return found.reversed().stream()
                .filter(failure -> mainError == null || failure.fingerprint().equals(mainError))
                .findFirst()
                .orElse(found.getLast());
    }

    /** An incident, and how many of the failures were part of it. */
    private record Part(Incident incident, int failures) {}

    /** The lead's own first, then those with the most failures. What is masked would match nothing, so masks come last. */
    private static List<RelatedIncident> incidents(
            Recorded lead, Evidence evidence, Neighbourhood neighbourhood, Redactor redactor) {
        var found = inTime(evidence.found());
        var original = found.stream()
                .filter(failure -> failure.eventId().equals(lead.eventId()))
                .findFirst()
                .orElse(lead);
        var mask = new IncidentMask(redactor);
        return evidence.incidents().stream()
                .map(incident -> new Part(incident, (int) found.stream()
                        .filter(failure -> RelatedIncident.includes(incident, failure))
                        .count()))
                .filter(part -> part.failures() > 0)
                .sorted(Comparator.comparing((Part part) -> !RelatedIncident.includes(part.incident(), original))
                        .thenComparing(Part::failures, Comparator.reverseOrder())
                        .thenComparing(part -> part.incident().times().startedAt())
                        .thenComparing(part -> part.incident().id()))
                .limit(MOST_INCIDENTS)
                .map(part -> new RelatedIncident(
                        mask.redact(part.incident()),
                        part.failures(),
                        neighbourhood.calls(part.incident()).with(redactor::redact)))
                .toList();
    }

    private static List<Recorded> inTime(List<Recorded> failures) {
        var byId = failures.stream()
                .collect(Collectors.toMap(Recorded::eventId, failure -> failure, (one, same) -> one, TreeMap::new));
        return byId.values().stream().sorted(Recorded.IN_TIME).toList();
    }

    /** The lead's call, then the others, the latest first. */
    private static List<CallStory> calls(Recorded lead, List<Recorded> found, Evidence evidence) {
        var wanted = new LinkedHashSet<>(List.of(lead.call()));
        found.reversed().stream().map(Recorded::call).forEach(wanted::add);
        var all = new ArrayList<>(evidence.attempts());
        all.addAll(found);
        Map<String, List<Recorded>> byCall = inTime(all).stream().collect(Collectors.groupingBy(Recorded::call));
        return wanted.stream()
                .map(call -> CallStory.of(byCall.getOrDefault(call, List.of()), evidence.outcomes()))
                .toList();
    }

    /** The lead's error, then those with the most failures. */
    private static List<FailureKind> kinds(
            Recorded lead, List<Recorded> found, Neighbourhood neighbourhood, Redactor redactor) {
        Map<String, List<Recorded>> byFingerprint = found.stream()
                .collect(Collectors.groupingBy(Recorded::fingerprint, LinkedHashMap::new, Collectors.toList()));
        return byFingerprint.values().stream()
                .sorted(Comparator.<List<Recorded>, Boolean>comparing(
                                alike -> !alike.getFirst().fingerprint().equals(lead.fingerprint()))
                        .thenComparing(List::size, Comparator.reverseOrder()))
                .limit(MOST_KINDS)
                .map(alike -> kind(alike, neighbourhood, redactor))
                .toList();
    }

    private static FailureKind kind(List<Recorded> alike, Neighbourhood neighbourhood, Redactor redactor) {
        var example = alike.reversed().stream()
                .filter(failure -> failure.event().rawBody() != null)
                .findFirst()
                .orElse(alike.getLast());
        return new FailureKind(
                example,
                alike.size(),
                Meaning.of(example.event()),
                neighbourhood.alike(example, FailureKind.NEAR).redacted(redactor),
                neighbourhood.alike(example, FailureKind.HALF_A_DAY).redacted(redactor),
                neighbourhood.rate(example, FailureKind.NEAR));
    }

    private static Collection<Recorded> shown(List<Recorded> failures, List<CallStory> calls) {
        var shown = new LinkedHashSet<>(failures);
        calls.forEach(call -> call.tries().forEach(each -> shown.add(each.failed())));
        return shown;
    }
}
