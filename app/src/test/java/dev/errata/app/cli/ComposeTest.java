package dev.errata.app.cli;

import static dev.errata.app.cli.ComposeFile.list;
import static dev.errata.app.cli.ComposeFile.map;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import dev.errata.app.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be known of the compose file, the image and the files that they name, without an engine to run them. */
class ComposeTest {
    private static final Set<String> TOP = Set.of("name", "services", "secrets", "volumes");
    private static final Set<String> OF_SERVICE = Set.of(
            "build",
            "cap_drop",
            "command",
            "depends_on",
            "deploy",
            "entrypoint",
            "environment",
            "healthcheck",
            "image",
            "logging",
            "ports",
            "profiles",
            "read_only",
            "restart",
            "secrets",
            "security_opt",
            "shm_size",
            "stop_grace_period",
            "tmpfs",
            "volumes");
    private static final Set<String> OF_HEALTH_CHECK = Set.of("test", "interval", "timeout", "retries", "start_period");

    /** What is known of other people's images: the Kafka and Postgres distributions, and the busybox of the rest. */
    private static final Map<String, Set<String>> COMMANDS = Map.of(
            "apache/kafka", Set.of("/opt/kafka/bin/kafka-broker-api-versions.sh"),
            "postgres", Set.of("pg_isready"),
            "prom/prometheus", Set.of("wget"),
            "prom/alertmanager", Set.of("wget"),
            "grafana/grafana", Set.of("wget"));

    private static final Pattern PINNED = Pattern.compile("[a-z/]+:v?\\d+\\.\\d+[\\w.-]*");
    private static final Pattern DURATION = Pattern.compile("\\d+[sm]");
    private static final Pattern ERRATA_LINE = Pattern.compile("(?:^|[; ])errata ((?:token|demo)[^;\\n>]*)");
    private static final Pattern SECRET = Pattern.compile("/run/secrets/(\\w+)");

    private final ComposeFile compose = ComposeFile.read();
    private final String image = text("Dockerfile");

    ComposeTest() throws IOException {}

    @Test
    void file_hasOnlyKeysThatComposeKnows() {
        assertThat(compose.root().keySet()).allMatch(key -> key.startsWith("x-") || TOP.contains(key));
        compose.services().forEach((name, service) -> {
            assertThat(OF_SERVICE).as(name).containsAll(service.keySet());
            assertThat(OF_HEALTH_CHECK)
                    .as(name)
                    .containsAll(map(service.get("healthcheck")).keySet());
        });
    }

    @Test
    void images_arePinned() {
        var images = Stream.concat(
                compose.services().values().stream().map(service -> ComposeFile.text(service, "image")),
                image.lines().filter(line -> line.startsWith("FROM")).map(line -> line.split(" ", -1)[1]));

        assertThat(images).allMatch(PINNED.asMatchPredicate());
        assertThat(image).doesNotContainIgnoringCase("# syntax").containsPattern("(?m)^USER \\d+:\\d+$");
    }

    @Test
    void services_areBoundAndLookedAfter() {
        compose.services().forEach((name, service) -> {
            var limits = map(map(map(service.get("deploy")).get("resources")).get("limits"));
            assertThat(limits).as(name).containsKeys("cpus", "memory");
            assertThat(list(service.get("security_opt"))).as(name).contains("no-new-privileges:true");
            assertThat(ComposeFile.text(service, "restart")).as(name).matches("unless-stopped|on-failure:5");
            assertThat(list(service.get("ports"))).as(name).allMatch(port -> port.startsWith("127.0.0.1:"));
            assertThat(runsOnce(service) || service.containsKey("healthcheck") || name.equals("demo"))
                    .as(name)
                    .isTrue();
        });
    }

    @Test
    void healthChecks_haveTheirTimes_andRunWhatIsInTheImage() {
        compose.services().forEach((name, service) -> {
            var check = map(service.get("healthcheck"));
            if (!check.isEmpty()) {
                assertThat(list(check.get("interval"))).as(name).allMatch(DURATION.asMatchPredicate());
                assertThat(list(check.get("timeout"))).as(name).allMatch(DURATION.asMatchPredicate());
                assertThat(commands(ComposeFile.text(service, "image")))
                        .as(name)
                        .contains(list(check.get("test")).get(1));
            }
        });
    }

    private Set<String> commands(String name) {
        return name.startsWith("errata:")
                ? Set.of("errata-ready")
                : COMMANDS.getOrDefault(name.substring(0, name.indexOf(':')), Set.of());
    }

    @Test
    void dependencies_areThere_andCanComeTrue() {
        compose.services()
                .forEach((name, service) -> map(service.get("depends_on")).forEach((other, how) -> {
                    assertThat(compose.services()).as(name).containsKey(other);
                    var condition = ComposeFile.text(map(how), "condition");
                    var target = compose.service(other);
                    assertThat(condition)
                            .isEqualTo(runsOnce(target) ? "service_completed_successfully" : "service_healthy");
                    assertThat(runsOnce(target) || target.containsKey("healthcheck"))
                            .as(name)
                            .isTrue();
                }));
    }

    private static boolean runsOnce(Map<String, Object> service) {
        return ComposeFile.text(service, "restart").startsWith("on-failure");
    }

    @Test
    void commandLines_areErratasOwn() {
        var lines = commandLines();

        assertThat(lines).hasSize(7);
        var tree =
                CommandTree.of(new Surroundings(Map.of(), () -> Console.NOW, _ -> {}, Terminal.NONE), Starters.real());
        for (var line : lines) {
            assertThatCode(() -> tree.parseArgs(line.toArray(String[]::new)))
                    .as(line.toString())
                    .doesNotThrowAnyException();
        }
    }

