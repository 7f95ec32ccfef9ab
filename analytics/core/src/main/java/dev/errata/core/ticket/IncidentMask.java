package dev.errata.core.ticket;

import dev.errata.contract.redact.Redactor;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Masks what others wrote in an incident: values of dimensions. Why it is quiet is left out, being nobody else's matter. */
record IncidentMask(Redactor redactor) {

    Incident redact(Incident incident) {
        return new Incident(
                incident.id(),
                incident.revision(),
                incident.project(),
                incident.kind(),
                redact(incident.scope()),
                incident.state(),
                incident.times(),
                incident.severity(),
                incident.owner(),
                null,
                incident.evidence(),
                redact(incident.explanation()),
                redact(incident.context()),
                incident.members().stream().map(this::redact).toList());
    }

    private Scope redact(Scope scope) {
        return new Scope(redact(scope.where()));
    }

    private Explanation redact(Explanation explanation) {
        var slices = explanation.slices().stream()
                .map(slice -> new Slice(redact(slice.where()), slice.observed(), slice.expected(), slice.share()))
                .toList();
        return new Explanation(explanation.kind(), slices, explanation.rates());
    }

    private Context redact(Context context) {
        var changes = context.changes().stream()
                .map(change -> new FirstSeen(change.dimension(), redactor.redact(change.value()), change.at()))
                .toList();
        return new Context(context.apps(), redact(context.appNames()), redact(context.healthyModels()), changes);
    }

    private SortedMap<String, String> redact(SortedMap<String, String> where) {
        var clean = new TreeMap<String, String>();
        where.forEach((name, value) -> clean.put(name, redactor.redact(value)));
        return clean;
    }

    private List<String> redact(List<String> names) {
        return names.stream().map(redactor::redact).toList();
    }
}
