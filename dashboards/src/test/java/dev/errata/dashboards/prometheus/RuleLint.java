package dev.errata.dashboards.prometheus;

import dev.errata.dashboards.prometheus.Shipped.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the people who share alert rules with each other have agreed on, and what we add: see each of {@link #ALL}. */
record RuleLint(String name, Predicate<Alert> holds) {
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
    private static final Set<String> OWNERS = Set.of("caller", "quota", "provider", "network", "errata");
    private static final Pattern DURATION = Pattern.compile("\\d+[smhd]");
    private static final Pattern SUMMARY = Pattern.compile("[A-Z][^{}.]*\\.");
    private static final String RUNBOOKS = "https://errata.example.org/docs/runbooks/";
    private static final Pattern DASHBOARD =
            Pattern.compile("https://grafana\\.example\\.org/d/errata-[a-z-]{1,33}(\\?.*)?");
    private static final Pattern RAW_COUNTER =
            Pattern.compile("(?<![\\w:])\\w+_total(?![\\w:])(\\{[^}]*})?+(?!\\s*\\[)");

    /** A gauge of ours, looked at for one moment only. */
    private static final Pattern BARE_GAUGE =
            Pattern.compile("(?<![\\w:])(?!\\w+_total)(errata|disk)_\\w+(?![\\w:])(\\{[^}]*})?+(?!\\s*\\[)");

    private static final Pattern GUARD = Pattern.compile(">= \\d+");

    static final List<RuleLint> ALL = List.of(
            new RuleLint("alert-name", alert -> alert.name().matches("Errata([A-Z][a-z]+)+")),
            new RuleLint("severity", alert -> SEVERITIES.contains(label(alert, "severity"))),
            new RuleLint("owner", alert -> OWNERS.contains(label(alert, "owner"))),
            new RuleLint("for", alert -> isDuration(alert, "for")),
            new RuleLint("keep-firing-for", alert -> isDuration(alert, "keep_firing_for")),
            new RuleLint(
                    "summary-static-sentence",
                    alert -> SUMMARY.matcher(alert.annotation("summary")).matches()),
            new RuleLint(
                    "description-templated",
                    alert -> alert.annotation("description").contains("{{ $")
                            && alert.annotation("description").endsWith(".")),
            new RuleLint(
                    "runbook",
                    alert -> alert.annotation("runbook_url")
                            .equals(RUNBOOKS + alert.name().toLowerCase(Locale.ROOT) + ".md")),
            new RuleLint(
                    "dashboard",
                    alert ->
                            DASHBOARD.matcher(alert.annotation("dashboard_url")).matches()),
            new RuleLint(
                    "counter-in-rate",
                    alert -> !RAW_COUNTER.matcher(alert.expression()).find()),
            new RuleLint(
                    "gauge-over-time",
                    alert -> !BARE_GAUGE.matcher(alert.expression()).find()),
            new RuleLint(
                    "low-traffic-guard",
                    alert -> !alert.expression().contains("ratio")
                            || GUARD.matcher(alert.expression()).find()),
            new RuleLint(
                    "held-back-by-incident",
                    alert -> !label(alert, "severity").equals("critical")
                            || label(alert, "owner").equals("errata")
                            || alert.expression().contains("unless on (project")));

    private static boolean isDuration(Alert alert, String key) {
        return DURATION.matcher(Shipped.text(alert.rule(), key)).matches();
    }

    private static String label(Alert alert, String key) {
        return Shipped.text(alert.labels(), key);
    }
}
