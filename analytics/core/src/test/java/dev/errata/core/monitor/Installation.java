package dev.errata.core.monitor;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A monitor, and the errors and calls of some applications and models, window by window. */
final class Installation {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final List<String> APPS = List.of("checkout", "search", "support");
    private static final List<String> MODELS = List.of("small", "large", "vision");
    private static final long CALLS = 40;

    private final MapTable table = new MapTable();
    private final MonitorSettings settings;
    private final boolean hasCalls;

    /** Applications that nobody counts the calls of. */
    Set<String> uncounted = Set.of();

    /** Versions of applications that say one. */
    Map<String, String> versions = Map.of();

    /** Applications whose errors have no ids. */
    Set<String> withoutIds = Set.of();

    /** What it was told, and what it could not watch. */
    final List<Incident> told = new ArrayList<>();

    /** How well errors were known, minute by minute. */
    final List<Cell> known = new ArrayList<>();

    long refused;

    /** What else found no room. */
    final Map<Bounded, Long> leftOut = new EnumMap<>(Bounded.class);

    /** How the world is; the same for the same seed. */
    private final Random world;

    /** How its errors come in, and when the process dies. */
    private final @Nullable Random accidents;

    /** It dies as often as at one in so many occasions. */
    int luck = 25;

    private Monitor monitor;
    private Instant now = NOON;

    Installation(Policy policy, int maxSeries, boolean hasCalls, long seed, @Nullable Random accidents) {
        this(new MonitorSettings(10_000, maxSeries, policy), hasCalls, seed, accidents);
    }

    Installation(MonitorSettings settings, boolean hasCalls, long seed, @Nullable Random accidents) {
        this.settings = settings;
        this.hasCalls = hasCalls;
        this.world = new Random(seed);
        this.accidents = accidents;
        this.monitor = monitor();
    }

    static Installation of(long seed) {
        return new Installation(Policy.DEFAULT, 1_000, true, seed, null);
    }

    private Monitor monitor() {
        return new Monitor(table, settings, new MonitorListener() {
            @Override
            public void tell(Incident incident) {
                told.add(incident);
            }

            @Override
            public void tell(Cell coverage) {
                known.add(coverage);
            }

            @Override
            public void refused(String project, Scope series, Instant window) {
                refused++;
            }

            @Override
            public void refused(String project, Bounded kind, Instant window) {
                leftOut.merge(kind, 1L, Long::sum);
            }
        });
    }

    /** More errors than usual: so many in each window of each application and model that is named. */
    record Storm(String status, String code, List<String> apps, List<String> models, int errors) {
        static Storm everywhere(String status, String code, int errors) {
            return new Storm(status, code, APPS, MODELS, errors);
        }
    }

    /** Time passes, and nobody is there. */
    void idle(Duration time) {
        for (var end = now.plus(time); now.isBefore(end); now = now.plusSeconds(Watched.BIN)) {
            monitor.passTo(now);
        }
    }

    /** Time passes; errors are few and of the usual codes, and what storms there are. */
    void pass(Duration time, Storm... storms) {
        for (var end = now.plus(time); now.isBefore(end); now = now.plusSeconds(Watched.BIN)) {
            var errors = new TreeMap<String, Long>();
            for (var app : APPS) {
                for (var model : MODELS) {
                    if (world.nextInt(20) == 0) {
                        add(errors, app, model, "500", "server_error", 1);
                    }
                    if (world.nextInt(10) == 0) {
                        add(errors, app, model, "429", "rate_limit_exceeded", 1);
                    }
                    calls(app, model);
                }
            }
            for (var storm : storms) {
                storm.apps.forEach(app ->
                        storm.models.forEach(model -> add(errors, app, model, storm.status, storm.code, storm.errors)));
            }
            send(errors);
            maybeDie();
            monitor.passTo(now.plusSeconds(Watched.BIN + 1));
            maybeDie();
        }
    }

    private void calls(String app, String model) {
        if (hasCalls && !uncounted.contains(app)) {
            var before = now.minusSeconds(Watched.BIN);
            monitor.calls(new TrafficRecord(
                    app,
                    before.getEpochSecond(),
                    before,
                    new Caller("shop", app, null, "prod", "eu"),
                    new Target("deepseek", model, null, null, null),
                    CALLS + world.nextInt(9),
                    null));
        }
    }

    private static void add(Map<String, Long> errors, String app, String model, String status, String code, long more) {
        errors.merge(String.join(",", app, model, status, code), more, Long::sum);
    }

    /** At once, or in pieces and in any order. */
    private void send(Map<String, Long> errors) {
        var pieces = new ArrayList<Monitor.Counted>();
        errors.forEach((name, count) -> {
            var parts = name.split(",", -1);
            var key = key(parts[0], parts[1], parts[2], parts[3]).toBytes();
            var version = versions.getOrDefault(parts[0], "");
            var without = withoutIds.contains(parts[0]) ? 1 : 0;
            if (accidents == null) {
                pieces.add(new Monitor.Counted(key, count, version, count * without));
            } else {
                Collections.nCopies(Math.toIntExact(count), 1L)
                        .forEach(one -> pieces.add(new Monitor.Counted(key, one, version, without)));
            }
        });
        if (accidents == null) {
            monitor.errors("shop", now, pieces);
            return;
        }
        Collections.shuffle(pieces, accidents);
        while (!pieces.isEmpty()) {
            var some = pieces.subList(0, 1 + accidents.nextInt(pieces.size()));
            monitor.errors("shop", now, List.copyOf(some));
            some.clear();
            maybeDie();
        }
    }

    private void maybeDie() {
        if (accidents != null && accidents.nextInt(luck) == 0) {
            monitor = monitor();
        }
    }

    /** An error in each of so many other projects. */
    void foreign(int projects) {
        for (int i = 0; i < projects; i++) {
            var error = new Monitor.Counted(key("checkout", "small", "500", "").toBytes(), 1);
            monitor.errors("foreign" + i, now, List.of(error));
        }
    }

    /** The process begins anew on what a release has written that does not know such entries. */
    void upgradeFromBefore(char kind) {
        table.drop(kind);
        monitor = monitor();
    }

    /** Likewise, of one that writes them otherwise. */
    void upgradeFromBefore(char kind, UnaryOperator<byte[]> written) {
        table.rewrite(kind, written);
        monitor = monitor();
    }

    private static RateKey key(String app, String model, String status, String code) {
        return new RateKey("shop", List.of("prod", "eu", app, "deepseek", model, status, code, ""));
    }

    MapTable table() {
        return table;
    }

    Instant now() {
        return now;
    }
}
