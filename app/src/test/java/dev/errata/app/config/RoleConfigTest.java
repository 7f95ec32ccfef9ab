package dev.errata.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.app.config.Setting.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleConfigTest {
    @TempDir
    Path directory;

    @Test
    void of_nothingGiven_isOnThisMachine() throws Exception {
        var config = RoleConfig.of(Reader.ANALYTICS, Map.of(), Map.of());

        assertThat(config.kafka().connection()).isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
        assertThat(config.postgres())
                .isEqualTo(new PostgresAddress("jdbc:postgresql://127.0.0.1:5432/errata", "errata", ""));
        assertThat(config.isManagementOpen()).isTrue();
        assertThat(config.standbys()).isOne();
    }

    @Test
    void of_passwordInTheEnvironment_isTakenAndNotShown() throws Exception {
        var config = RoleConfig.of(
                Reader.API,
                Map.of("ERRATA_POSTGRES_PASSWORD", "hush"),
                Map.of("--postgres-url", "jdbc:postgresql://db:5432/errata?sslmode=verify-full"));

        assertThat(config.postgres().password()).isEqualTo("hush");
        assertThat(config.toString()).contains("sslmode").doesNotContain("hush");
    }

    @Test
    void of_passwordInAFile_isTakenAndNotShown() throws Exception {
        var flags = Map.of("--postgres-password-file", file("hush\n"));

        assertThat(RoleConfig.of(Reader.API, Map.of(), flags).postgres().password())
                .isEqualTo("hush");
        assertThatThrownBy(() -> RoleConfig.of(Reader.API, Map.of("ERRATA_POSTGRES_PASSWORD", "other"), flags))
                .hasMessageContaining("both give a password")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> RoleConfig.of(Reader.API, Map.of(), Map.of("--postgres-password-file", "/nowhere")))
                .hasMessageContaining("must be a file that this process can read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/errata?password=hush",
                "jdbc:postgresql://db/errata?sslmode=require&password=hush",
                "jdbc:postgresql://me:hush@db/errata",
                "jdbc:mysql://db/errata",
                "db:5432"
            })
    void of_otherAddressOfPostgres_isRefused(String url) {
        assertThatThrownBy(() -> RoleConfig.of(Reader.API, Map.of(), Map.of("--postgres-url", url)))
                .hasMessageContaining("--postgres-url is")
                .hasMessageContaining("without a password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:9092,", "http://kafka:9092", ""})
    void of_otherServers_areRefused(String servers) {
        assertThatThrownBy(() -> RoleConfig.of(Reader.GATEWAY, Map.of(), Map.of("--kafka-bootstrap-servers", servers)))
                .hasMessageContaining("must be HOST:PORT[,HOST:PORT...]");
    }

    @Test
    void of_kafkaConfig_isForEveryClient_andNotShown() throws Exception {
        var file = file("security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=hush\n");

        var config = RoleConfig.of(Reader.GATEWAY, Map.of(), Map.of("--kafka-config", file));

        assertThat(config.kafka().connection())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "hush");
        assertThat(config.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enable.idempotence=false",
                "isolation.level=read_uncommitted",
                "sasl.mechanism=OAUTHBEARER",
                "sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"
            })
    void of_kafkaConfigWithSomethingElse_isRefused(String line) throws Exception {
        var file = file(line);

        assertThatThrownBy(() -> RoleConfig.of(Reader.GATEWAY, Map.of(), Map.of("--kafka-config", file)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("--kafka-config is");
    }

    @Test
    void of_kafkaConfigThatIsNotThere_isRefused() {
        var missing = directory.resolve("missing").toString();

        assertThatThrownBy(() -> RoleConfig.of(Reader.GATEWAY, Map.of(), Map.of("--kafka-config", missing)))
                .isInstanceOf(InvalidConfigException.class);
    }

    @Test
    void of_samePortTwice_isRefused() {
        assertThatThrownBy(() -> RoleConfig.of(Reader.GATEWAY, Map.of(), Map.of("--management-port", "8080")))
                .hasMessage("--port and --management-port are both 8080");
    }

    @Test
    void of_roleWithoutAWebServer_mayHaveItsPort() throws Exception {
        var config = RoleConfig.of(Reader.ANALYTICS, Map.of(), Map.of("--management-port", "8080"));

        assertThat(config.managementPort()).isEqualTo(8080);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("client.properties"), text).toString();
    }
}
