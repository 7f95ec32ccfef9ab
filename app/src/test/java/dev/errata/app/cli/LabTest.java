package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabTest {
    private static final String NO_LIMIT = "\"limit_scope\":null,\"limit_enforcer\":null,\"limit_reset_ms\":null";

    private final InputStream stdin = System.in;
    private final Console console = new Console(Map.of(), Terminal.NONE, new Wiring());

    @AfterEach
    void restore() {
        System.setIn(stdin);
    }

    @Test
    void normalize_anyInput_printsALineForEachLine() {
        normalize("""
                {"status":429,"headers":{"retry-after":"2"},"body":"{\\"error\\":{\\"message\\":\\"余额不足\\"}}"}
                not JSON

                {"id":"B2","provider":"mine","body":""}
                """);

        assertThat(console.out().lines())
                .containsExactly(
                        "{\"code\":null,\"type\":null,\"message\":\"余额不足\",\"request_id\":null,\"provider\":null,"
                                + "\"retry_after_ms\":2000,\"owner\":\"quota\",\"retry\":\"after_fix\","
                                + "\"limit_kind\":\"quota\",\"cause\":null,\"param\":null,"
                                + NO_LIMIT.replace("limit_reset_ms\":null", "limit_reset_ms\":2000")
                                + "}",
                        nulls("null") + ",\"error\":\"not valid JSON at character 0\"}",
                        nulls("null") + ",\"error\":\"empty\"}",
                        nulls("\"mine\"").replace("\"owner\":null", "\"owner\":\"unknown\"") + ",\"id\":\"B2\"}");
    }

    @Test
    void normalize_emptyInput_printsNothing() {
        normalize("");

        assertThat(console.out()).isEmpty();
    }

    @Test
    void lab_alone_isWrongUsage() {
        assertThat(console.run("lab")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err()).contains("errata lab normalize <");
    }

    @Test
    void lab_inTheHelp_isHidden() {
        console.run("--help");

        assertThat(console.out()).doesNotContain("lab");
    }

    private void normalize(String input) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        assertThat(console.run("lab", "normalize")).isZero();
    }

    private static String nulls(String provider) {
        return "{\"code\":null,\"type\":null,\"message\":null,\"request_id\":null,\"provider\":" + provider
                + ",\"retry_after_ms\":null,\"owner\":null,\"retry\":null,\"limit_kind\":null,\"cause\":null,"
                + "\"param\":null," + NO_LIMIT;
    }
}
