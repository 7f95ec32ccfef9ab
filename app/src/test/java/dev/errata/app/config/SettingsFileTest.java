package dev.errata.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.app.config.Setting.Reader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file for settings and policy. */
class SettingsFileTest {
    @TempDir
    Path directory;

    @Test
    void settings_ofTheFile_winOverDefaults_andLoseAgainstAllElse() throws Exception {
        var flags = Map.of("--config", file("""
                settings:
                  port: 9000
                  kafka_port: 9001
                  grace: 20m
                """), "--kafka-port", "9002");

        var config = AppConfig.of(Map.of("ERRATA_GRACE", "30m"), flags);

        assertThat(config.port()).isEqualTo(9000);
        assertThat(config.kafkaPort()).isEqualTo(9002);
        assertThat(config.common().grace()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void file_ofTheEnvironment_hasThePolicy_andListsAreLists() throws Exception {
        var environment = Map.of("ERRATA_CONFIG", file("""
                settings: {alertmanager_url: ["http://am-1:9093", "http://am-2:9093"], redact_ips: on}
                rules: {min_errors: 20}
                routes:
                  - {owner: quota, receivers: [alertmanager]}
                """));

        var config = RoleConfig.of(Reader.ANALYTICS, environment, Map.of()).common();

        assertThat(config.incidents().alertmanagers()).extracting(URI::getHost).containsExactly("am-1", "am-2");
        assertThat(config.incidents().policy().policy().rules().minErrors()).isEqualTo(20);
        assertThat(config.incidents().policy().routes()).hasSize(1);
        assertThat(config.redaction().ips()).isTrue();
    }

    @Test
    void mistakes_areToldAllAtOnce_withTheirLines() throws IOException {
        var file = file("""
                settings:
                  prot: 9000
                  grace: 10
                  project_records_per_second: many
                  postgres_password: hush
                rules:
                  min_error: 5
                """);

        assertThatThrownBy(() -> AppConfig.of(Map.of("ERRATA_PORT", "x"), Map.of("--config", file)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(String.join(
                        "\n",
                        file + ": line 2: settings.prot is no setting; did you mean port?",
                        file + ": line 3: settings.grace is \"10\", must be 1m to 1d",
                        file
                                + ": line 4: settings.project_records_per_second is \"many\", must be 0 to 2147483647"
                                + " records a second; 0: no limit",
                        file
                                + ": line 5: settings.postgres_password cannot stand in a file; its place is the variable"
                                + " ERRATA_POSTGRES_PASSWORD",
                        "ERRATA_PORT is \"x\", must be 1 to 65535; 0 takes a free one",
                        file + ": line 7: rules.min_error is not known; did you mean min_errors?"));
    }

    @Test
    void file_thatIsNone_isToldOnce() {
        var missing = directory.resolve("missing.yml").toString();

        assertThatThrownBy(() -> AppConfig.of(Map.of(), Map.of("--config", missing)))
                .hasMessageStartingWith(missing + ": it cannot be read")
                .hasMessageNotContaining("\n");
    }

    @Test
    void settings_inAFileForThePolicyAlone_areNotPassedOver() throws IOException {
        var policy = file("settings: {port: 9000}");

        assertThatThrownBy(() -> AppConfig.of(Map.of(), Map.of("--policy", policy)))
                .hasMessage("--policy " + policy + " has settings, which are read from --config alone");
    }

    @Test
    void values_sayWhereTheyStand_butNoSecret() throws IOException {
        var file = file("settings:\n  grace: 20m\n");

        var all = SettingValue.of(
                Map.of("ERRATA_TOKEN", "errata_hush", "ERRATA_PORT", "x"),
                Map.of("--config", file, "--data", "/somewhere"));

        assertThat(all.problems()).containsExactly("ERRATA_PORT is \"x\", must be 1 to 65535; 0 takes a free one");
        assertThat(all.values()).hasSameSizeAs(Setting.ALL);
        assertThat(all.values())
                .filteredOn(value -> !value.source().equals("default"))
                .extracting(value ->
                        value.setting().key() + " " + value.value() + " " + value.source() + " " + value.place())
                .containsExactly(
                        "config " + file + " flag --config",
                        "port x environment ERRATA_PORT",
                        "data /somewhere flag --data",
                        "grace 20m file " + file + ": line 2",
                        "token set, not shown environment ERRATA_TOKEN");
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("errata.yml"), yaml).toString();
    }
}
