package dev.errata.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.app.policy.PolicyFile;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.RedactionConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppConfigTest {

    @Test
    void of_nothingGiven_isTheDefaults() throws Exception {
        assertThat(AppConfig.of(Map.of(), Map.of()))
                .isEqualTo(new AppConfig(
                        "127.0.0.1",
                        8080,
                        Path.of("./.errata"),
                        9092,
                        5433,
                        new CommonConfig(
                                Duration.ofMinutes(10),
                                30,
                                new RetentionConfig(30, 90, 730, 30, 365),
                                10_000,
                                new SinkConfig(2, 67_108_864, 20, 0),
                                RawTopics.SHARED,
                                new IncidentConfig(
                                        PolicyFile.DEFAULT,
                                        List.of(),
                                        Map.of(),
                                        "",
                                        false,
                                        URI.create("http://127.0.0.1:8080"),
                                        URI.create("https://errata.example.org/docs/runbooks")),
                                AuthMode.AUTO,
                                new ProjectLimits(200_000, 268_435_456),
                                RedactionConfig.STANDARD)));
    }

    @Test
    void of_environment_winsOverDefaults() throws Exception {
        var config = AppConfig.of(Map.of("ERRATA_PORT", "9000", "ERRATA_GRACE", "30m"), Map.of());

        assertThat(config.port()).isEqualTo(9000);
        assertThat(config.common().grace()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void of_receivers_ofIncidents_readsThem(@TempDir Path directory) throws Exception {
        var secret = Files.writeString(directory.resolve("secret"), "sixteen letters!\n");
        var policy = Files.writeString(directory.resolve("errata.yml"), "routes: [{receivers: [billing]}]");
        var config = AppConfig.of(
                        Map.of("ERRATA_WEBHOOK_SECRET", "@" + secret),
                        Map.of(
                                "--alertmanager-url", "http://am-1:9093, http://am-2:9093",
                                "--webhook-url", "https://a.example/hook?x=1,billing=https://b.example/",
                                "--policy", policy.toString()))
                .common()
                .incidents();

        assertThat(config.alertmanagers()).extracting(URI::getHost).containsExactly("am-1", "am-2");
        assertThat(config.webhooks())
                .isEqualTo(Map.of(
                        "webhook",
                        URI.create("https://a.example/hook?x=1"),
                        "billing",
                        URI.create("https://b.example/")));
        assertThat(config.webhookSecret()).isEqualTo("sixteen letters!");
        assertThat(config.policy().routes()).hasSize(1);
    }

    @Test
    void of_receivers_thatCannotBeUsed_tellsAllAtOnce(@TempDir Path directory) throws Exception {
        var policy = Files.writeString(directory.resolve("errata.yml"), "rules: {min_errors: 0}\nmute: []");

        assertThatThrownBy(() -> AppConfig.of(
                        Map.of("ERRATA_WEBHOOK_SECRET", "short"),
                        Map.of(
                                "--alertmanager-url", "http://user:password@am:9093",
                                "--webhook-url", "ftp://x",
                                "--policy", policy.toString())))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("--alertmanager-url is")
                .hasMessageContaining("--webhook-url is")
                .hasMessageContaining("ERRATA_WEBHOOK_SECRET is \"…\"")
                .hasMessageContaining("errata.yml: line 1: rules.min_errors must be a whole number of at least 1")
                .hasMessageContaining("errata.yml: line 2: mute is not known; did you mean mutes?");
        assertThatThrownBy(() -> AppConfig.of(Map.of(), Map.of("--webhook-url", "https://a.example")))
                .hasMessage("--webhook-url needs ERRATA_WEBHOOK_SECRET");
    }

    @Test
    void of_flag_winsOverEnvironment() throws Exception {
        var config = AppConfig.of(Map.of("ERRATA_KAFKA_PORT", "9093"), Map.of("--kafka-port", "9094"));

        assertThat(config.kafkaPort()).isEqualTo(9094);
    }

    @Test
    void of_unknownVariable_suggestsTheNearest() {
        assertThatThrownBy(() -> AppConfig.of(Map.of("ERRATA_PROT", "9000"), Map.of()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("ERRATA_PROT is no setting; did you mean ERRATA_PORT?");
    }

    @Test
    void of_otherVariables_areNotLookedAt() throws Exception {
        assertThat(AppConfig.of(Map.of("PATH", "/bin", "ERRATUM", "1"), Map.of())
                        .port())
                .isEqualTo(8080);
    }

    @Test
    void of_manyMistakes_namesThemAllAtOnce() {
        var environment = Map.of("ERRATA_PORT", "70000", "ERRATA_GRACE", "10", "ERRATA_DATE", "x");

        assertThatThrownBy(() -> AppConfig.of(environment, Map.of("--event-retention-days", "0")))
                .hasMessageContaining("ERRATA_PORT is \"70000\", must be 1 to 65535; 0 takes a free one")
                .hasMessageContaining("ERRATA_GRACE is \"10\", must be 1m to 1d")
                .hasMessageContaining("--event-retention-days is \"0\", must be 1 to 3650 days")
                .hasMessageContaining("did you mean ERRATA_DATA?");
    }

    @Test
    void of_samePortTwice_isRefused() {
        assertThatThrownBy(() -> AppConfig.of(Map.of(), Map.of("--port", "9092")))
                .hasMessage("--port and --kafka-port are both 9092");
    }

    @Test
    void of_freePorts_mayAllBeZero() throws Exception {
        var zero = Map.of("--port", "0", "--kafka-port", "0", "--postgres-port", "0");

        assertThat(AppConfig.of(Map.of(), zero).postgresPort()).isZero();
    }

    @Test
    void server_notAWebAddress_isRefused() {
        assertThatThrownBy(() -> AppConfig.server(Map.of("ERRATA_SERVER", "localhost:8080"), Map.of()))
                .hasMessageContaining("ERRATA_SERVER is \"localhost:8080\", must be http:// or https://");
    }

    @Test
    void server_flag_isUsed() throws Exception {
        assertThat(AppConfig.server(Map.of(), Map.of("--server", "http://errata.test:9000")))
                .isEqualTo(URI.create("http://errata.test:9000"));
    }
}
