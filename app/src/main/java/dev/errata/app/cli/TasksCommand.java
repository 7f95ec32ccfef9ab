package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;

/** {@code errata tasks}. */
@Command(
        name = "tasks",
        descriptionHeading = "%n",
        description = "How the asynchronous tasks ended that were submitted in some time, and which are stuck.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata tasks --by model                  which model fails after it has accepted?",
            "  errata tasks --from -1d --app studio     stuck ones are listed below",
            "  errata search TASK_ID                    one of them",
            ""
        })
final class TasksCommand extends ClientCommand {
    private static final List<String> COUNTS =
            List.of("submitted", "succeeded", "failed", "cancelled", "open", "stuck");
    private static final List<String> STUCK =
            List.of("stuck task", "app", "model", "submitted", "age s", "stuck after s");

    @Mixin
    private CallOptions options = new CallOptions();

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    TasksCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.tasks(parameters());
        var series = answer.path("series");
        if (json) {
            print(answer.toString());
        } else if (series.isEmpty()) {
            say("No tasks were submitted between these times.");
        } else {
            show(answer);
        }
        return series.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private void show(JsonNode answer) {
        var width = surroundings().terminal().width();
        var columns = new ArrayList<>(COUNTS);
        columns.addAll(List.of("failure rate", "accepted, then rejected"));
        var rows = answer.path("series")
                .valueStream()
                .map(each -> row(answer, each))
                .toList();
        print(TextTable.plain(CallOptions.header(answer, columns), rows).render(width));
        var stuck = answer.path("stuck_tasks");
        if (!stuck.isEmpty()) {
            print("");
            print(TextTable.plain(
                            STUCK, stuck.valueStream().map(TasksCommand::stuck).toList())
                    .render(width));
        }
    }

    private static List<String> row(JsonNode answer, JsonNode series) {
        var row = CallOptions.key(answer, series);
        COUNTS.forEach(name -> row.add(CallOptions.number(series.path(name))));
        row.add(CallOptions.percent(series.path("failure_rate")));
        row.add(String.join(
                ", ",
                series.path("accepted_then_rejected")
                        .valueStream()
                        .map(each -> each.path("tasks") + " "
                                + EventText.line(each.path("code").asString("without code")))
                        .toList()));
        return row;
    }

    private static List<String> stuck(JsonNode task) {
        return List.of(
                EventText.line(task.path("task_id").asString("")),
                EventText.line(task.path("app").asString("")),
                EventText.line(task.path("model").asString("")),
                task.path("submitted_at").asString(""),
                task.path("age_s").toString(),
                task.path("stuck_after_s").toString());
    }

    private Map<String, String> parameters() {
        try {
            var parameters = options.parameters(surroundings().clock().instant());
            parameters.putAll(RatesFilters.given(spec()));
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
