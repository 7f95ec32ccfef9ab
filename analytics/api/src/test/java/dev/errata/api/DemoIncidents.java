package dev.errata.api;

import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.Audience.Manner;
import dev.errata.store.incident.IncidentRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Puts incidents into a database as the sink does it. */
record DemoIncidents(DataSource database, Instant now) {
    Incident put(String project, Map<String, String> scope, int secondsAgo, State state) throws SQLException {
        var incident = incident(project, Scope.of(scope), now.minusSeconds(secondsAgo), state);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var rows = new IncidentRows((_, _) -> List.of(new Audience("webhook", Manner.HAPPENING)));
            rows.put(connection, incident);
            rows.tell(connection, incident);
            connection.commit();
            return incident;
        }
    }

    private static Incident incident(String project, Scope scope, Instant start, State state) {
        var slice = new Slice(new TreeMap<>(Map.of("model", "deepseek-v4-flash")), 100, 1, 0.9);
        var end = state == State.RESOLVED ? start.plusSeconds(60) : null;
        return new Incident(
                Incident.id(project, Kind.SPIKE, scope, start),
                0,
                project,
                Kind.SPIKE,
                scope,
                state,
                new Times(start, start.plusSeconds(10), start.plusSeconds(10), end),
                Severity.WARNING,
                Owner.QUOTA,
                null,
                new Evidence(100, 4, 30, null, null, 20, 60, 100),
                new Explanation(Explanation.Kind.COUNT, List.of(slice), null),
                Context.NONE,
                List.of());
    }
}
