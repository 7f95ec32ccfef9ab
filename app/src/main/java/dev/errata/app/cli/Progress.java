package dev.errata.app.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * How far a long work has come, on a line of standard error that is written over and gone in the end. Nothing is shown where
 * that is no terminal. Used by one thread.
 */
final class Progress implements AutoCloseable {
    private static final int BAR = 30;
    private static final int PERCENT = 100;
    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isShown;
    private String last = "";

    Progress(PrintWriter err, Terminal terminal) {
        this.err = err;
        this.isShown = terminal.progress();
    }

    /** So much of so much. */
    void part(long done, long all) {
        if (isShown) {
            var part = all <= 0 ? 1 : Math.clamp((double) done / all, 0, 1);
            var full = (int) (BAR * part);
            show("  [%s%s] %3d %%".formatted("#".repeat(full), "·".repeat(BAR - full), (int) (PERCENT * part)));
        }
    }

    /** So many, of nobody knows how many. */
    void count(long number, String what) {
        if (isShown && number % PERCENT == 0) {
            show(String.format(Locale.ROOT, "  %,d %s", number, what));
        }
    }

    private void show(String line) {
        if (!line.equals(last)) {
            last = line;
            err.print(CLEARED + line);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (!last.isEmpty()) {
            err.print(CLEARED);
            err.flush();
        }
    }
}
