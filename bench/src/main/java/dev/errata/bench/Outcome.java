package dev.errata.bench;

import java.util.List;

/** What a benchmark found. */
public interface Outcome {

    /** For people: all figures. */
    String table();

    /** For programs: ours beside the baselines. */
    List<Comparison> comparisons();
}
