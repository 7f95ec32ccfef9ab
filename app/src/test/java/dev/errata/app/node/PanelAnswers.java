package dev.errata.app.node;

import dev.errata.app.node.ShippedPanels.Question;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What panels show: how many rows or series, and how long it took. */
final class PanelAnswers {

    private PanelAnswers() {}

    /**
     * One query's.
     *
     * @param rows that hold anything but nulls
     */
    record Answer(Question question, int rows, Duration took) {
        boolean isEmpty() {
            return rows == 0;
        }

        @Override
        public String toString() {
            return "%-20s %-50s %5d rows %6d ms"
                    .formatted(question.dashboard(), question.panel(), rows, took.toMillis());
        }
    }

    /** Of Postgres, to the role that Grafana has. */
    static List<Answer> ofSql(String jdbcUrl, List<Question> questions) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var role = connection.createStatement()) {
            role.execute("SET ROLE errata_reader");
            role.execute("SET search_path = reporting");
            var answers = new ArrayList<Answer>();
            for (var question : questions) {
                answers.add(ask(connection, question));
            }
            return answers;
        }
    }

    private static Answer ask(Connection connection, Question question) throws SQLException {
        var start = System.nanoTime();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(question.text())) {
            var rows = 0;
            while (result.next()) {
                rows += isOfNulls(result) ? 0 : 1;
            }
            return new Answer(question, rows, Duration.ofNanos(System.nanoTime() - start));
        } catch (SQLException e) {
            throw new AssertionError(question.name() + ": " + e.getMessage() + "\n" + question.text(), e);
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

    /** Of Prometheus, at this moment. */
    static List<Answer> ofProm(URI prometheus, List<Question> questions) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answers = new ArrayList<Answer>();
            for (var question : questions) {
                var start = System.nanoTime();
                var query = "/api/v1/query?query=" + URLEncoder.encode(question.text(), StandardCharsets.UTF_8);
                var request = HttpRequest.newBuilder(prometheus.resolve(query)).build();
                var answer = JsonMapper.shared()
                        .readTree(client.send(request, BodyHandlers.ofString()).body());
                if (!answer.path("status").asString().equals("success")) {
                    throw new AssertionError(question.name() + ": " + answer);
                }
                var rows = answer.at("/data/result").size();
                answers.add(new Answer(question, rows, Duration.ofNanos(System.nanoTime() - start)));
            }
            return answers;
        }
    }
}
