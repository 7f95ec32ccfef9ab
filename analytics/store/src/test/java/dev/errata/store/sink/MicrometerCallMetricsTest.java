package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.store.sink.CallMetrics.ErrorLabels;
import dev.errata.store.sink.CallMetrics.TargetLabels;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicrometerCallMetricsTest {
    private static final TargetLabels FLASH = new TargetLabels("acme", "deepseek", "flash");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerCallMetrics metrics = new MicrometerCallMetrics(registry);

    private List<String> scrape() {
        return metrics.scraped(registry::scrape).lines().toList();
    }

    @Test
    void errors_ofANewSeries_standAtZeroInTheFirstScrape() {
        metrics.errors(new ErrorLabels(FLASH, 429, "insufficient_balance", "x"), 3);

        var series = "errata_errors_total{cause=\"insufficient_quota\",code=\"insufficient_balance\",model=\"flash\","
                + "owner=\"quota\",project=\"acme\",provider=\"deepseek\",status=\"429\",type=\"x\"} ";
        assertThat(scrape()).contains(series + "0.0");
        assertThat(scrape()).contains(series + "3.0");
        metrics.errors(new ErrorLabels(FLASH, 429, "insufficient_balance", "x"), 2);
        assertThat(scrape()).contains(series + "5.0");
    }

    @Test
    void requests_takenBack_doNotFall_andAreMadeUpFor() {
        var series = "errata_requests_total{model=\"flash\",project=\"acme\",provider=\"deepseek\"} ";
        metrics.requests(FLASH, 100);
        scrape();
        assertThat(scrape()).contains(series + "100.0");
        metrics.requests(FLASH, -10);
        assertThat(scrape()).contains(series + "100.0");
        metrics.requests(FLASH, 30);
        assertThat(scrape()).contains(series + "120.0");
    }

    @Test
    void taskOutcomes_areCountedByStep() {
        metrics.taskOutcomes(FLASH, Outcome.FAILED, 4);
        scrape();
        assertThat(scrape())
                .contains("errata_task_outcomes_total{model=\"flash\",outcome=\"failed\",project=\"acme\","
                        + "provider=\"deepseek\"} 4.0");
    }

    @Test
    void seed_showsTheCatalogueAtZero() {
        metrics.seed();
        assertThat(scrape())
                .contains("errata_errors_total{cause=\"rate_limit_error\",code=\"rate_limit_error\",model=\"\","
                        + "owner=\"quota\",project=\"default\",provider=\"\",status=\"429\",type=\"\"} 0.0");
    }

    @Test
    void errors_ofEndlessModelsAndProjects_areAllCounted_inSoManySeries() {
        for (int i = 0; i < 5_000; i++) {
            metrics.errors(new ErrorLabels(new TargetLabels("flood", "p", "model-" + i), 1_000 + i, "c" + i, "t"), 1);
        }
        metrics.errors(new ErrorLabels(FLASH, 500, "", ""), 7);
        for (int i = 0; i < 5_000; i++) {
            metrics.errors(new ErrorLabels(new TargetLabels("project-" + i, "p", "m"), 500, "", ""), 1);
        }
        scrape();

        var errors = scrape().stream()
                .filter(line -> line.startsWith("errata_errors_total{"))
                .toList();
        assertThat(errors).hasSizeLessThan(1_200);
        assertThat(errors.stream().mapToDouble(MicrometerCallMetricsTest::value).sum())
                .isEqualTo(10_007);
        assertThat(errors)
                .anyMatch(line -> line.contains("project=\"acme\"") && value(line) == 7)
                .anyMatch(line ->
                        line.contains("project=\"flood\"") && line.contains("model=\"other\"") && value(line) == 4_000);
        assertThat(scrape()).contains("errata_metrics_folded_total{counter=\"errata.errors\"} 8902.0");
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
