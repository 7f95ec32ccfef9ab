package dev.errata.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.bench.Comparison;
import dev.errata.bench.Effort;
import org.junit.jupiter.api.Test;

/** A real Postgres and all questions; that each is answered, not how fast. */
class StoreBenchmarkIT {

    @Test
    void run_little_asksAllQuestions() throws Exception {
        var outcome = new StoreBenchmark().run(new Effort(1, 1, 300));

        assertThat(outcome.comparisons())
                .extracting(Comparison::baseline)
                .containsExactly("on its day", "on its day", "of a tenth of the events");
        assertThat(outcome.table())
                .contains("ticket over HTTP", "rates for 30 days", "rate_1h", "first page", "Overview over 7 days")
                .contains("bytes an event");
    }
}
