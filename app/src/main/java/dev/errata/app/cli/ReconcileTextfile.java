package dev.errata.app.cli;

import dev.errata.app.node.Reconciled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** What a reconciliation has found, for the textfile collector of a node_exporter: a command has nothing to be scraped. */
final class ReconcileTextfile {
    private static final double MILLIS = 1_000;

    private ReconcileTextfile() {}

    /** Puts it in place of what was found before, at once: whoever reads sees the one or the other. */
    static void write(Path file, Reconciled found, Instant now) throws IOException {
        var target = file.toAbsolutePath();
        var written = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(written, text(found, now));
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static String text(Reconciled found, Instant now) {
        return gauge(
                        "errata_reconcile_differences",
                        "Stored numbers that differ from what the events say, and are not put right",
                        found.repaired() ? 0 : (double) found.differences())
                + gauge("errata_reconcile_compared", "Numbers that were compared", (double) found.compared())
                + gauge("errata_reconcile_last_run_timestamp_seconds", "When it ended", now.toEpochMilli() / MILLIS);
    }

    private static String gauge(String name, String help, double value) {
        return "# HELP %s %s%n# TYPE %s gauge%n%s %s%n".formatted(name, help, name, name, value);
    }
}
