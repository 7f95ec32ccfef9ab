package dev.errata.bench.detection;

/** The page rules of the SRE workbook: burn above 14.4 in 1 h and 5 min, or above 6 in 6 h and 30 min. */
final class BurnRate implements Rival {
    private static final double BUDGET = 0.001;

    private final int binSeconds;
    private final long[] errors;
    private final long[] requests;
    private final Gate gate;
    private int count;

    BurnRate(int binSeconds) {
        this.binSeconds = binSeconds;
        var size = 21_600 / binSeconds + 1;
        errors = new long[size];
        requests = new long[size];
        gate = new Gate(300 / binSeconds);
    }

    @Override
    public boolean step(int start, int newErrors, int newRequests) {
        var size = errors.length;
        var before = count % size;
        count++;
        errors[count % size] = errors[before] + newErrors;
        requests[count % size] = requests[before] + newRequests;
        return gate.step(newErrors > 0 && (burns(3600, 300, 14.4) || burns(21_600, 1800, 6)));
    }

    private boolean burns(int longSeconds, int shortSeconds, double rate) {
        return share(longSeconds) > rate * BUDGET && share(shortSeconds) > rate * BUDGET;
    }

    private double share(int seconds) {
        var from = Math.max(0, count - seconds / binSeconds);
        var size = errors.length;
        return (errors[count % size] - errors[from % size])
                / (double) Math.max(1, requests[count % size] - requests[from % size]);
    }
}
