package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.config.RoleConfig;
import dev.errata.app.node.Node;
import dev.errata.app.node.StartFailedException;
import dev.errata.app.node.StartFailure;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {
    private final AtomicReference<RoleConfig> started = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "analytics", "api"})
    void role_started_saysWhereItIsAndWhereItsHealthIs(String role) {
        var console = console();

        // The node has nothing to wait for, as if a part of it had failed.
        assertThat(console.run(role, "--kafka-bootstrap-servers", "kafka:9092", "--management-port", "9001"))
                .isEqualTo(19);
        assertThat(console.err())
                .containsPattern("ready  http://127\\.0\\.0\\.1:8080  \\(\\d+\\.\\d s\\)\n")
                .contains("health  http://127.0.0.1:9001/readyz\n");
        assertThat(started.get().kafka().bootstrapServers()).isEqualTo("kafka:9092");
    }

    @ParameterizedTest
    @CsvSource({"KAFKA_UNREACHABLE,14", "POSTGRES_UNREACHABLE,15", "TOPICS_UNFIT,16", "SCHEMA_MISSING,17"})
    void role_cannotStart_exitsWithItsCodeAndWhatIsWrong(StartFailure failure, int code) {
        var console = new Console(Map.of(), Terminal.NONE, (_, _) -> fail(failure), (_, _) -> fail(failure));

        assertThat(console.run("analytics")).isEqualTo(code);
        assertThat(console.err()).isEqualTo("errata: it does not work\n");
    }

    @ParameterizedTest
    @CsvSource({"gateway,--data", "analytics,--port", "api,--instance", "analytics,--postgres-password"})
    void role_givenWhatItDoesNotRead_exits2(String role, String flag) {
        assertThat(console().run(role, flag, "1")).isEqualTo(2);
        assertThat(started.get()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "topics --plan --apply", "topics --apply --partitions 0"})
    void topics_withoutOneThingToDo_exits2(String line) {
        assertThat(console().run(line.split(" ", -1))).isEqualTo(2);
    }

    @Test
    void migrate_withoutPostgres_exits3() {
        var console = console();

        assertThat(console.run("migrate", "--postgres-url", "jdbc:postgresql://127.0.0.1:1/errata"))
                .isEqualTo(3);
        assertThat(console.err()).startsWith("errata: Postgres at jdbc:postgresql://127.0.0.1:1/errata cannot be used");
    }

    private Console console() {
        return new Console(Map.of(), Terminal.NONE, (_, _) -> fail(StartFailure.OTHER), (config, _) -> {
            started.set(config);
            return new FakeNode(config);
        });
    }

    private static Node fail(StartFailure failure) throws StartFailedException {
        throw new StartFailedException(failure, "it does not work", null);
    }

    private record FakeNode(RoleConfig config) implements Node {
        @Override
        public URI address() {
            return URI.create("http://127.0.0.1:" + config.port());
        }

        @Override
        public URI management() {
            return URI.create("http://127.0.0.1:" + config.managementPort());
        }

        @Override
        public void await() {}

        @Override
        public void close() {}
    }
}
