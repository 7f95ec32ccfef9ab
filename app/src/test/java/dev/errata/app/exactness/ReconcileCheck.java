package dev.errata.app.exactness;

import dev.errata.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code errata reconcile} on the installation: it finds nothing, then everything that is planted, and puts it right. */
final class ReconcileCheck {
    private static final int SAME = 0;
    private static final int DIFFERENT = 5;

    /** Each hits rows of its own. */
    private static final List<String> PLANTED = List.of(
            "UPDATE rate_10s SET stream_count = stream_count + 7 WHERE $rows",
            "UPDATE rate_10s SET sink_count = sink_count - 3 WHERE $rows",
            "DELETE FROM rate_10s WHERE $rows");

    private final Rig rig;
    private int runs;

    ReconcileCheck(Rig rig) {
        this.rig = rig;
    }

    /** How a run ended. */
    private record Run(int status, JsonNode answer) {
        long different() {
            return answer.path("different").asLong(-1);
        }
    }

    List<Finding> check() throws Exception {
        var healthy = new Finding("I5 reconcile finds no difference");
        var planted = new Finding("I5 reconcile finds and repairs what is planted");
        var run = run();
        healthy.equal("differences", run.different(), 0);
        healthy.check(run.answer().path("compared").asLong() > 0, () -> "nothing was compared: " + run.answer());
        healthy.check(run.status() == SAME, () -> "exit code " + run.status());
        var rows = plant(
                run.answer().path("from").asString(), run.answer().path("to").asString());
        planted.equal("found", run().different(), rows);
        var repair = run("--repair");
        planted.check(repair.status() == DIFFERENT && repair.different() == rows, () -> "repair: " + repair);
        var after = run();
        planted.check(after.status() == SAME, () -> "after the repair: " + after);
        return List.of(healthy, planted);
    }

    /** Makes some numbers wrong, and answers how many. */
    private long plant(String from, String to) throws SQLException {
        var changed = 0L;
        try (var connection = rig.database().connect();
                var statement = connection.createStatement()) {
            for (int i = 0; i < PLANTED.size(); i++) {
                var rows = ("(window_start, series_id) IN (SELECT window_start, series_id FROM rate_10s"
                                + " WHERE window_start >= '%s' AND window_start < '%s' AND stream_count + sink_count > 0"
                                + " AND hashtext(series_id::text || window_start) %% 11 = %d)")
                        .formatted(from, to, i);
                changed += statement.executeUpdate(PLANTED.get(i).replace("$rows", rows));
            }
        }
        return changed;
    }

    private Run run(String... more) throws IOException, InterruptedException {
        var output = rig.directory().resolve("reconcile-" + runs++ + ".log");
        var arguments = new ArrayList<>(
                List.of("reconcile", "--json", "--from", "-1h", "--grace", Rig.GRACE.toSeconds() + "s"));
        arguments.addAll(rig.servers());
        arguments.addAll(List.of(more));
        var command = new Jvm(output, 512, Main.class, arguments);
        command.start();
        var status = command.awaitEnd();
        try (Stream<String> lines = Files.lines(output)) {
            var json = lines.filter(line -> line.startsWith("{")).findFirst().orElse("{}");
            return new Run(status, JsonMapper.shared().readTree(json));
        }
    }
}
