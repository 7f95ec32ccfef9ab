package dev.errata.bench.detection;

import dev.errata.contract.Caller;
import dev.errata.contract.Target;
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
import dev.errata.core.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Weeks of a project in which nothing happens: its errors vary by chance, wander and follow the day. Whoever sets a budget of false
 * pages should not get more of them. Judged by the monitor of the topology, with all series that it makes of the errors.
 *
 * @param budget of false pages a week
 * @param pages that there were
 */
record CalmWeeks(int days, double budget, int pages) {
    private static final Instant MONDAY = Instant.ofEpochSecond(1_735_516_800);
    private static final int BINS_A_DAY = 8_640;
    private static final int MODELS = 5;
    private static final List<String> APPS = List.of("checkout", "search");
    private static final List<String> CODES = List.of("rate_limit_exceeded", "server_error");

    /** The wander forgets itself within twenty minutes. */
    private static final double KEPT = Math.exp(-10 / 1200.0);

    private static final double WANDER = 0.3;

    /** Of the noise from bin to bin. */
    private static final int SHAPE = 4;

    static CalmWeeks run(long seed, int days) {
        var policy = Policy.DEFAULT;
        var told = new Pages();
        var monitor = new Monitor(new MemoryTable(), new MonitorSettings(10_000, 1_000, policy), told);
        var random = new Random(seed);
        var parts = new ArrayList<Part>();
        for (int model = 0; model < MODELS; model++) {
            var calls = random.nextDouble(5, 100);
            for (var code : CODES) {
                parts.add(new Part("model" + model, code, Math.pow(10, random.nextDouble(-3.5, -1.5)), calls));
            }
        }
        for (long bin = 0; bin < (long) days * BINS_A_DAY; bin++) {
            var start = MONDAY.plusSeconds(10 * bin);
            var day = 1 + 0.6 * Math.sin(2 * Math.PI * (bin % BINS_A_DAY) / BINS_A_DAY);
            parts.forEach(part -> part.next(start, day, random, monitor));
            monitor.passTo(start.plusSeconds(11));
        }
        return new CalmWeeks(days, policy.rules().falsePagesPerWeek(), told.pages);
    }

    /** Errors of a code and a model, in all applications. */
    private static final class Part {
        private final String model;
        private final String code;
        private final double share;
        private final double calls;
        private double wander;

        Part(String model, String code, double share, double calls) {
            this.model = model;
            this.code = code;
            this.share = share;
            this.calls = calls;
        }

        void next(Instant start, double day, Random random, Monitor monitor) {
            wander = KEPT * wander + WANDER * Math.sqrt(1 - KEPT * KEPT) * random.nextGaussian();
            var rate = share * Math.exp(wander) * gamma(random);
            for (var app : APPS) {
                var requests = poisson(calls * day, random);
                var errors = Math.min(requests, poisson(requests * rate, random));
                if (errors > 0) {
                    var values = List.of("prod", "eu", app, "provider", model, "500", code, "");
                    var key = new RateKey("calm", values).toBytes();
                    monitor.errors("calm", start, List.of(new Monitor.Counted(key, errors)));
                }
                if (code.equals(CODES.getFirst())) {
                    var caller = new Caller("calm", app, null, "prod", "eu");
                    var target = new Target("provider", model, null, null, null);
                    monitor.calls(
                            new TrafficRecord(app, start.getEpochSecond(), start, caller, target, requests, null));
                }
            }
        }

        /** Of mean 1: a sum of exponential times. */
        private static double gamma(Random random) {
            var sum = 0.0;
            for (int i = 0; i < SHAPE; i++) {
                sum -= Math.log(1 - random.nextDouble());
            }
            return sum / SHAPE;
        }

        private static long poisson(double mean, Random random) {
            if (mean > 50) {
                return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
            }
            var limit = Math.exp(-mean);
            var count = 0L;
            for (var product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
            return count;
        }
    }

    /** Counts the incidents that somebody would be woken for. */
    private static final class Pages implements MonitorListener {
        private int pages;

        @Override
        public void tell(Incident incident) {
            if (incident.revision() == 0 && incident.quiet() == null) {
                pages++;
            }
        }

        @Override
        public void tell(Cell coverage) {
            // All calls are counted here.
        }

        @Override
        public void refused(String project, Scope series, Instant window) {
            throw new IllegalStateException("more series than a calm project has: " + series);
        }

        @Override
        public void refused(String project, Bounded kind, Instant window) {
            throw new IllegalStateException("more than a calm project has: " + kind);
        }
    }
}
