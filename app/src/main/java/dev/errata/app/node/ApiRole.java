package dev.errata.app.node;

import dev.errata.api.Api;
import dev.errata.api.HealthCheck;
import dev.errata.api.IncidentRoutes;
import dev.errata.contract.Catalogue;
import dev.errata.gateway.RecordLog;
import dev.errata.store.incident.IncidentCare;
import dev.errata.store.query.IncidentQueries;
import dev.errata.store.query.Queries;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The way out: what is stored, and the console. It needs the log only to replay dead letters. */
final class ApiRole {
    private static final int ANSWER_SECONDS = 1;

    private ApiRole() {}

    static Role start(Ground ground, RecordLog log) {
        var database = ground.database().questions();
        var queries = Queries.of(database);
        var api = new Api(
                queries,
                Replays.of(ground.kafka(), log, queries, ground.rules()),
                Catalogue.standard(),
                ground.redactor(),
                InstantSource.system());
        var incidents = new IncidentRoutes(
                IncidentQueries.of(database), new IncidentCare(ground.database().messages()), InstantSource.system());
        return new Role(List.of(api, incidents), List.of(new HealthCheck("postgres", () -> problem(database))));
    }

    private static Optional<String> problem(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS) ? Optional.empty() : Optional.of("does not answer");
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