    /** Of the services, and of the scripts that they run. */
    private List<List<String>> commandLines() {
        var plain = compose.ours()
                .map(Map.Entry::getValue)
                .filter(service -> !service.containsKey("entrypoint"))
                .map(service -> list(service.get("command")));
        var scripts = Stream.concat(
                compose.ours()
                        .map(service -> String.join(" ", list(service.getValue().get("command")))),
                Stream.of(text("docker/errata-token").replace("\"", "")));
        var inside = scripts.flatMap(script -> ERRATA_LINE.matcher(script).results())
                .map(match ->
                        List.of(match.group(1).replace("$3", "read").strip().split(" ", -1)));
        return Stream.concat(plain, inside).toList();
    }

    @Test
    void variables_areSettings_andTheirSecretsAreThere() {
        var known = Setting.ALL.stream().map(Setting::variable).toList();

        compose.ours()
                .forEach(service -> assertThat(known)
                        .as(service.getKey())
                        .containsAll(map(service.getValue().get("environment")).keySet()));
        assertThat(known)
                .containsAll(Pattern.compile("ERRATA_\\w+")
                        .matcher(image)
                        .results()
                        .map(match -> match.group())
                        .toList());
        compose.services().forEach((name, service) -> {
            var used = SECRET.matcher(service.get("environment")
                            + text("docker/create-reader.sh").repeat(name.equals("postgres") ? 1 : 0))
                    .results()
                    .map(match -> match.group(1));
            assertThat(list(service.get("secrets"))).as(name).containsAll(used.toList());
            assertThat(map(compose.root().get("secrets")).keySet()).containsAll(list(service.get("secrets")));
        });
    }

    @Test
    void files_andVolumes_areThere() {
        var declared = map(compose.root().get("volumes")).keySet();
        compose.services()
                .forEach((name, service) -> list(service.get("volumes")).forEach(volume -> {
                    var source = volume.split(":", -1)[0];
                    assertThat(
                                    source.startsWith(".")
                                            ? Files.exists(ComposeFile.DIRECTORY.resolve(source))
                                            : declared.contains(source))
                            .as(name + ": " + source)
                            .isTrue();
                }));
        Pattern.compile("(?m)^COPY --chmod=0755 (.*) /usr/local/bin/$")
                .matcher(image)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(" ", -1)))
                .forEach(script -> assertThat(Files.isExecutable(ComposeFile.DIRECTORY.resolve(script)))
                        .as(script)
                        .isTrue());
        assertThat(image).contains("docker/errata docker/errata-ready docker/errata-token");
        assertThat(text(".gitignore")).contains("secrets/\n");
    }

    @Test
    void analytics_canBeScaled() {
        var analytics = compose.service("analytics");

        assertThat(analytics).doesNotContainKeys("container_name", "ports", "volumes");
        assertThat(list(analytics.get("command"))).doesNotContain("--instance");
    }

    @Test
    void ports_areThoseThatErrataListensOn() throws IOException {
        var web = Setting.PORT.fallback();
        var management = Setting.MANAGEMENT_PORT.fallback();

        for (var role : List.of("gateway", "api")) {
            assertThat(list(compose.service(role).get("ports")))
                    .singleElement()
                    .asString()
                    .endsWith(":" + web);
        }
        assertThat(image).contains("EXPOSE " + web + " " + management + "\n");
        assertThat(text("docker/errata-ready")).contains("${1:-" + management + "}");
        var prometheus = ComposeFile.yaml(ComposeFile.DIRECTORY.resolve("docker/prometheus.yml"));
        assertThat(prometheus.get("scrape_configs"))
                .asString()
                .contains("[gateway], type=A, port=" + management, "[analytics], type=A, port=" + management)
                .contains("[api], type=A, port=" + management);
    }

    @Test
    void grafana_findsWhatItsProvisioningNames() throws IOException {
        var grafana = compose.service("grafana");
        var environment = map(grafana.get("environment"));
        var sources = text("dashboards/grafana/provisioning/datasources/errata.yaml");
        var dashboards = text("dashboards/grafana/provisioning/dashboards/errata.yaml");

        assertThat(environment.keySet())
                .containsAll(Pattern.compile("\\$(ERRATA_\\w+)")
                        .matcher(sources)
                        .results()
                        .map(match -> match.group(1))
                        .toList());
        assertThat(list(grafana.get("secrets")))
                .containsAll(SECRET.matcher(sources)
                        .results()
                        .map(match -> match.group(1))
                        .toList());
        assertThat(list(grafana.get("volumes"))).contains("./dashboards/grafana/dashboards:/etc/grafana/errata:ro");
        assertThat(dashboards).contains("path: /etc/grafana/errata\n");
        var home = ComposeFile.text(environment, "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH");
        assertThat(ComposeFile.DIRECTORY.resolve(home.replace("/etc/grafana/errata", "dashboards/grafana/dashboards")))
                .exists();
    }

    @ParameterizedTest
    @CsvSource({"200,0", "503,1"})
    void healthScript_saysWhatTheRoleSays(int status, int code) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(status, 3);
            exchange.getResponseBody().write("why".getBytes(US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            var script = new ProcessBuilder(
                            "../docker/errata-ready",
                            Integer.toString(server.getAddress().getPort()))
                    .start();
            assertThat(new String(script.getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("why\n");
            assertThat(script.waitFor()).isEqualTo(code);
        } finally {
            server.stop(0);
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(ComposeFile.DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
