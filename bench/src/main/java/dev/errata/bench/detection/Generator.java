package dev.errata.bench.detection;

import dev.errata.bench.detection.World.Model;
import dev.errata.bench.detection.World.Series;
import java.util.List;

/**
 * Labelled streams of errors: eight kinds of incident, five of harmless disturbance, overdispersed and wandering counts
 * over the day. Knows nothing of any detector. The same seed gives the same stream as the project's generator in
 * Python, from which it was ported.
 */
final class Generator {
    private static final double MEMORY_SECONDS = 1200;

    private final Stream stream;
    private final PythonRandom random;
    private final World world;
    private final Plan plan;
    private final Clients clients;
    private final double kept;

    Generator(Stream stream) {
        this.stream = stream;
        this.random = new PythonRandom(stream.seed());
        this.world = new World(random);
        this.plan = new Plan(random, stream, world);
        this.clients = new Clients(stream.seed(), world.models);
        this.kept = Math.exp(-stream.binSeconds() / MEMORY_SECONDS);
    }

    World world() {
        return world;
    }

    Plan plan() {
        return plan;
    }

    /** Shows every bin of every series that has telemetry, in order; incidents know afterwards what became of them. */
    void run(Listener listener) {
        for (int start = 0; start < stream.end(); start += stream.binSeconds()) {
            for (var model : world.models) {
                model.drift = kept * model.drift + 0.15 * Math.sqrt(1 - kept * kept) * random.gauss(0, 1);
                if (start >= model.born) {
                    show(model, start, listener);
                }
            }
            listener.endOfBin(start);
        }
    }

    private void show(Model model, int start, Listener listener) {
        var bin = stream.binSeconds();
        var factor = 1.0;
        for (var surge : plan.surges) {
            if (surge.model() == model
                    && surge.span().from() <= start
                    && start < surge.span().to()) {
                factor *= surge.factor();
            }
        }
        var silent = plan.gaps.stream()
                .anyMatch(gap -> (gap.model() == null || gap.model() == model)
                        && gap.span().from() - bin < start
                        && start < gap.span().to());
        var requests = random.poisson(bin * model.rate * model.season(start) * Math.exp(model.drift) * factor);
        var left = requests;
        for (var series : model.series) {
            var usual = usual(series, start, requests);
            var active = plan.incidents.stream()
                    .flatMap(incident -> incident.parts.stream()
                            .filter(part -> part.series() == series && start + bin > part.from() && start < part.to())
                            .map(part -> new Active(incident, part.over(start, bin))))
                    .toList();
            var others = draw(usual, active, requests);
            var burst = random.poisson(series.bursts.getOrDefault(start / bin, 0.0));
            var errors = Math.min(left, others + burst);
            left -= errors;
            if (!silent) {
                active.forEach(one -> one.incident.see(start, bin, usual, requests * one.share, errors));
                var elsewhere = clients.elsewhere(model, errors, Math.min(errors, burst));
                listener.bin(start, series, new Counts(errors, elsewhere, requests));
            }
        }
    }

    private double usual(Series series, int start, int requests) {
        series.wander = kept * series.wander + 0.35 * Math.sqrt(1 - kept * kept) * random.gauss(0, 1);
        var mean = requests * series.share * Math.exp(series.wander);
        for (var shift : series.shifts) {
            mean *= start >= shift[0] ? shift[1] : 1;
        }
        var bin = stream.binSeconds();
        var variance = series.code.variance();
        return requests == 0 ? 0 : mean * random.gamma(bin / 60.0 / variance, variance * 60.0 / bin);
    }

    private int draw(double usual, List<Active> active, int requests) {
        var mean = usual;
        for (var one : active) {
            mean += requests * one.share;
        }
        return random.poisson(mean);
    }

    private record Active(Incident incident, double share) {}

    /**
     * What one series has in one bin.
     *
     * @param elsewhere errors that do not come from the busiest client
     */
    record Counts(int errors, int elsewhere, int requests) {}

    /** Sees the stream. */
    interface Listener {
        void bin(int start, Series series, Counts counts);

        void endOfBin(int start);
    }
}
