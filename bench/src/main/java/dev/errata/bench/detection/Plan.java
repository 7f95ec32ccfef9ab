package dev.errata.bench.detection;

import dev.errata.bench.detection.Incident.Kind;
import dev.errata.bench.detection.Incident.Part;
import dev.errata.bench.detection.Incident.Shape;
import dev.errata.bench.detection.World.Model;
import dev.errata.bench.detection.World.Series;
import dev.errata.bench.detection.World.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What will happen in a stream: incidents, and disturbances that are none. */
final class Plan {
    private static final List<Kind> KINDS = kinds();

    final List<Incident> incidents = new ArrayList<>();
    final List<Neutral> neutrals = new ArrayList<>();
    final List<Surge> surges = new ArrayList<>();
    final List<Gap> gaps = new ArrayList<>();

    private final PythonRandom random;
    private final Stream stream;
    private final World world;

    Plan(PythonRandom random, Stream stream, World world) {
        this.random = random;
        this.stream = stream;
        this.world = world;
        planBirths();
        planIncidents();
        world.series.forEach(this::planNoise);
        planSurges();
        planGaps();
    }

    /** Alarms of the series, or of the model where that is all, do not count in the span. */
    record Neutral(@Nullable Series series, Model model, Span span, boolean onlyWithoutTotals) {}

    /** More calls at the same share of failures. */
    record Surge(Model model, Span span, double factor) {}

    /** No telemetry of the model; of all where it is null. */
    record Gap(@Nullable Model model, Span span) {}

    private static List<Kind> kinds() {
        var kinds = new ArrayList<Kind>();
        for (var kind : Kind.values()) {
            kinds.addAll(Collections.nCopies(kind.inForty, kind));
        }
        return kinds;
    }

    private void planBirths() {
        var models = world.models;
        for (int j = 0; j < Math.max(1, models.size() / 6); j++) {
            var born = (int) (random.uniform(0.35, 0.6) * stream.end());
            models.get(models.size() / 3 + j).born = born / stream.binSeconds() * stream.binSeconds();
        }
    }

    private void planIncidents() {
        var busy = world.models.stream()
                .filter(model -> model.rate > 0.3 && model.born == 0)
                .toList();
        var rare = world.models.stream()
                .filter(model -> model.rate <= 0.3 && model.born == 0)
                .toList();
        var todo = new ArrayList<Kind>();
        for (int i = 0; i < 7 * stream.incidents(); i += 7) {
            todo.add(KINDS.get(i % KINDS.size()));
        }
        for (int tries = 1; !todo.isEmpty() && tries <= 60 * stream.incidents(); tries++) {
            var draft = draft(todo.getFirst(), busy, rare.isEmpty() ? List.of(world.models.getLast()) : rare);
            if (isPossible(draft)) {
                draft.models.forEach(model -> model.blocked.add(new Span(draft.onset, draft.onset + draft.seconds)));
                incidents.add(new Incident(todo.removeFirst(), draft.onset, draft.onset + draft.seconds, draft.parts));
            } else if (tries % 20 == 19) {
                todo.add(todo.removeFirst());
            }
        }
    }

    private boolean isPossible(Draft draft) {
        var end = draft.onset + draft.seconds;
        return !draft.models.isEmpty()
                && end <= stream.end() - 600
                && draft.models.stream().allMatch(model -> model.isFree(draft.onset, end));
    }

    private record Draft(int onset, double seconds, List<Model> models, List<Part> parts) {}

    private Draft draft(Kind kind, List<Model> busy, List<Model> rare) {
        var onset = (int) random.uniform(stream.quiet(), stream.end() - 3 * 3600);
        var model = random.choice(busy);
        return switch (kind) {
            case STORM_429 -> storm(onset, model);
            case OUTAGE_5XX -> outage(onset, model);
            case SLOW_RAMP -> ramp(onset, model);
            case BLIP -> blip(onset, model);
            case PROVIDER -> provider(onset);
            case GATEWAY -> gateway(onset);
            case LOW_TRAFFIC -> lowTraffic(onset, random.choice(rare));
            case COLD_START -> coldStart();
        };
    }

    private Draft storm(int onset, Model model) {
        var seconds = logNormal(15 * 60, 0.7, 180, 5400);
        var level = Math.exp(random.uniform(Math.log(0.08), Math.log(0.6)));
        double period = random.choice(List.of(0, 0, 60, 120, 240));
        return one(onset, seconds, world.of(429, model), Shape.PULSE, level, period);
    }

    private Draft outage(int onset, Model model) {
        var seconds = logNormal(40 * 60, 0.9, 240, 4 * 3600);
        var level = Math.exp(random.uniform(Math.log(0.1), Math.log(0.95)));
        var count = random.choice(List.of(1, 1, 2));
        var statuses = random.sample(new int[] {500, 503, 504, 529}, count);
        var parts = Arrays.stream(statuses)
                .mapToObj(status -> new Part(
                        world.of(status, model),
                        onset,
                        onset + seconds,
                        Shape.STEP,
                        level / count,
                        random.choice(List.of(0, 30, 60))))
                .toList();
        return new Draft(onset, seconds, List.of(model), parts);
    }

