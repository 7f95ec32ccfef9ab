package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.incident.Incident;
import dev.errata.core.incident.State;
import dev.errata.http.WebServer;
import dev.errata.store.incident.KeptExhibits;
import dev.errata.store.query.IncidentQueries;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The failed calls of an incident, once their events are no longer kept. */
class KeptExhibitsIT {
    private static final Duration DAY = Duration.ofDays(1);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private DemoDatabase database;
    private WebServer server;
    private KeptExhibits exhibits;

    @BeforeEach
    void start() throws SQLException {
        database = new DemoDatabase(now);
        server = TestServer.start(database.dataSource(), InstantSource.fixed(now), 0);
        var evidence = IncidentQueries.of(database.dataSource()).evidence();
        exhibits = new KeptExhibits(database.dataSource(), evidence);
    }

    @AfterEach
    void stop() throws SQLException {
        server.close();
        database.close();
    }

    @Test
    void incident_thatIsOverForADay_hasThemWithoutTheirEvents_butForWhatWasAnswered() throws Exception {
        var incident = put(State.RESOLVED);
        var before = events(incident);
        assertThat(exhibits.keep(now.plus(DAY).minusSeconds(120))).isZero();
        assertThat(exhibits.keep(now.plus(DAY))).isEqualTo(1);
        assertThat(exhibits.keep(now.plus(DAY))).as("what is kept already").isZero();
        dropEvents();

        var kept = events(incident);
        assertThat(before.at("/first/0/message").asString()).contains("Rate limit exceeded");
        assertThat(kept.at("/first/0/message").isMissingNode()).isTrue();
        assertThat(kept.at("/first/0/request_id").asString())
                .isEqualTo("req_8f3k2m9x")
                .isEqualTo(before.at("/first/0/request_id").asString());
        assertThat(kept.at("/last/0/request_id").asString()).isEqualTo("req_8f3k2n0b");
        assertThat(kept.at("/typical/0/alike").asInt()).isEqualTo(2);
        assertThat(kept.at("/first/0/role").isMissingNode()).isTrue();
    }

    @Test
    void incident_thatGoesOn_hasThoseOfItsEvents() throws Exception {
        var incident = put(State.OPEN);
        assertThat(exhibits.keep(now.plus(DAY.multipliedBy(40)))).isZero();
        assertThat(events(incident).at("/first/0/request_id").asString()).isEqualTo("req_8f3k2m9x");

        dropEvents();
        assertThat(events(incident).path("first")).isEmpty();
    }

    private Incident put(State state) throws SQLException {
        return new DemoIncidents(database.dataSource(), now)
                .put("default", Map.of("code", "rate_limit_error"), 100, state);
    }

    private void dropEvents() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE event_today");
        }
    }

    private JsonNode events(Incident incident) throws Exception {
        var address = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/incidents/" + incident.id());
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body()).path("events");
        }
    }
}
