package dev.errata.app.backtest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.core.monitor.Bounded;
import dev.errata.core.monitor.MemoryTable;
import dev.errata.core.monitor.Monitor;
import dev.errata.core.monitor.MonitorListener;
import dev.errata.core.monitor.MonitorSettings;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one policy makes of a recording. */
final class Verdicts {
    private final Map<UUID, Incident> incidents = new LinkedHashMap<>();
    private final Monitor monitor;
    private long unwatched;

    Verdicts(MonitorSettings settings) {
        monitor = new Monitor(new MemoryTable(), settings, new Listener());
    }

    private final class Listener implements MonitorListener {
        @Override
        public void tell(Incident incident) {
            incidents.put(incident.id(), incident);
        }

        @Override
        public void tell(Cell coverage) {
            // For the tables; a backtest is about incidents.
        }

        @Override
        public void refused(String project, Scope series, Instant window) {
            unwatched++;
        }

        @Override
        public void refused(String project, Bounded kind, Instant window) {
            // As with series.
        }
    }

    /**
     * Errors of one series and one version of an application.
     *
     * @param withoutRequestId whether they have no id of their request
     * @param late whether they happened in an earlier window
     */
    record Kind(RateKey key, String version, boolean withoutRequestId, boolean late) {}

    /** @param counts by the second of the window that they are judged in */
    void errors(Map<Long, Map<Kind, Long>> counts) {
        counts.forEach((second, some) -> some.entrySet().stream()
                .collect(groupingBy(entry -> entry.getKey().key.project(), mapping(Verdicts::counted, toList())))
                .forEach((project, all) -> monitor.errors(project, Instant.ofEpochSecond(second), all)));
    }

    private static Monitor.Counted counted(Map.Entry<Kind, Long> count) {
        var kind = count.getKey();
        var without = kind.withoutRequestId ? count.getValue() : 0;
        return new Monitor.Counted(kind.key.toBytes(), count.getValue(), kind.version, without, kind.late);
    }

    void calls(TrafficRecord totals) {
        monitor.calls(totals);
    }

    void begin(Instant time) {
        monitor.begin(time);
    }

    void passTo(Instant time) {
        monitor.passTo(time);
    }

    /** How many series, each counted once a window, were not watched since their project has too many. */
    long unwatched() {
        return unwatched;
    }

    /** As they stand now, in the order of their opening. */
    List<Incident> incidents() {
        return incidents.values().stream()
                .sorted(Comparator.comparing(
                                (Incident incident) -> incident.times().openedAt())
                        .thenComparing(Incident::id))
                .toList();
    }
}