    private Draft ramp(int onset, Model model) {
        var seconds = random.uniform(20 * 60, 90 * 60);
        var series = world.of(random.choice(List.of(429, 500, 503, 529)), model);
        var level = Math.min(0.9, series.share * random.uniform(6, 20));
        return one(onset, seconds, series, Shape.RAMP, level, 0);
    }

    private Draft blip(int onset, Model model) {
        var seconds = random.uniform(120, 240);
        var series = world.of(random.choice(List.of(429, 500, 503, 504)), model);
        return one(onset, seconds, series, Shape.STEP, random.uniform(0.1, 0.6), 0);
    }

    private Draft provider(int onset) {
        var seconds = logNormal(50 * 60, 0.8, 600, 4 * 3600);
        var provider = random.choice(List.of('a', 'b', 'c'));
        var models = world.models.stream()
                .filter(model -> model.provider == provider && model.born < onset)
                .toList();
        var parts = new ArrayList<Part>();
        for (var model : models) {
            var stagger = random.uniform(0, 60);
            for (var status : List.of(500, 503, 529)) {
                parts.add(new Part(
                        world.of(status, model),
                        onset + stagger,
                        onset + seconds,
                        Shape.STEP,
                        random.uniform(0.1, 0.3),
                        30));
            }
        }
        return new Draft(onset, seconds, models, parts);
    }

    private Draft gateway(int onset) {
        var seconds = logNormal(12 * 60, 0.6, 180, 3600);
        var models = world.models.stream().filter(model -> model.born < onset).toList();
        var parts = models.stream()
                .map(model -> new Part(
                        world.of(502, model), onset, onset + seconds, Shape.STEP, random.uniform(0.15, 0.7), 0))
                .toList();
        return new Draft(onset, seconds, models, parts);
    }

    private Draft lowTraffic(int onset, Model model) {
        var seconds = random.uniform(1800, 10_800);
        return one(onset, seconds, world.of(random.choice(List.of(500, 503, 529)), model), Shape.STEP, 0.95, 0);
    }

    private Draft coldStart() {
        var born = world.models.stream().filter(model -> model.born > 0).toList();
        var model = random.choice(born);
        var onset = (int) (model.born + random.uniform(2, 8) * 3600);
        var seconds = random.uniform(600, 3600);
        var series = world.of(random.choice(List.of(429, 500, 503)), model);
        return one(onset, seconds, series, Shape.STEP, random.uniform(0.2, 0.8), 0);
    }

    private static Draft one(int onset, double seconds, Series series, Shape shape, double level, double parameter) {
        var part = new Part(series, onset, onset + seconds, shape, level, parameter);
        return new Draft(onset, seconds, List.of(series.model), List.of(part));
    }

    private double logNormal(double median, double deviation, double least, double most) {
        return Math.min(most, Math.max(least, median * Math.exp(random.gauss(0, deviation))));
    }

    /** Bursts of one client, and lasting shifts of the level. */
    private void planNoise(Series series) {
        var days = stream.days();
        var model = series.model;
        for (int left = random.poisson(1.2 * days); left > 0; left--) {
            var time = (int) random.uniform(model.born, stream.end());
            if (model.isFree(time - 3000, time + 3000)) {
                planBurst(series, time);
            }
        }
        if (random.random() < 0.06 * days) {
            var time = random.uniform(Math.max(stream.quiet(), model.born + 3600), stream.end() - 3600);
            if (model.isFree(time - 3600, time + 3600)) {
                series.shifts.add(new double[] {time, Math.exp(random.uniform(Math.log(0.4), Math.log(2)))});
                neutrals.add(new Neutral(series, model, new Span(time, time + 1800), false));
            }
        }
    }

    private void planBurst(Series series, int time) {
        var rate = series.model.rate;
        var size = Math.min(3 + 60 * rate, (2 + 10 * series.share * rate) * random.pareto(1.3));
        var bins = stream.binSeconds() <= 10 ? random.choice(List.of(1, 1, 2, 3)) : 1;
        for (int bin = 0; bin < bins; bin++) {
            series.bursts.merge(time / stream.binSeconds() + bin, size / bins, Double::sum);
        }
    }

    private void planSurges() {
        for (int left = random.poisson(0.8 * stream.days()) + 1; left > 0; left--) {
            var model = random.choice(world.models);
            var time = (int) random.uniform(stream.quiet(), stream.end() - 7200);
            var span = new Span(time, time + random.uniform(1200, 5400));
            if (model.isFree(span.from(), span.to())) {
                model.blocked.add(span);
                surges.add(new Surge(model, span, random.uniform(2, 4)));
                neutrals.add(new Neutral(null, model, new Span(span.from(), span.to() + 120), true));
            }
        }
    }

    private void planGaps() {
        var places = IntStream.rangeClosed(0, world.models.size()).boxed().toList();
        for (int left = random.poisson(0.5 * stream.days()) + 1; left > 0; left--) {
            int place = random.choice(places);
            var model = place == world.models.size() ? null : world.models.get(place);
            var time = (int) random.uniform(stream.quiet() / 2.0, stream.end() - 7200);
            var span = new Span(time, time + random.uniform(300, 2400));
            var concerned = model == null ? world.models : List.of(model);
            if (concerned.stream().allMatch(one -> one.isFree(span.from(), span.to()))) {
                gaps.add(new Gap(model, span));
            }
        }
    }
}
