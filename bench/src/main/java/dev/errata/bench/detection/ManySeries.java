package dev.errata.bench.detection;

import dev.errata.bench.Effort;
import dev.errata.bench.Spread;
import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.monitor.Bounded;
import dev.errata.core.monitor.MemoryTable;
import dev.errata.core.monitor.Monitor;
import dev.errata.core.monitor.Monitor.Counted;
import dev.errata.core.monitor.MonitorListener;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one task of the topology has to judge at most: some projects, each with nearly as many series as a project may have,
 * and all series with an error in every window. Their states are read, judged and written as they are in the topology, but
 * for the store behind.
 *
 * @param series watched
 * @param millis that it takes to judge a window of 10 s
 */
record ManySeries(int series, Spread millis) {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int PROJECTS = 6;
    private static final int MODELS = 100;
    private static final int CODES = 90;
    private static final int MOST_KEYS = 10_000;

    /** Provider, application, type, class of status, owner, environment and total: one each. */
    private static final int OTHERS = 7;

    /** In full 200 windows are learned first: more than half an hour, so that the detectors know what is usual. */
    private static final int UNITS_A_WINDOW = 2_500;

    private static final int REQUESTS = 5 * CODES;
    private static final String APP = "app";

    static ManySeries measure(Effort effort) {
        var settings = new MonitorSettings(MOST_KEYS, MonitorSettings.DEFAULT_MAX_SERIES, Policy.DEFAULT);
        var monitor = new Monitor(new MemoryTable(), settings, new Nobody());
        var errors = new LinkedHashMap<String, List<Counted>>();
        for (int project = 0; project < PROJECTS; project++) {
            errors.put("project" + project, errors("project" + project));
        }
        var learned = effort.units() / UNITS_A_WINDOW;
        var millis = new ArrayList<Duration>();
        for (int window = 0; window < learned + effort.rounds(); window++) {
            var took = judge(monitor, errors, START.plusSeconds(10L * window));
            if (window >= learned) {
                millis.add(took);
            }
        }
        return new ManySeries(
                PROJECTS * (MODELS * CODES + MODELS + CODES + OTHERS),
                Spread.of(millis.stream().mapToDouble(Duration::toMillis)));
    }

    private static List<Counted> errors(String project) {
        var errors = new ArrayList<Counted>();
        for (int model = 0; model < MODELS; model++) {
            for (int code = 0; code < CODES; code++) {
                var values =
                        List.of("prod", "eu", APP, "provider", "model" + model, "500", "code" + code, "server_error");
                errors.add(new Counted(new RateKey(project, values).toBytes(), 1));
            }
        }
        return errors;
    }

    private static Duration judge(Monitor monitor, Map<String, List<Counted>> errors, Instant window) {
        var started = System.nanoTime();
        errors.forEach((project, counted) -> {
            monitor.errors(project, window, counted);
            for (int model = 0; model < MODELS; model++) {
                var caller = new Caller(project, APP, null, "prod", "eu");
                var target = new Target("provider", "model" + model, null, null, null);
                monitor.calls(new TrafficRecord(APP, window.getEpochSecond(), window, caller, target, REQUESTS, null));
            }
        });
        monitor.passTo(window.plusSeconds(10).plus(TimeRules.JUDGED_AFTER));
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Nobody is told, and nothing may be left out. */
    private static final class Nobody implements MonitorListener {
        @Override
        public void tell(Incident incident) {
            // An even rate is none; what is new at first may be one.
        }

        @Override
        public void tell(Cell coverage) {
            // All calls are counted here.
        }

        @Override
        public void refused(String project, Scope series, Instant window) {
            throw new IllegalStateException("not watched: " + series + " of " + project);
        }

        @Override
        public void refused(String project, Bounded kind, Instant window) {
            throw new IllegalStateException("no room for a " + kind + " of " + project);
        }
    }
}
