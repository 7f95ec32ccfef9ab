package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Wiring;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigCommandTest {
    private final Console console = new Console(
            Map.of("ERRATA_GRACE", "30m", "ERRATA_WEBHOOK_SECRET", "sixteen letters!"), Terminal.NONE, new Wiring());

    @Test
    void config_ofSome_isATable() {
        assertThat(console.run("config", "port", "grace", "webhook-secret", "--port", "9000"))
                .isZero();
        assertThat(console.out()).isEqualTo("""
                setting         value           from                                 default  allowed
                port            9000            flag (--port)                        8080     1 to 65535; 0 takes a free one
                grace           30m             environment (ERRATA_GRACE)           10m      1m to 1d
                webhook-secret  set, not shown  environment (ERRATA_WEBHOOK_SECRET)           at least 16 characters, or @FILE for what stands there
                """);
    }

    @Test
    void config_asJson_hasAll_andShowsNoSecret() {
        assertThat(console.run("config", "--json")).isZero();
        assertThat(console.out())
                .contains(
                        "{\"setting\":\"grace\",\"value\":\"30m\",\"source\":\"environment\",\"place\":\"ERRATA_GRACE\"")
                .doesNotContain("sixteen letters");
    }

    @Test
    void config_ofAnUnknownOne_suggestsTheNearest() {
        assertThat(console.run("config", "prot")).isEqualTo(2);
        assertThat(console.err()).contains("prot is no setting; did you mean port?");
    }

    @Test
    void config_thatCannotBeUsed_isShown_andExits2() {
        assertThat(console.run("config", "port", "--port", "70000")).isEqualTo(2);
        assertThat(console.out()).contains("70000");
        assertThat(console.err()).isEqualTo("errata: --port is \"70000\", must be 1 to 65535; 0 takes a free one\n");
    }

    @Test
    void config_onATerminal_fits() {
        var terminal = new Console(Map.of(), new Terminal(90, false, false), new Wiring());

        assertThat(terminal.run("config")).isZero();
        assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
    }
}
