package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.store.query.StoreUnavailableException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentMetersTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Incident> open = new ArrayList<>();
    private boolean isAway;
    private boolean isTold = true;
    private final IncidentMeters meters = new IncidentMeters(this::find, incident -> isTold, registry);

    private List<Incident> find() {
        if (isAway) {
            throw new StoreUnavailableException(new SQLException("away"));
        }
        return List.copyOf(open);
    }

    private List<String> scrape() {
        meters.refresh();
        return scraped("errata_incident_open");
    }

    private List<String> scraped(String name) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .toList();
    }

    @Test
    void scrape_showsWhatIsOpen_withTheLabelsThatTheDocsName() throws Exception {
        open.add(incident(Map.of("code", "429", "model", "flash"), "muted:night"));

        assertThat(scrape())
                .containsExactly(
                        "errata_incident_open{app=\"\",cause=\"rate_limit_error\",code=\"429\",env=\"\",kind=\"spike\","
                                + "model=\"flash\",owner=\"quota\",project=\"acme\",provider=\"\",quiet=\"muted\",region=\"\","
                                + "severity=\"critical\",status=\"\",status_class=\"\",type=\"\"} 1.0");
        assertThat(ScrapedMetrics.of(registry.scrape()).labels().get("errata_incident_open"))
                .isEqualTo(MetricNames.documented().get("errata_incident_open"));
    }

    @Test
    void scrape_countsThoseOfTheSameLabels_andForgetsWhatHasEnded_butNotWhileNobodyKnows() {
        open.add(incident(Map.of("status_class", "5xx"), null));
        open.add(incident(Map.of("status_class", "5xx"), null));
        open.add(incident(Map.of(), null));
        var before = scrape();
        assertThat(before).hasSize(2).anyMatch(line -> line.contains("status_class=\"5xx\"") && line.endsWith(" 2.0"));

        isAway = true;
        open.clear();
        assertThat(scrape()).isEqualTo(before);
        isAway = false;
        assertThat(scrape()).isEmpty();
    }

    @Test
    void scrape_ofAnIncidentWithoutAReceiver_saysSo_soThatThresholdsSpeak() {
        open.add(incident(Map.of(), null));
        open.add(incident(Map.of("model", "flash"), "shadow"));
        assertThat(scrape()).hasSize(2).anyMatch(line -> line.contains("quiet=\"\""));

        isTold = false;
        assertThat(scrape())
                .hasSize(2)
                .anyMatch(line -> line.contains("quiet=\"untold\""))
                .anyMatch(line -> line.contains("quiet=\"shadow\""));
    }

    @Test
    void scrape_showsTheSlicesThatExplain_ofTheErrorsThatTheIncidentIsAbout() throws Exception {
        var errorsOfProvider = slice(Map.of("provider", "deepseek", "status", "429"));
        open.add(incident(Map.of("code", "429", "model", "flash"), null, List.of(errorsOfProvider)));
        var withoutStatus = slice(Map.of("provider", "deepseek", "status", ""));
        var withoutApp = slice(Map.of("app", "", "provider", "deepseek"));
        open.add(incident(Map.of("code", "overloaded", "model", "pro"), null, List.of(withoutStatus, withoutApp)));

        assertThat(scrape()).hasSize(2);
        assertThat(scraped("errata_incident_slice"))
                .containsExactlyInAnyOrder(
                        "errata_incident_slice{app=\"\",cause=\"rate_limit_error\",code=\"\",env=\"\",kind=\"spike\","
                                + "model=\"\",owner=\"quota\",project=\"acme\",provider=\"deepseek\",quiet=\"\",region=\"\","
                                + "severity=\"critical\",status=\"429\",status_class=\"\",type=\"\"} 1.0",
                        "errata_incident_slice{app=\"\",cause=\"overloaded\",code=\"overloaded\",env=\"\",kind=\"spike\","
                                + "model=\"\",owner=\"quota\",project=\"acme\",provider=\"deepseek\",quiet=\"\",region=\"\","
                                + "severity=\"critical\",status=\"\",status_class=\"\",type=\"\"} 1.0");
        assertThat(ScrapedMetrics.of(registry.scrape()).labels().get("errata_incident_slice"))
                .isEqualTo(MetricNames.documented().get("errata_incident_slice"));
    }

    private static Slice slice(Map<String, String> where) {
        return new Slice(new TreeMap<>(where), 90, 1, 0.9);
    }

    @Test
    void scrape_showsErrorsASecondBesideTheUsualOnes_addedUpWhereLabelsAreTheSame() throws Exception {
        open.add(incident(Map.of("status_class", "5xx"), null));
        open.add(incident(Map.of("status_class", "5xx"), null));

        meters.refresh();
        assertThat(scraped("errata_incident_error_rate"))
                .singleElement()
                .satisfies(line -> assertThat(value(line)).isCloseTo(2 * 100 / 30.0, within(1e-9)));
        assertThat(scraped("errata_incident_baseline_rate"))
                .singleElement()
                .satisfies(line -> assertThat(value(line)).isCloseTo(2 * 1 / 30.0, within(1e-9)));
        for (var name : List.of("errata_incident_error_rate", "errata_incident_baseline_rate")) {
            assertThat(ScrapedMetrics.of(registry.scrape()).labels().get(name))
                    .isEqualTo(MetricNames.documented().get(name));
        }
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }

    private static Incident incident(Map<String, String> scope, @Nullable String quiet) {
        return incident(scope, quiet, List.of());
    }

    private static Incident incident(Map<String, String> scope, @Nullable String quiet, List<Slice> slices) {
        return new Incident(
                Incident.id("acme", Kind.SPIKE, Scope.of(scope), NOW),
                0,
                "acme",
                Kind.SPIKE,
                Scope.of(scope),
                State.OPEN,
                new Times(NOW, NOW, NOW, null),
                Severity.CRITICAL,
                Owner.QUOTA,
                quiet,
                new Evidence(100, 1, 30, null, null, 20, 60, 100),
                new Explanation(Explanation.Kind.COUNT, slices, null),
                Context.NONE,
                List.of());
    }
}
