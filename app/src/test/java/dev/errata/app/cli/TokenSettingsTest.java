package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.client.FakeServer.Asked;
import dev.errata.app.node.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsTest extends CommandFixture {
    @Test
    void token_ofTheEnvironment_isSent_andHasNoFlag() {
        server.reply(200, EVENTS);
        var settings = Map.of("ERRATA_SERVER", server.address().toString(), "ERRATA_TOKEN", "errata_1_2");
        var other = new Console(settings, Terminal.NONE, new Wiring());

        assertThat(other.run("search", "req_1")).isZero();
        assertThat(console.run("search", "req_1")).isZero();
        assertThat(server.asked()).extracting(Asked::authorization).containsExactly("Bearer errata_1_2", null);
        assertThat(other.run("search", "req_1", "--token", "x")).isEqualTo(2);
    }

    @Test
    void token_thatIsNone_isNotShown() {
        var other = new Console(Map.of("ERRATA_TOKEN", "hush hush"), Terminal.NONE, new Wiring());

        assertThat(other.run("search", "req_1")).isEqualTo(2);
        assertThat(other.err()).contains("ERRATA_TOKEN is").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "create --name x", "revoke x"})
    void token_withoutPostgres_exits3(String line) throws IOException {
        var free = freePort();

        assertThat(console.run(("token " + line + " --postgres-port " + free).split(" ", -1)))
                .isEqualTo(3);
        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .isEqualTo("errata: no Postgres of Errata answers at jdbc:postgresql://127.0.0.1:" + free
                        + "/errata; is it running? --postgres-port names another port of this machine, --postgres-url"
                        + " another database\n");
    }

    @Test
    void token_ofAFileOfOnesOwn_isSent() throws IOException {
        var file = Files.writeString(directory.resolve("token"), "errata_1_2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        server.reply(200, EVENTS);

        assertThat(console.run("search", "req_1", "--token-file", file.toString()))
                .isZero();
        assertThat(server.asked()).extracting(Asked::authorization).containsExactly("Bearer errata_1_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void token_ofAFileThatOthersCanReach_isRefused(String permissions) throws IOException {
        var file = Files.writeString(directory.resolve("token"), "errata_hush");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(console.run("search", "req_1", "--token-file", file.toString()))
                .isEqualTo(2);
        assertThat(console.err())
                .isEqualTo(
                        "errata: --token-file is \"%1$s\", which can be read or changed by others; chmod 600 %1$s mends that\n"
                                .formatted(file));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void token_inVariableAndFile_isRefused() throws IOException {
        var file = Files.writeString(directory.resolve("token"), "errata_hush");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        var other = new Console(Map.of("ERRATA_TOKEN", "errata_1_2"), Terminal.NONE, new Wiring());

        assertThat(other.run("search", "req_1", "--token-file", file.toString()))
                .isEqualTo(2);
        assertThat(other.err()).contains("ERRATA_TOKEN and --token-file both give a token");
    }
}
