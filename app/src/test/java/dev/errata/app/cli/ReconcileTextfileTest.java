package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.node.Reconciled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileTextfileTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00.5Z");

    @TempDir
    Path directory;

    @Test
    void write_replacesTheFile_andLeavesNothingElse() throws Exception {
        var file = Files.writeString(directory.resolve("errata.prom"), "old");
        ReconcileTextfile.write(file, found(7, false), NOW);

        assertThat(Files.readAllLines(file))
                .contains(
                        "# TYPE errata_reconcile_differences gauge",
                        "errata_reconcile_differences 7.0",
                        "errata_reconcile_compared 100.0",
                        "errata_reconcile_last_run_timestamp_seconds 1.7815248005E9");
        assertThat(directory.toFile().list()).containsExactly("errata.prom");
    }

    @Test
    void write_afterARepair_tellsOfNoDifference() throws Exception {
        var file = directory.resolve("errata.prom");
        ReconcileTextfile.write(file, found(7, true), NOW);

        assertThat(Files.readString(file)).contains("errata_reconcile_differences 0.0");
    }

    private static Reconciled found(long differences, boolean repaired) {
        return new Reconciled(NOW, NOW, 100, 0, 0, NOW, differences, differences, repaired);
    }
}
