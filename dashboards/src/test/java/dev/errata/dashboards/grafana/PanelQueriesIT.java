package dev.errata.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every query of every dashboard, as Grafana would send it, on a real database by the role that may only read. */
class PanelQueriesIT {
    private static Instant now;
    private static ReportedDatabase database;

    /** What a query answered. */
    private record Answer(String dashboard, String panel, int rows, boolean onlyNulls, long scanned, Duration took) {
        boolean isUnknown() {
            return rows == 0 || onlyNulls;
        }

        @Override
        public String toString() {
            return "%-20s %-50s %5d rows %6d ms %s"
                    .formatted(
                            dashboard, panel, rows, took.toMillis(), scanned == 0 ? "" : scanned + " events scanned");
        }
    }

    private record Named(String name, String sql) {}

    @BeforeAll
    static void open() throws SQLException {
        // Late on a day, so that its partition is full whenever the test runs.
        now = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(1));
        database = new ReportedDatabase(now);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @Test
    void everyQuery_withAllChosen_answersRows_withoutReadingWholeDays() throws SQLException {
        var answers = answers(Map.of());
        answers.forEach(System.out::println);

        assertThat(answers).hasSizeGreaterThan(60);
        assertThat(answers).filteredOn(Answer::isUnknown).isEmpty();
        assertThat(answers).filteredOn(answer -> answer.scanned() > 0).isEmpty();
    }

    @Test
    void everyQuery_withSomeChosen_isGoodSql_andStillReadsNoWholeDays() throws SQLException {
        var answers = answers(Map.of(
                "project", List.of("default"),
                "provider", List.of("deepseek", "openai"),
                "model", List.of("deepseek-v4-flash", "it's"),
                "app", List.of("checkout", "(none)"),
                "code", List.of("rate_limit_error")));

        assertThat(answers).filteredOn(answer -> answer.scanned() > 0).isEmpty();
        assertThat(answers)
                .filteredOn(answer -> answer.panel().equals("Failures by code"))
                .allMatch(answer -> answer.rows() > 0);
    }

    @Test
    void ratios_ofAnApplicationTooFewOfWhoseFailuresAreCovered_areUnknown() throws SQLException {
        var panels = List.of(
                "Error ratio",
                "Error budget left",
                "Share of requests",
                "Rate limited (429)",
                "Provider errors (5xx)",
                "No answer",
                "Gateway timeouts (408, 504)",
                "Calls that failed in the end",
                "Error ratio by model",
                "Share of requests by model",
                "Error ratio by application",
                "Error ratio by region");
        var search = answers(Map.of("app", List.of("search")));
        var checkout = answers(Map.of("app", List.of("checkout")));

        assertThat(search)
                .filteredOn(answer -> panels.contains(answer.panel()))
                .hasSize(18)
                .allMatch(Answer::isUnknown);
        assertThat(checkout)
                .filteredOn(answer -> panels.contains(answer.panel()))
                .hasSize(18)
                .noneMatch(Answer::isUnknown);
        assertThat(texts("Error ratio by application", "metric"))
                .contains("checkout")
                .doesNotContain("search");
        assertThat(texts("What fails where", "share")).doesNotContainNull();
        assertThat(texts("Coverage by application", "ratio"))
                .containsExactlyInAnyOrder("known", "known", "unknown", "unknown");
    }

    /** A column of a panel's first query, where all is chosen. */
    private static List<String> texts(String panel, String column) throws SQLException {
        for (var dashboard : Shipped.all()) {
            for (var query : queries(dashboard)) {
                if (query.name().equals(panel)) {
                    return texts(expander(dashboard, Map.of()).expand(query.sql()), column, new ArrayList<>());
                }
            }
        }
        throw new AssertionError("there is no panel " + panel);
    }

    private static List<String> texts(String sql, String column, List<String> found) throws SQLException {
        try (var connection = database.reader();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                found.add(result.getString(column));
            }
            return found;
        }
    }

    private static List<Answer> answers(Map<String, List<String>> chosen) throws SQLException {
        var answers = new ArrayList<Answer>();
        try (var connection = database.reader()) {
            for (var dashboard : Shipped.all()) {
                var sql = expander(dashboard, chosen);
                for (var query : queries(dashboard)) {
                    answers.add(ask(connection, dashboard.uid(), query.name(), sql.expand(query.sql())));
                }
            }
        }
        return answers;
    }

    /** As long as the charts are some hundred points wide. */
    private static GrafanaSql expander(Shipped dashboard, Map<String, List<String>> chosen) {
        var values = new HashMap<String, List<String>>();
        dashboard.variables().stream()
                .map(variable -> variable.path("name").asString())
                .forEach(name -> values.put(name, chosen.getOrDefault(name, List.of())));
        values.computeIfPresent("id", (_, _) -> List.of("call_100"));
        return new GrafanaSql(now.minus(Duration.ofHours(1)), now, Duration.ofSeconds(10), values);
    }

    private static List<Named> queries(Shipped dashboard) {
        var queries = new ArrayList<Named>();
        dashboard.variables().stream()
                .filter(variable -> Shipped.type(variable).equals("query"))
                .forEach(variable -> queries.add(new Named(
                        "variable " + variable.path("name").asString(),
                        variable.path("query").asString())));
        dashboard
                .annotations()
                .forEach(marker -> queries.add(named("marker ", marker.path("name"), marker.path("target"))));
        for (var panel : dashboard.panels()) {
            Shipped.children(panel.path("targets"))
                    .filter(target -> target.has("rawSql"))
                    .forEach(target -> queries.add(named("", panel.path("title"), target)));
        }
        return queries;
    }

    private static Named named(String prefix, JsonNode title, JsonNode target) {
        return new Named(prefix + title.asString(), target.path("rawSql").asString());
    }

    private static Answer ask(Connection connection, String dashboard, String panel, String sql) throws SQLException {
        var scannedBefore = scanned(connection);
        var start = System.nanoTime();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            int rows = 0;
            boolean onlyNulls = true;
            while (result.next()) {
                rows++;
                onlyNulls &= isOfNulls(result);
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            var scanned = scanned(connection) - scannedBefore;
            connection.rollback();
            return new Answer(dashboard, panel, rows, onlyNulls, scanned, took);
        } catch (SQLException e) {
            throw new AssertionError(dashboard + ", " + panel + ": " + e.getMessage() + "\n" + sql, e);
        }
    }

    private static boolean isOfNulls(ResultSet row) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (row.getObject(i) != null) {
                return false;
            }
        }
        return true;
    }

    /** How many events the connection has read one after the other, wherever in a view or a function. */
    private static long scanned(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_xact_user_tables WHERE relname LIKE 'event\\_2%'")) {
            result.next();
            return result.getLong(1);
        }
    }
}
