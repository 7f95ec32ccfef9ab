package dev.errata.notify;

import dev.errata.core.incident.IncidentText;
import dev.errata.store.incident.Care;
import dev.errata.store.incident.Due;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An incident as an alert of Prometheus' kind. Its labels are what a receiver knows it by: they never change while it
 * goes on, but for another severity, which is an alert of its own. What changes stands in the annotations.
 */
final class AlertJson {
    /** What all of them are called. */
    static final String NAME = "ErrataIncident";

    /** The label of the incident's id. */
    static final String INCIDENT = "incident";

    /** The label that thresholds on the same errors bear, too. */
    private static final String PROBLEM = "problem";

    private final Links links;

    AlertJson(Links links) {
        this.links = links;
    }

    /**
     * The alert.
     *
     * @param endsAt when it ended, or will have if nobody says more; null: it says nothing of its end
     */
    ObjectNode of(Due due, @Nullable Instant endsAt) {
        var incident = due.incident();
        var json = JsonNodeFactory.instance.objectNode();
        json.set("labels", labels(due));
        json.set("annotations", annotations(due));
        json.put("startsAt", incident.times().startedAt().toString());
        if (endsAt != null) {
            json.put("endsAt", endsAt.toString());
        }
        return json.put("generatorURL", links.console(incident));
    }

    ObjectNode labels(Due due) {
        var incident = due.incident();
        var labels = JsonNodeFactory.instance
                .objectNode()
                .put("alertname", NAME)
                .put(INCIDENT, incident.id().toString())
                .put("project", incident.project())
                .put("kind", name(incident.kind()))
                .put("severity", name(due.severity()))
                .put("owner", name(due.owner()));
        Problem.of(incident.scope()).ifPresent(problem -> labels.put(PROBLEM, problem));
        incident.scope().where().forEach((dimension, value) -> {
            if (!labels.has(dimension)) {
                labels.put(dimension, value);
            }
        });
        return labels;
    }

    ObjectNode annotations(Due due) {
        var incident = due.incident();
        var text = IncidentText.of(incident);
        var annotations = JsonNodeFactory.instance
                .objectNode()
                .put("summary", text.title())
                .put("description", text.body())
                .put("incident_url", links.page(incident))
                .put("runbook_url", links.runbook())
                .put("state", name(incident.state()))
                .put("errors", Long.toString(incident.evidence().errors()));
        if (due.care().acknowledgedAt() != null) {
            annotations.put("acknowledged", acknowledged(due.care()));
        }
        return annotations;
    }

    private static String acknowledged(Care care) {
        var by = care.acknowledgedBy() == null ? "" : "by " + care.acknowledgedBy() + " ";
        return by + "at " + care.acknowledgedAt();
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
