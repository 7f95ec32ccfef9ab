package dev.errata.core.monitor;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches the errors of many projects, window by window, and tells incidents. All it remembers is in its table. One thread.
 */
public final class Monitor {
    /** More than this are not watched. */
    private static final int MOST_PROJECTS = 1_000;

    private static final String JUDGED = "judged";

    private final Table table;
    private final MonitorSettings settings;
    private final MonitorListener listener;
    private final Map<String, ProjectMonitor> projects = new TreeMap<>();

    /** The first and the last window that was judged. */
    private @Nullable Span judged;

    private record Span(long since, long last) {
        byte[] toBytes() {
            return (since + " " + last).getBytes(StandardCharsets.US_ASCII);
        }

        static Span read(byte[] bytes) {
            var parts = new String(bytes, StandardCharsets.US_ASCII).split(" ", 2);
            return new Span(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    /**
     * Errors of a key.
     *
     * @param key a {@link RateKey} as {@link RateKey#toBytes} writes it
     * @param version of the application; empty where it says none
     * @param withoutRequestId how many of them have no id of their request
     * @param isLate whether they happened in an earlier window than the one that they are judged in
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, and never compared
    public record Counted(byte[] key, long errors, String version, long withoutRequestId, boolean isLate) {
        /** In time. */
        public Counted(byte[] key, long errors, String version, long withoutRequestId) {
            this(key, errors, version, withoutRequestId, false);
        }

        /** Of an application that says no version, all with ids and in time. */
        public Counted(byte[] key, long errors) {
            this(key, errors, "", 0);
        }
    }

    /** Goes on where the table stands. */
    public Monitor(Table table, MonitorSettings settings, MonitorListener listener) {
        this.table = table;
        this.settings = settings;
        this.listener = listener;
        var stored = table.get(JUDGED);
        judged = stored == null ? null : Span.read(stored);
        table.forEach(this::load);
    }

    private void load(String key, byte[] value) {
        var end = key.indexOf('\0');
        if (end > 0) {
            project(key.substring(1, end)).load(Part.Kind.of(key.charAt(0)), key.substring(end + 1), value);
        }
    }

    private ProjectMonitor project(String name) {
        return projects.computeIfAbsent(name, project -> new ProjectMonitor(project, table, settings, listener));
    }

    private boolean admits(String project, Instant window) {
        var isRefused = projects.size() >= MOST_PROJECTS && !projects.containsKey(project);
        if (isRefused) {
            listener.refused(project, Bounded.PROJECT, window);
        }
        return !isRefused;
    }

    /** Errors to be judged with the window of that start. Those of a window that has been judged are left out. */
    public void errors(String project, Instant window, List<Counted> counts) {
        var start = window.getEpochSecond();
        if ((judged == null || start > judged.last) && admits(project, window)) {
            project(project).add(start, counts);
        }
    }

    /** What a source says of its calls in a window and of an operation; of several words the highest seq counts. */
    public void calls(TrafficRecord totals) {
        var key = RateKey.of(totals);
        var start = totals.window().getEpochSecond();
        if ((judged == null || start >= judged.last) && admits(key.project(), totals.window())) {
            var operation = totals.target().operation();
            var source = totals.source() + '\0' + (operation == null ? "" : operation);
            var lost = totals.lost();
            var said = new Calls.Said(totals.seq(), totals.requests(), lost == null ? 0 : lost);
            project(key.project()).calls().put(start, source, key, said);
        }
    }

    /**
     * The log begins at that time, however late the first of it comes: what comes first is held against the time since then.
     * Of no effect where a window has been judged.
     */
    public void begin(Instant time) {
        if (judged == null) {
            var last = lastComplete(time);
            judged = new Span(last, last);
            table.put(JUDGED, judged.toBytes());
        }
    }

    /**
     * All of the log before that time has come: judges the windows that this completes, from the first that anything is
     * known of. Whatever is read ahead, errors of a complete window are all there, and so are the calls of the one before:
     * so the same log has the same first window, however far it is read between two calls of this.
     */
    public void passTo(Instant time) {
        var newest = lastComplete(time);
        if (judged == null) {
            var first = projects.values().stream()
                    .mapToLong(ProjectMonitor::firstWindow)
                    .min()
                    .orElse(Long.MAX_VALUE);
            if (first > newest) {
                return;
            }
            judged = new Span(first, first - Watched.BIN);
        }
        var from = judged.last;
        for (var window = from + Watched.BIN; window <= newest; window += Watched.BIN) {
            for (var project : projects.values()) {
                project.judge(window, judged.since);
            }
            judged = new Span(judged.since, window);
        }
        if (judged.last != from) {
            table.put(JUDGED, judged.toBytes());
        }
    }

    /** The projects that are watched. */
    public Set<String> projects() {
        return Set.copyOf(projects.keySet());
    }

    /** Start of the last window that nothing can be added to when all of the log before that time has come. */
    private static long lastComplete(Instant time) {
        var second = time.minus(TimeRules.JUDGED_AFTER).getEpochSecond();
        return Math.floorDiv(second, Watched.BIN) * Watched.BIN - Watched.BIN;
    }
}
