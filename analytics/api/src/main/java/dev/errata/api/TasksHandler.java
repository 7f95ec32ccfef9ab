package dev.errata.api;

import dev.errata.contract.Catalogue;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.Failure;
import dev.errata.contract.Times;
import dev.errata.core.Dimension;
import dev.errata.core.retry.TaskCounts;
import dev.errata.http.Access;
import dev.errata.store.query.TaskCohorts;
import dev.errata.store.query.TaskCohorts.Cohort;
import dev.errata.store.query.TaskCohorts.Question;
import dev.errata.store.query.TaskCohorts.StuckTask;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** How the tasks of a time of submission ended, and which are stuck. Answers {@link CallParameters}. */
final class TasksHandler implements Handler {
    private static final String TASK_FAILED = "task_failed";

    private final TaskCohorts tasks;
    private final Catalogue catalogue;
    private final InstantSource clock;

    TasksHandler(TaskCohorts tasks, Catalogue catalogue, InstantSource clock) {
        this.tasks = tasks;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var sent = new CallParameters(ctx.queryParamMap(), clock.instant());
        var question = new Question(Access.project(ctx), sent.grid(), sent.grouping(), sent.now());
        var json = RetriesHandler.head(question.grid(), question.grouping().by());
        var series = json.putArray("series");
        tasks.answer(question).forEach((key, cohort) -> put(series.addObject(), key, cohort));
        var stuck = json.putArray("stuck_tasks");
        tasks.stuck(question).forEach(task -> put(stuck.addObject(), task, question.now()));
        ctx.json(json);
    }

    private void put(ObjectNode json, Map<Dimension, String> key, Cohort cohort) {
        RetriesHandler.putKey(json, key);
        put(json, cohort.all());
        var failures = json.putArray("accepted_then_rejected");
        cohort.failures().entrySet().stream()
                .sorted(Map.Entry.<Failure, Long>comparingByValue().reversed())
                .forEach(entry -> put(failures.addObject(), entry.getKey(), entry.getValue()));
        var points = json.putArray("points");
        cohort.steps().forEach((time, counts) -> put(points.addObject().put("t", Times.format(time)), counts));
    }

    private static void put(ObjectNode json, TaskCounts counts) {
        json.put("submitted", counts.submitted());
        json.put("succeeded", counts.succeeded());
        json.put("failed", counts.failed());
        json.put("cancelled", counts.cancelled());
        json.put("open", counts.open());
        json.put("stuck", counts.knownStuck().orElse(null));
        json.put("open_unjudged", counts.unjudged());
        json.put("failure_rate", counts.failureRate());
    }

    /** A failure that nothing else is told of is one of the catalogue's, too. */
    private void put(ObjectNode json, Failure failure, long number) {
        json.put("status", failure.status());
        json.put("code", failure.code());
        json.put("type", failure.type());
        json.put("catalogue", catalogue.find(failure).map(CatalogueEntry::key).orElse(TASK_FAILED));
        json.put("tasks", number);
    }

    private static void put(ObjectNode json, StuckTask task, Instant now) {
        json.put("task_id", task.taskId());
        json.put("app", task.app());
        json.put("provider", task.provider());
        json.put("model", task.model());
        json.put("submitted_at", Times.format(task.submittedAt()));
        json.put("age_s", Duration.between(task.submittedAt(), now).toSeconds());
        json.put("stuck_after_s", task.limit().toSeconds());
    }
}
