package dev.errata.bench;

import dev.errata.bench.ingest.IngestBenchmark;
import java.util.List;

/** Every benchmark there is. */
public final class Benchmarks {
    /** In the order in which they are listed. */
    public static final List<Benchmark> ALL = List.of(new IngestBenchmark());

    private Benchmarks() {}
}
