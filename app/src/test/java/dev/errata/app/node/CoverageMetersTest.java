package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Coverage;
import dev.errata.core.policy.Policy;
import dev.errata.core.policy.Rules;
import dev.errata.store.query.CoverageByApp.Found;
import dev.errata.store.query.StoreUnavailableException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Found> latest = new ArrayList<>();
    private boolean isAway;
    private final CoverageMeters meters = new CoverageMeters(this::find, registry);

    private List<Found> find() {
        if (isAway) {
            throw new StoreUnavailableException(new SQLException("away"));
        }
        return List.copyOf(latest);
    }

    private List<String> scrape() {
        meters.refresh();
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith("errata_"))
                .toList();
    }

    @Test
    void scrape_showsWhatIsKnown_andForgetsWhatIsOver_butNotWhileNobodyKnows() throws Exception {
        latest.add(new Found("shop", "checkout", new Coverage(80, 20, 20, 8, 4, 0.8)));
        latest.add(new Found("shop", "search", new Coverage(10, 10, 0, 0, 0, 0.8)));
        latest.add(new Found("bank", "", new Coverage(10, 9, 0, 0, 0, 0.8)));
        var first = scrape();

        assertThat(first)
                .containsExactlyInAnyOrder(
                        "errata_coverage_ratio{app=\"checkout\",project=\"shop\"} 0.2",
                        "errata_coverage_ratio{app=\"search\",project=\"shop\"} 1.0",
                        "errata_coverage_ratio{app=\"\",project=\"bank\"} 0.9",
                        "errata_app_ratio_known{app=\"checkout\",project=\"shop\"} 0.0",
                        "errata_app_ratio_known{app=\"search\",project=\"shop\"} 1.0",
                        "errata_app_ratio_known{app=\"\",project=\"bank\"} 1.0",
                        "errata_errors_without_ratio{app=\"checkout\",field=\"request_id\",project=\"shop\"} 0.1",
                        "errata_errors_without_ratio{app=\"checkout\",field=\"code\",project=\"shop\"} 0.05",
                        "errata_errors_without_ratio{app=\"search\",field=\"request_id\",project=\"shop\"} 0.0",
                        "errata_errors_without_ratio{app=\"search\",field=\"code\",project=\"shop\"} 0.0",
                        "errata_errors_without_ratio{app=\"\",field=\"request_id\",project=\"bank\"} 0.0",
                        "errata_errors_without_ratio{app=\"\",field=\"code\",project=\"bank\"} 0.0",
                        "errata_ratio_known{project=\"shop\"} 0.0",
                        "errata_ratio_known{project=\"bank\"} 1.0");
        for (var name : List.of(
                "errata_coverage_ratio",
                "errata_app_ratio_known",
                "errata_errors_without_ratio",
                "errata_ratio_known")) {
            assertThat(ScrapedMetrics.of(registry.scrape()).labels().get(name))
                    .isEqualTo(MetricNames.documented().get(name));
        }

        isAway = true;
        assertThat(scrape()).isEqualTo(first);
        isAway = false;
        latest.clear();
        assertThat(scrape()).isEmpty();
    }

    @Test
    void objectives_areThoseOfThePolicy() {
        var bank = new Rules(5, 2, 1, 5, false, 0.8, 0.2, 99.5);
        ObjectiveMeters.register(new Policy(Rules.DEFAULT, Map.of("bank", bank), List.of()), registry);

        assertThat(scrape())
                .containsExactly(
                        "errata_slo_target_ratio{project=\"\"} 0.99",
                        "errata_slo_target_ratio{project=\"bank\"} 0.995");
    }
}
