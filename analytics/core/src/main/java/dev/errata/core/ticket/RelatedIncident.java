package dev.errata.core.ticket;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.Failure;
import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.State;
import dev.errata.core.retry.IncidentCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An incident that failures of a ticket were part of.
 *
 * @param incident as it stands
 * @param failures how many of those that the ticket was asked for
 * @param calls what became of the calls that it is about
 */
public record RelatedIncident(Incident incident, int failures, IncidentCalls calls) {
    /** Incidents begin and end with windows: a call that fails at the very edge was part of one, too. */
    public static final Duration EDGE = Duration.ofSeconds(10);

    private static final String APP_VERSION = "app_version";

    /** When it was over; null while it goes on. */
    public @Nullable Instant end() {
        return end(incident);
    }

    /**
     * Whether a failure was part of the incident: of its time, within its scope, and of a part that drives it. Another error
     * of the same time is none of it, even where the scope is everything.
     */
    static boolean includes(Incident incident, Recorded failure) {
        var slices = incident.explanation().slices();
        return incident.kind() != Kind.BLINDNESS
                && isDuring(incident, failure.event().time())
                && holds(incident.scope().where(), failure)
                && (slices.isEmpty() || slices.stream().anyMatch(slice -> holds(slice.where(), failure)));
    }

    private static @Nullable Instant end(Incident incident) {
        var times = incident.times();
        return incident.state() == State.RESOLVED
                ? Objects.requireNonNullElse(times.endedAt(), times.updatedAt())
                : null;
    }

    private static boolean isDuring(Incident incident, Instant time) {
        var end = end(incident);
        return !time.isBefore(incident.times().startedAt().minus(EDGE))
                && (end == null || time.isBefore(end.plus(EDGE)));
    }

    private static boolean holds(Map<String, String> where, Recorded failure) {
        return where.entrySet().stream().allMatch(part -> part.getValue().equals(value(part.getKey(), failure)));
    }

    /** What a failure is by a name that a {@link Scope} or a slice may have; null by any other. */
    private static @Nullable String value(String name, Recorded failure) {
        var event = failure.event();
        return switch (name) {
            case Scope.STATUS_CLASS -> statusClass(event.failure().status());
            case Scope.OWNER -> owner(event.failure());
            case APP_VERSION -> Objects.requireNonNullElse(event.caller().appVersion(), "");
            default -> Dimension.named(name).map(RateKey.of(event)::value).orElse(null);
        };
    }

    private static String statusClass(@Nullable Integer status) {
        return status == null ? "none" : status / 100 + "xx";
    }

    private static String owner(Failure failure) {
        var owner = Catalogue.standard().find(failure).map(CatalogueEntry::owner);
        return owner.orElse(Owner.UNKNOWN).name().toLowerCase(Locale.ROOT);
    }
}
