package dev.errata.bench.detection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What errors come from: ten models of three providers, six codes each. */
final class World {
    private static final int MODELS = 10;
    private static final List<String> NAMES = List.of("large", "small", "mini", "vision", "embed", "code");
    private static final List<Code> CODES = List.of(
            new Code(429, "rate_limit_exceeded", -5.0, 0.8, 0.50),
            new Code(500, "internal_error", -7.0, 0.8, 0.25),
            new Code(502, "bad_gateway", -8.2, 0.7, 0.20),
            new Code(503, "service_unavailable", -7.4, 0.9, 0.40),
            new Code(504, "gateway_timeout", -7.2, 0.8, 0.30),
            new Code(529, "overloaded", -6.6, 1.0, 0.60));

    final List<Model> models = new ArrayList<>();
    final List<Series> series = new ArrayList<>();

    World(PythonRandom random) {
        for (int i = 0; i < MODELS; i++) {
            models.add(new Model(random, i));
        }
        for (var model : models) {
            for (var code : CODES) {
                var one = new Series(random, series.size(), model, code);
                model.series.add(one);
                series.add(one);
            }
        }
    }

    Series of(int status, Model model) {
        return model.series.stream()
                .filter(one -> one.code.status == status)
                .findFirst()
                .orElseThrow();
    }

    /** A code of errors; its share of the calls of a model is log-normal. */
    record Code(int status, String name, double meanLog, double deviationLog, double variance) {}

    /** A stretch of time in seconds. */
    record Span(double from, double to) {}

    static final class Model {
        final char provider;
        final String name;
        final double rate;
        final List<Series> series = new ArrayList<>();
        final List<Span> blocked = new ArrayList<>();
        private final double peak;
        private final double depth;
        private final double weekend;
        int born;
        double drift;

        Model(PythonRandom random, int place) {
            provider = "abc".charAt(place % 3);
            name = provider + "-" + NAMES.get(place / 3 % NAMES.size());
            rate = 12 * Math.pow(0.01 / 12, place / (MODELS - 1.0)) * Math.exp(random.gauss(0, 0.2));
            peak = random.uniform(12, 20);
            depth = random.uniform(0.25, 0.85);
            weekend = random.uniform(0.3, 1);
        }

        double season(int time) {
            var hour = time % Stream.DAY / 3600.0;
            var ofDay = 1 + depth * Math.cos((hour - peak) * Math.PI / 12);
            return ofDay * (time / Stream.DAY % 7 >= 5 ? weekend : 1);
        }

        boolean isFree(double from, double to) {
            return blocked.stream().allMatch(span -> to + 3600 < span.from || from > span.to + 3600);
        }
    }

    static final class Series {
        final int index;
        final Model model;
        final Code code;
        final double share;
        final Map<Integer, Double> bursts = new HashMap<>();
        final List<double[]> shifts = new ArrayList<>();
        double wander;

        Series(PythonRandom random, int index, Model model, Code code) {
            this.index = index;
            this.model = model;
            this.code = code;
            share = Math.min(0.05, Math.exp(random.gauss(code.meanLog, code.deviationLog)));
        }
    }
}
