package dev.errata.bench.detection;

import static java.util.Objects.requireNonNull;

import dev.errata.bench.detection.World.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who the calls come from: four clients, each with its share of a model's calls and errors. A burst is one client's.
 * Has random numbers of its own, so a stream is the same whether anybody asks for them.
 */
final class Clients {
    private static final int COUNT = 4;

    private final PythonRandom random;
    private final Map<Model, double[]> shares = new HashMap<>();

    Clients(int seed, List<Model> models) {
        random = new PythonRandom("app/" + seed);
        models.forEach(model -> shares.put(model, shares()));
    }

    /** Each with those before it. */
    private double[] shares() {
        var weights = new double[COUNT];
        for (int client = 0; client < COUNT; client++) {
            weights[client] = random.gamma(0.8, 1) + 0.02;
        }
        var all = Arrays.stream(weights).sum();
        var upTo = new double[COUNT];
        for (int client = 0; client < COUNT; client++) {
            upTo[client] = weights[client] / all + (client == 0 ? 0 : upTo[client - 1]);
        }
        return upTo;
    }

    /**
     * How many errors of a bin do not come from its busiest client.
     *
     * @param burst how many of them are of a burst
     */
    int elsewhere(Model model, int errors, int burst) {
        if (errors == 0) {
            return 0;
        }
        var counts = new int[COUNT];
        counts[burst > 0 ? random.below(COUNT) : 0] += burst;
        for (int error = burst; error < errors; error++) {
            counts[drawn(requireNonNull(shares.get(model)))]++;
        }
        return errors - Arrays.stream(counts).max().orElseThrow();
    }

    private int drawn(double[] upTo) {
        var at = random.random();
        var client = 0;
        while (client < COUNT - 1 && upTo[client] <= at) {
            client++;
        }
        return client;
    }
}
