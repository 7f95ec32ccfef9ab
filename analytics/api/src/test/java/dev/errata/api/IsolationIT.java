package dev.errata.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.incident.State;
import dev.errata.http.Allow;
import dev.errata.http.Route;
import dev.errata.http.WebServer;
import dev.errata.http.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Goes over all routes that there are: none answers without the right scope, and none shows to one project what is of
 * another. Two projects have the same ids, and each its own mark in every text.
 */
class IsolationIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final List<String> PROJECTS = List.of("shop", "bank");

    /** Ids of events, calls, tasks and refused events of both projects. */
    private static final List<String> IDS =
            List.of("019cb8f7-8f80-7000-8000-000000000001", "req_twin", "call_twin", "task_twin", "req_refused");

    private static final TestTokens TOKENS = new TestTokens();
    private static DemoDatabase database;
    private static WebServer server;
    private static final Map<String, UUID> INCIDENTS = new HashMap<>();

    @BeforeAll
    static void start() throws SQLException {
        database = new DemoDatabase(NOW);
        for (var project : PROJECTS) {
            plant(project);
            INCIDENTS.put(
                    project,
                    new DemoIncidents(database.dataSource(), NOW)
                            .put(project, Map.of("app", "mark-of-" + project), 60, State.OPEN)
                            .id());
        }
        server = TestServer.startByToken(database.dataSource(), InstantSource.fixed(NOW), TOKENS);
    }

    @AfterAll
    static void stop() throws SQLException {
        server.close();
        database.close();
        CLIENT.close();
    }

    @Test
    void routes_all_answerOnlyToTheScopesThatTheyAllow() throws Exception {
        assertThat(server.routes()).hasSizeGreaterThan(10);
        for (var route : server.routes()) {
            for (var scope : Scope.values()) {
                var answer = ask(route.method(), filled(route, "req_twin"), TOKENS.issue("shop", scope));
                var allowed = route.allowed().contains(Allow.ANYONE)
                        || route.allowed().contains(Allow.valueOf(scope.name()));
                assertThat(answer.statusCode() == 403)
                        .as("S4 %s with %s", route, scope)
                        .isEqualTo(!allowed);
            }
            assertThat(ask(route.method(), filled(route, "req_twin"), "").statusCode() == 401)
                    .as("S5 %s without a token", route)
                    .isEqualTo(!route.allowed().contains(Allow.ANYONE));
        }
    }

    @Test
    void routes_forAnyone_showNothingOfAnyProject() throws Exception {
        for (var route : server.routes().stream()
                .filter(each -> each.allowed().contains(Allow.ANYONE))
                .toList()) {
            assertThat(ask(route.method(), filled(route, "req_twin"), "").body())
                    .as("%s", route)
                    .doesNotContain("mark-of-");
        }
    }

    @Test
    void routes_all_showToAProjectNothingOfAnother() throws Exception {
        for (var project : PROJECTS) {
            var token = TOKENS.issue(project, Scope.values());
            for (var path : questions()) {
                assertThat(ask("GET", path, token).body())
                        .as("I8 %s asked by %s", path, project)
                        .doesNotContain("mark-of-" + other(project), "mark-of-default");
            }
        }
    }

    @Test
    void routes_ofData_showToEachProjectItsOwn() throws Exception {
        for (var project : PROJECTS) {
            var token = TOKENS.issue(project, Scope.READ);
            for (var id : IDS) {
                assertThat(ask("GET", "/api/v1/events/" + id, token).body())
                        .as(id)
                        .contains("mark-of-" + project);
            }
            for (var path : List.of(
                    "events?from=-1h",
                    "groups?from=-1h",
                    "export?from=-1h",
                    "export/traffic?from=-1h",
                    "tickets/req_twin",
                    "retries?from=-1h",
                    "tasks?from=-1h",
                    "calls/call_twin",
                    "tasks/task_twin")) {
                assertThat(ask("GET", "/api/v1/" + path, token).body()).as(path).contains("mark-of-" + project);
            }
            assertThat(ask("GET", "/api/v1/rates?by=app,code,model&from=-1h", token)
                            .body())
                    .contains("mark-of-" + project, "\"requests\":" + requests(project));
        }
    }

    @Test
    void incidents_areTheProjectsOwn() throws Exception {
        for (var project : PROJECTS) {
            var token = TOKENS.issue(project, Scope.values());
            var path = "/api/v1/incidents/";
            assertThat(ask("GET", "/api/v1/incidents", token).body())
                    .contains("mark-of-" + project)
                    .doesNotContain("mark-of-" + other(project));
            assertThat(ask("GET", path + INCIDENTS.get(project), token).statusCode())
                    .isEqualTo(200);
            assertThat(ask("GET", path + INCIDENTS.get(other(project)), token).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void event_ofAnotherProject_isAsUnknownAsNone() throws Exception {
        var token = TOKENS.issue("nobody", Scope.READ);
        var others = ask("GET", "/api/v1/events/req_twin", token);
        var none = ask("GET", "/api/v1/events/req_none", token);

        assertThat(others.statusCode()).as("B51").isEqualTo(404).isEqualTo(none.statusCode());
        assertThat(anonymous(others.body())).isEqualTo(anonymous(none.body()));
    }

    /** Every GET route, with each id in each of its places, as parameters of the path and of the query. */
    private static List<String> questions() {
        var questions = new ArrayList<String>();
        for (var route : server.routes().stream()
                .filter(each -> each.method().equals("GET"))
                .toList()) {
            for (var id : IDS) {
                questions.add(filled(route, id));
                questions.add(filled(route, id) + (filled(route, id).contains("?") ? "&id=" : "?id=") + id);
            }
        }
        Stream.of("env", "region", "app", "provider", "model", "status", "code", "type", "app,model,code")
                .forEach(by -> questions.add("/api/v1/rates?from=-1h&by=" + by));
        for (var list : List.of("events", "groups", "export")) {
            questions.add("/api/v1/" + list + "?from=-1h&fingerprint=0000000000000007");
            questions.add("/api/v1/" + list + "?from=-1h&q=mark&app=mark-of-shop&app=mark-of-bank");
            questions.add("/api/v1/" + list + "?from=-1h&project=bank");
        }
        for (var list : List.of("retries", "tasks")) {
            questions.add("/api/v1/" + list + "?from=-1h&by=env,region,app,provider,model");
            questions.add("/api/v1/" + list + "?from=-1h&app=mark-of-shop&app=mark-of-bank");
        }
        questions.add("/api/v1/export/traffic?from=-1h&app=mark-of-shop&app=mark-of-bank");
        questions.add("/api/v1/tickets/0000000000000007?format=md");
        questions.add("/api/v1/tickets?id=req_twin,call_twin,task_twin&format=txt");
        questions.add("/api/v1/rates?from=-1h&by=app&project=shop&project=bank");
        questions.add("/api/v1/rates?from=-1h&by=app&app=mark-of-shop");
        return questions.stream().distinct().toList();
    }

    private static String filled(Route route, String value) {
        var path = route.path().replaceAll("\\{[^}]+}", value);
        return path.endsWith("/tail") ? path + "?for=0s" : path;
    }

    private static String other(String project) {
        return PROJECTS.get(1 - PROJECTS.indexOf(project));
    }

    private static int requests(String project) {
        return project.equals("shop") ? 77 : 88;
    }

    private static String anonymous(String body) {
        return body.replaceAll("req_\\w+", "req");
    }

    private static HttpResponse<String> ask(String method, String path, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody());
        return CLIENT.send(
                (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build(),
                BodyHandlers.ofString());
    }

    private static void plant(String project) throws SQLException {
        var sql = """
                INSERT INTO event (event_day, project, event_id, time, received_at, app, code, model, message, request_id,
                    provider_request_id, task_id, trace_id, call_id, raw_body, fingerprint)
                SELECT '2026-03-04', '$p', '019cb8f7-8f80-7000-8000-000000000001', '$now'::timestamptz - interval '1 s', '$now', mark, mark, mark, mark,
                    'req_twin', 'cf_twin', 'task_twin', 'trace_twin', 'call_twin', mark, 7 FROM (VALUES ('mark-of-$p')) AS v (mark);
                INSERT INTO call_outcome (project, subject, outcome, time, call_id, task_id, app)
                SELECT '$p', 'task_twin', step, '$now'::timestamptz - ago * interval '1 s', 'call_twin', 'task_twin', 'mark-of-$p'
                FROM (VALUES ('submitted', 30), ('failed', 0)) AS v (step, ago);
                INSERT INTO dead_letter (topic, partition, record_offset, last_offset, received_at, last_received_at,
                    reason, field, detail, project, request_id)
                VALUES ('errata.events', $n, 1, 1, '$now', '$now', 'too_old', 'event_id', 'mark-of-$p', '$p', 'req_refused');
                INSERT INTO series SELECT gen_random_uuid(), '$p', mark, mark, mark, mark, mark, '429', mark, mark
                FROM (VALUES ('mark-of-$p')) AS v (mark);
                INSERT INTO rate_10s SELECT date_bin('10 s', '$now'::timestamptz - interval '1 min', 'epoch'), series_id, 5, 0, true
                FROM series WHERE project = '$p';
                INSERT INTO traffic_10s SELECT window_start, series_id, $n, NULL, NULL, NULL, true
                FROM rate_10s JOIN series USING (series_id) WHERE project = '$p';
                """;
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql.replace("$p", project)
                    .replace("$now", NOW.toString())
                    .replace("$n", Integer.toString(requests(project))));
        }
    }
}
