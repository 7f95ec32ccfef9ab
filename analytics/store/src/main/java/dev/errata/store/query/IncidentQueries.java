package dev.errata.store.query;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The questions about incidents. Safe from any thread. */
public record IncidentQueries(
        ListIncidents list, FindIncident find, FindEvidence evidence, RateSeries rates, CallsDuringIncident calls) {

    /** Asked of this database; connections are taken only while a question is answered. */
    public static IncidentQueries of(DataSource database) {
        var jdbi = Jdbi.create(database).installPlugin(new PostgresPlugin());
        var rates = new RateSeries(jdbi);
        return new IncidentQueries(
                new ListIncidents(jdbi),
                new FindIncident(jdbi),
                new FindEvidence(jdbi),
                rates,
                new CallsDuringIncident(new CallSeries(jdbi, rates)));
    }
}
