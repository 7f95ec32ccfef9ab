package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Owner;
import dev.errata.contract.Target;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.TimeRules;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records without anything that a sound store could refuse. They are written to be taken back. */
final class PlainRecords {
    private static final byte[] CONTENT = "plain".getBytes(US_ASCII);
    private static final Caller CALLER = new Caller(null, null, null, null, null);
    private static final Target TARGET = new Target(null, null, null, null, null);

    private PlainRecords() {}

    /** For the day of the given id. */
    static ErrorEvent event(UUID like, Instant time) {
        return event(EventIds.time(like), time);
    }

    static CallOutcome outcome(Instant time) {
        return new CallOutcome("plain", null, time, Outcome.SUCCEEDED, CALLER, TARGET, null);
    }

    static Cell cell(Instant time) {
        return new Cell(TimeRules.windowOf(time), RateKey.of(event(time, time)), new Cell.Errors(0), false);
    }

    static Incident incident(Instant time) {
        return new Incident(
                EventIds.derived(time, CONTENT),
                0,
                Caller.DEFAULT_PROJECT,
                Kind.SPIKE,
                Scope.TOTAL,
                State.OPEN,
                new Times(time, time, time, null),
                Severity.INFO,
                Owner.UNKNOWN,
                null,
                new Evidence(0, 0, 0, null, null, 0, 0, 0),
                new Explanation(Explanation.Kind.NONE, List.of(), null),
                Context.NONE,
                List.of());
    }

    private static ErrorEvent event(Instant born, Instant time) {
        return new ErrorEvent(
                EventIds.derived(born, CONTENT),
                time,
                CALLER,
                TARGET,
                new Failure(null, null, null, null, null),
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }
}
