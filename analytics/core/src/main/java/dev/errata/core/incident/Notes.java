package dev.errata.core.incident;

import static dev.errata.core.incident.Wording.count;
import static dev.errata.core.incident.Wording.duration;
import static dev.errata.core.incident.Wording.percent;
import static dev.errata.core.incident.Wording.seconds;
import static dev.errata.core.incident.Wording.time;

import dev.errata.core.Scope;
import dev.errata.core.incident.Incident.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an {@link IncidentText} says of what cannot be seen, and of releases. */
final class Notes {
    private static final int NAMES = 5;

    private Notes() {}

    static String title(Incident incident) {
        return incident.scope().where().containsKey(Scope.BLIND)
                ? "Nobody counts the calls that many errors come from"
                : "Errata does not see all errors";
    }

    static String blind(Incident incident) {
        var scope = incident.scope().where();
        if (scope.containsKey(Scope.BLIND)) {
            return uncounted(incident.evidence());
        }
        var input = scope.containsKey("topic") && scope.containsKey("partition")
                ? "Partition %s of topic %s".formatted(scope.get("partition"), scope.get("topic"))
                : "A part of the log";
        return input
                + " cannot be read, or tells no time. Until it moves, no window closes: numbers are not final, and no"
                + " other incident is found.\nWhat to do: look at /readyz of errata analytics, at its log, and at the Kafka"
                + " brokers.";
    }

    private static String uncounted(Evidence evidence) {
        return "Of %s failed calls in %s, %s are not among calls that somebody counted. So which part of the calls fails is not"
                        .formatted(
                                count(evidence.errors()), seconds(evidence.windowSeconds()), count(evidence.observed()))
                + " known, and spikes are judged by what is counted.\nWhat to do: let these applications report totals (the"
                + " emitter does so by itself; others POST /v1/traffic), and look whether the senders of totals still run.";
    }

    static Optional<String> versions(Incident incident) {
        var onset = incident.times().startedAt();
        var versions = incident.context().changes().stream()
                .filter(change -> change.before() != null)
                .limit(NAMES)
                .map(change -> "App %s changed from version %s to %s, first seen failing at %s, %s"
                        .formatted(
                                Wording.value(change.app() == null ? "" : change.app()),
                                Wording.value(change.before() == null ? "" : change.before()),
                                Wording.value(change.value()),
                                time(change.at()),
                                distance(change.at(), onset)))
                .toList();
        return versions.isEmpty() ? Optional.empty() : Optional.of(String.join(".\n", versions) + ".");
    }

    private static String distance(Instant at, Instant onset) {
        if (at.equals(onset)) {
            return "as it began";
        }
        return at.isBefore(onset)
                ? duration(Duration.between(at, onset)) + " before it began"
                : duration(Duration.between(onset, at)) + " after it began";
    }

    static Optional<String> missing(Incident incident) {
        var lacks = incident.context().missing().stream()
                .map(missing -> "%s of the failures of %s have no %s"
                        .formatted(
                                percent(missing.share()),
                                missing.app().isEmpty() ? "unnamed applications" : Wording.value(missing.app()),
                                Wording.dimension(missing.field())))
                .limit(NAMES)
                .toList();
        return lacks.isEmpty() ? Optional.empty() : Optional.of("Hard to look into: " + String.join(", ", lacks) + ".");
    }
}
