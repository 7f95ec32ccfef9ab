package dev.errata.store.query;

import dev.errata.core.incident.Incident;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Which incidents go on, of all projects? Safe from any thread. */
public final class OpenIncidents {
    /** Far more than anybody could look at; the latest ones, if there should be more. */
    private static final int LIMIT = 1_000;

    private static final String SQL =
            "SELECT * FROM incident WHERE state <> 'resolved' ORDER BY opened_at DESC LIMIT " + LIMIT;

    private final Reader reader;

    /** Asks this database; a connection is taken only while the question is answered. */
    public OpenIncidents(DataSource database) {
        this.reader = new Reader(Jdbi.create(database).installPlugin(new PostgresPlugin()));
    }

    /**
     * These incidents.
     *
     * @throws StoreUnavailableException where asking again later may help
     */
    public List<Incident> find() {
        return reader.list(SQL, UnaryOperator.identity(), new FoundIncidentMapper()).stream()
                .map(FoundIncident::incident)
                .toList();
    }
}
