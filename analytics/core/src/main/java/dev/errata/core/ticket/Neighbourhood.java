package dev.errata.core.ticket;

import dev.errata.core.incident.Incident;
import dev.errata.core.retry.IncidentCalls;
import java.time.Duration;
import java.util.Optional;

/** What else happened around a failure. Given by whoever has the data. */
public interface Neighbourhood {
    /** Failures of the same error at the same provider, so long before and after this one. */
    Alike alike(Recorded failure, Duration around);

    /** Errors and calls of its provider, model and code, so long before and after; empty where nothing was counted. */
    Optional<ErrorRate> rate(Recorded failure, Duration around);

    /** What became of the calls that an incident is about, until it ended, or as far as it was judged. */
    IncidentCalls calls(Incident incident);
}
