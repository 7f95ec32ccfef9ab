package dev.errata.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.errata.core.ticket.ProviderProfiles;
import dev.errata.http.Allow;
import dev.errata.http.Route;
import dev.errata.http.WebServer;
import dev.errata.http.access.Scope;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document against the server: the same routes, the same scopes, and only answers that it announces. */
class OpenApiIT {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int RUNS = 20;

    /** What people and attackers put where something else belongs. */
    private static final List<String> WRONG = List.of(
            "",
            " ",
            "-1",
            "0",
            "1e9",
            "NaN",
            "null",
            "true",
            "9".repeat(40),
            "x".repeat(2_000),
            "a,b,,c",
            "'; DROP TABLE event; --",
            "%",
            "_",
            "\\",
            "\0",
            "\u202e",
            "🙂",
            "../../etc/passwd",
            "{}",
            "[]",
            "2026-13-01T00:00:00Z",
            "+292278994-08-17T07:12:55Z",
            "-99999d",
            "now",
            "\r\nX: y",
            "00000000-0000-0000-0000-000000000000",
            "a:1:2",
            "\ud83d",
            "1970-01-01T00:00:00Z,x");

    private static final TestTokens TOKENS = new TestTokens();
    private static DemoDatabase database;
    private static WebServer server;
    private static ObjectNode document;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        database = new DemoDatabase(NOW);
        server = TestServer.startByToken(database.dataSource(), InstantSource.fixed(NOW), TOKENS);
        token = TOKENS.issue("default", Scope.values());
        document = (ObjectNode) JsonMapper.shared()
                .readTree(ask("GET", "/api/v1/openapi.json", Map.of(), "").body());
    }

    @AfterAll
    static void stop() throws SQLException {
        server.close();
        database.close();
        CLIENT.close();
    }

    @Test
    void routes_areThoseOfTheDocument_withTheirScopes() {
        var served = server.routes().stream()
                .filter(route -> route.path().startsWith("/api/v1/"))
                .collect(Collectors.toMap(OpenApiIT::name, OpenApiIT::scopes));
        var documented = operations().collect(Collectors.toMap(Operation::name, Operation::scopes));

        assertThat(documented).isEqualTo(served);
    }

    @Test
    void values_thatAreListed_areThoseThatAreKnown() {
        var providers = document.at("/paths/~1api~1v1~1tickets/get/parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals("for"))
                .flatMap(parameter -> parameter.at("/schema/enum").valueStream())
                .map(JsonNode::asString);

        assertThat(providers)
                .containsExactlyInAnyOrderElementsOf(ProviderProfiles.standard().names());
    }

    /** Each operation with right, wrong and missing values: never a 500, and never an answer that is not documented. */
    @Test
    void operations_answerAsDocumented_whateverTheyAreAsked() throws Exception {
        var seed = Long.getLong("openapi.seed", 20_260_304);
        var random = new Random(seed);
        var statuses = new HashMap<String, TreeSet<Integer>>();
        for (var operation : operations().toList()) {
            for (int run = 0; run < RUNS; run++) {
                var asked = operation.question(random, run == 0);
                var answer = ask(operation.method(), asked.target(), asked.headers(), asked.body());
                statuses.computeIfAbsent(operation.name(), _ -> new TreeSet<>()).add(answer.statusCode());
                operation.check(answer, "seed %d, %s, %s: %s".formatted(seed, operation.name(), asked, answer.body()));
            }
        }

        assertThat(statuses)
                .allSatisfy((name, seen) ->
                        assertThat(seen).as("%s, seed %d", name, seed).containsAnyOf(200, 404));
        assertThat(statuses.values().stream().filter(seen -> seen.contains(200)))
                .hasSizeGreaterThan(10);
    }

    private record Asked(String target, Map<String, String> headers, String body) {}

    private static Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
    }

    private record Operation(String method, String path, JsonNode json) {
        String name() {
            return method + " " + path;
        }

        Set<String> scopes() {
            var scopes = new TreeSet<String>();
            json.path("security").forEach(each -> each.path("token").forEach(scope -> scopes.add(scope.asString())));
            return scopes;
        }

        /** The first time with nothing but examples. */
        Asked question(RandomGenerator random, boolean right) {
            var target = path;
            var query = new ArrayList<String>();
            var headers = new HashMap<String, String>();
            for (var each : json.path("parameters")) {
                var parameter = each.has("$ref")
                        ? document.at(each.path("$ref").asString().substring(1))
                        : each;
                var name = parameter.path("name").asString();
                var value = right || random.nextInt(3) > 0
                        ? example(parameter, random)
                        : WRONG.get(random.nextInt(WRONG.size()));
                switch (parameter.path("in").asString()) {
                    case "path" -> target = target.replace("{" + name + "}", encoded(value.isBlank() ? "x" : value));
                    case "header" -> headers.put(name, value.replaceAll("[^ -~]", "?"));
                    default -> {
                        if (name.equals("for") && path.endsWith("/tail")) {
                            query.add("for=0s");
                        } else if (right ? isGiven(parameter) : random.nextInt(4) == 0) {
                            query.add(encoded(name) + "=" + encoded(value));
                        }
                    }
                }
            }
            if (!right && random.nextInt(6) == 0) {
                query.add("unheard_of=1");
            }
            var body = json.at("/requestBody/content/application~1json/example");
            headers.put("Content-Type", right || random.nextBoolean() ? "application/json" : "text/plain");
            var sent = body.isMissingNode() ? "" : right ? body.toString() : WRONG.get(random.nextInt(WRONG.size()));
            return new Asked(target + "?" + String.join("&", query), headers, sent);
        }

        private static boolean isGiven(JsonNode parameter) {
            return parameter.has("example") || parameter.path("required").asBoolean();
        }

        private static String example(JsonNode parameter, RandomGenerator random) {
            var example = parameter.path("example");
            var known = parameter.at("/schema/enum");
            if (!known.isMissingNode() && example.isMissingNode()) {
                return known.get(random.nextInt(known.size())).asString();
            }
            return example.isArray() ? example.path(0).asString() : example.asString("x");
        }

        void check(HttpResponse<String> answer, String as) {
            var status = Integer.toString(answer.statusCode());
            assertThat(json.path("responses").propertyNames()).as(as).contains(status);
            assertThat(answer.statusCode()).as(as).isLessThan(500);
            var type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
            var documented = resolved(json.path("responses").path(status))
                    .path("content")
                    .path(type);
            assertThat(documented.isMissingNode())
                    .as("the type %s is documented: %s", type, as)
                    .isFalse();
            if (type.equals("application/json")) {
                assertThat(schema(documented.path("schema")).validate(answer.body(), InputFormat.JSON))
                        .as(as)
                        .isEmpty();
            }
            if (answer.statusCode() != 200) {
                var error = JsonMapper.shared().readTree(answer.body()).path("error");
                assertThat(error.path("request_id").asString())
                        .as(as)
                        .isEqualTo(answer.headers().firstValue("x-request-id").orElse(""));
            }
        }

        private static JsonNode resolved(JsonNode node) {
            return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
        }
    }

    /** Objects have nothing but what is documented. */
    private static Schema schema(JsonNode of) {
        var schema =
                JsonNodeFactory.instance.objectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.putArray("allOf").add(of);
        schema.putObject("components")
                .set("schemas", document.at("/components/schemas").deepCopy());
        schema.findParents("properties").stream()
                .map(ObjectNode.class::cast)
                .filter(parent -> parent.path("properties").isObject() && !parent.has("additionalProperties"))
                .filter(parent -> !parent.path("properties").has("error"))
                .forEach(parent -> parent.put("additionalProperties", false));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }

    private static Set<String> scopes(Route route) {
        return route.allowed().stream()
                .filter(allow -> allow != Allow.ANYONE)
                .map(allow -> allow.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static HttpResponse<String> ask(String method, String target, Map<String, String> headers, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
