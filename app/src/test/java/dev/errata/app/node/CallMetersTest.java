package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Failure;
import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.CallTotals.Attempts;
import dev.errata.core.retry.CallTotals.Calls;
import dev.errata.core.retry.FailedAttempts;
import dev.errata.core.retry.Retries;
import dev.errata.core.retry.TaskCounts;
import dev.errata.store.query.CallBehaviour.AppCalls;
import dev.errata.store.query.CallBehaviour.ModelTasks;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallMetersTest {
    private static final CallTotals TOTALS = new CallTotals(10, new Attempts(40, 10), new Calls(32, 2, 6, 40), true);
    private static final Retries WASTED = Retries.of(
            List.of(new FailedAttempts(
                    new Failure(402, "insufficient_quota", null, null, null), null, null, true, 8, 8, 8, 0)),
            List.of());
    private static final Retries UNKNOWN = new Retries(5, 0, Optional.empty());

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CallMeters meters = new CallMeters(registry);

    @Test
    void scrape_showsWhatTheDocsName_andNothingOfWhatIsUnknown() throws Exception {
        meters.showCalls(List.of(
                new AppCalls("acme", "shop", TOTALS, WASTED), new AppCalls("acme", "", CallTotals.NONE, UNKNOWN)));
        meters.showTasks(List.of(
                new ModelTasks("acme", "studio", "kling", "video", new TaskCounts(3, 1, 0, 2, 1, 0), TaskCounts.NONE),
                new ModelTasks(
                        "acme",
                        "studio",
                        "kling",
                        "rare",
                        new TaskCounts(3, 1, 0, 2, 0, 2),
                        new TaskCounts(3, 1, 0, 0, 0, 0))));

        assertThat(registry.scrape().lines())
                .contains(
                        "errata_retry_misuses{app=\"shop\",condition=\"terminal_retried\",project=\"acme\"} 8.0",
                        "errata_retry_misuse_ratio{app=\"shop\",condition=\"terminal_retried\",project=\"acme\"} 1.0",
                        "errata_call_amplification{app=\"shop\",project=\"acme\"} 1.25",
                        "errata_call_rescued_ratio{app=\"shop\",project=\"acme\"} 0.75",
                        "errata_tasks_open{app=\"studio\",model=\"rare\",project=\"acme\",provider=\"kling\"} 2.0",
                        "errata_tasks_stuck{app=\"studio\",model=\"video\",project=\"acme\",provider=\"kling\"} 1.0",
                        "errata_tasks_failure_ratio{app=\"studio\",model=\"rare\",project=\"acme\",provider=\"kling\"} 0.25")
                .noneMatch(line -> line.contains("app=\"\""))
                .noneMatch(line -> line.startsWith("errata_tasks_stuck") && line.contains("rare"));
        var documented = new TreeMap<>(MetricNames.documented());
        documented.keySet().removeIf(name -> !MetricNames.isReckoned(name));
        assertThat(ScrapedMetrics.of(registry.scrape()).ownAnd(Set.of())).isEqualTo(documented);
    }

    @Test
    void scrape_whereTooFewErrorsAreCovered_hasNoShareThatFailed() {
        var blind = new CallTotals(10, TOTALS.attempts(), TOTALS.calls(), false);
        meters.showCalls(
                List.of(new AppCalls("acme", "shop", TOTALS, WASTED), new AppCalls("acme", "blind", blind, WASTED)));

        assertThat(registry.scrape().lines().filter(line -> line.contains("app=\"blind\"")))
                .anyMatch(line -> line.startsWith("errata_call_amplification{"))
                .noneMatch(line -> line.matches("errata_call_\\w*ratio\\{.*"));
        assertThat(registry.scrape().lines().filter(line -> line.contains("app=\"shop\"")))
                .filteredOn(line -> line.matches("errata_call_\\w*ratio\\{.*"))
                .hasSize(3);
    }

    @Test
    void scrape_isBounded_andForgetsWhatIsNotThereAnyMore() {
        meters.showCalls(IntStream.range(0, 200)
                .mapToObj(i -> new AppCalls("acme", "app" + i, TOTALS, WASTED))
                .toList());
        assertThat(amplifications()).isEqualTo(50);

        meters.showCalls(List.of());
        assertThat(amplifications()).isZero();
    }

    private long amplifications() {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith("errata_call_amplification{"))
                .count();
    }
}
