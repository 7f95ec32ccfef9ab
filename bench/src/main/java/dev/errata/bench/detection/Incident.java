package dev.errata.bench.detection;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A planned incident, and what the stream shows of it. */
final class Incident {
    private static final double ODDS = Math.log(1e6);
    private static final double LEAST_EXCESS = 8;

    final Kind kind;
    final double onset;
    final double end;
    final List<Part> parts;
    private double excess;
    private double likelihood;
    private double oracle = Double.NaN;

    Incident(Kind kind, double onset, double end, List<Part> parts) {
        this.kind = kind;
        this.onset = onset;
        this.end = end;
        this.parts = List.copyOf(parts);
    }

    enum Kind {
        STORM_429(9),
        OUTAGE_5XX(9),
        SLOW_RAMP(5),
        BLIP(7),
        PROVIDER(3),
        GATEWAY(2),
        LOW_TRAFFIC(3),
        COLD_START(2);

        /** Of forty incidents. */
        final int inForty;

        Kind(int inForty) {
            this.inForty = inForty;
        }
    }

    /** How the share of failures rises. */
    enum Shape {
        STEP,
        RAMP,
        PULSE
    }

    /** @param parameter seconds of the rise of a step, or of half a period of pulses; 0 for none */
    record Part(World.Series series, double from, double to, Shape shape, double level, double parameter) {

        /** Extra share of failures, averaged over the bin. */
        double over(int start, int binSeconds) {
            var sum = 0.0;
            for (int quarter = 0; quarter < 4; quarter++) {
                sum += at(start + (quarter + 0.5) * binSeconds / 4);
            }
            return sum / 4;
        }

        private double at(double time) {
            if (time < from || time >= to) {
                return 0;
            }
            return switch (shape) {
                case RAMP -> Math.max(0, level - series.share) * (time - from) / (to - from);
                case PULSE -> level * (parameter == 0 || Math.floor((time - from) / parameter) % 2 == 0 ? 1 : 0.25);
                case STEP -> level * (parameter == 0 ? 1 : Math.min(1, (time - from + 5) / parameter));
            };
        }
    }

    /** The oracle knows what is usual in this very bin, and what the incident adds. */
    void see(int start, int binSeconds, double usual, double added, int errors) {
        excess += added;
        if (added > 0) {
            var base = Math.max(usual, 1e-4 * binSeconds);
            likelihood += errors * Math.log((base + added) / base) - added;
            if (likelihood > ODDS && Double.isNaN(oracle)) {
                oracle = Math.round((start + binSeconds - onset) * 10) / 10.0;
            }
        }
    }

    boolean isDetectable() {
        return !Double.isNaN(oracle) && Math.round(excess * 10) / 10.0 >= LEAST_EXCESS;
    }

    double oracleSeconds() {
        return oracle;
    }

    Set<Integer> scope() {
        return parts.stream().map(part -> part.series.index).collect(Collectors.toSet());
    }
}
