package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReconcileCommandTest extends CommandFixture {
    @Test
    void reconcile_withoutPostgres_saysSo() throws IOException {
        assertThat(console.run("reconcile", "--postgres-port", Integer.toString(freePort())))
                .isEqualTo(3);
        assertThat(console.err())
                .contains("Postgres at jdbc:postgresql://127.0.0.1:")
                .contains("cannot be used");
    }

    @Test
    void reconcile_ofATimeThatIsNone_isWrongUsage() {
        assertThat(console.run("reconcile", "--from", "yesterday")).isEqualTo(2);
        assertThat(console.err()).contains("not a time such as now, -15m or 2026-01-31T12:00:00Z: yesterday");
    }
}
