package dev.errata.app.node;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells a person how far the start has come: a line for each phase, with its time. Safe from any thread. */
public final class StartUpReport {
    private final PrintWriter out;
    private final LongSupplier nanoClock;
    private final long begin;

    /** The start begins now. */
    public StartUpReport(PrintWriter out, LongSupplier nanoClock) {
        this.out = out;
        this.nanoClock = nanoClock;
        this.begin = nanoClock.getAsLong();
    }

    /** Runs a phase, which may overlap with others, and says how long it took; says nothing when it fails. */
    public <T, E extends Exception> T phase(String name, Phase<T, E> phase) throws E {
        var start = nanoClock.getAsLong();
        var result = phase.run();
        line("  %-12s %s".formatted(name, seconds(nanoClock.getAsLong() - start)));
        return result;
    }

    /** The same for a part that may end the whole start. */
    <T> T step(String name, Step<T> step) throws StartFailedException, InterruptedException {
        var start = nanoClock.getAsLong();
        var result = step.run();
        line("  %-12s %s".formatted(name, seconds(nanoClock.getAsLong() - start)));
        return result;
    }

    /** Says that the start is over. */
    public void ready(Object address) {
        line("ready  %s  (%s)".formatted(address, seconds(nanoClock.getAsLong() - begin)));
    }

    private synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1000.0);
    }

    /** A part of the start. */
    @FunctionalInterface
    public interface Phase<T, E extends Exception> {
        T run() throws E;
    }

    /** A part of the start that may end it. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws StartFailedException, InterruptedException;
    }
}
