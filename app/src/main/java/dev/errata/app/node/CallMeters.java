package dev.errata.app.node;

import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.Retries;
import dev.errata.core.retry.RetryCondition;
import dev.errata.core.retry.Share;
import dev.errata.store.query.CallBehaviour.AppCalls;
import dev.errata.store.query.CallBehaviour.ModelTasks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What clients do after failures, as {@code errata.retry.…} and {@code errata.call.…}, and how tasks stand, as
 * {@code errata.tasks.…}: gauges of the last look. What is unknown has no series. Of each project those are shown that are
 * the largest, at most {@value #MOST}.
 */
final class CallMeters {
    private static final int MOST = 50;

    private final MeterRegistry registry;
    private final MultiGauge misuses;
    private final MultiGauge misuseRatio;
    private final MultiGauge attemptFailureRatio;
    private final MultiGauge failureRatio;
    private final MultiGauge rescuedRatio;
    private final MultiGauge amplification;
    private final MultiGauge tasksOpen;
    private final MultiGauge tasksStuck;
    private final MultiGauge taskFailureRatio;

    CallMeters(MeterRegistry registry) {
        this.registry = registry;
        misuses = gauge("errata.retry.misuses", "Attempts, or calls, of 15 minutes that meet a condition of retries");
        misuseRatio = gauge("errata.retry.misuse.ratio", "Their share of the cases in which it can be told");
        attemptFailureRatio = gauge("errata.call.attempt.failure.ratio", "Failed attempts out of all of 15 minutes");
        failureRatio = gauge("errata.call.failure.ratio", "Calls that failed in the end out of all of 15 minutes");
        rescuedRatio = gauge("errata.call.rescued.ratio", "Of the calls with a failed attempt, those that succeeded");
        amplification = gauge("errata.call.amplification", "Attempts for each call of 15 minutes");
        tasksOpen = gauge("errata.tasks.open", "Tasks submitted in seven days that have not ended");
        tasksStuck = gauge("errata.tasks.stuck", "Those that take longer than their like ever should");
        taskFailureRatio = gauge("errata.tasks.failure.ratio", "Failed tasks out of those of the last two hours");
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** What was found in the last quarter of an hour. */
    void showCalls(List<AppCalls> found) {
        var calls = largest(
                found,
                AppCalls::project,
                each -> each.totals().errors() + each.retries().failures());
        misuses.register(misuses(calls, share -> (double) share.count()), true);
        misuseRatio.register(misuses(calls, Share::ratio), true);
        attemptFailureRatio.register(totals(calls, CallTotals::attemptRate), true);
        failureRatio.register(totals(calls, CallTotals::userVisibleRate), true);
        rescuedRatio.register(totals(calls, CallTotals::rescuedShare), true);
        amplification.register(totals(calls, CallTotals::amplification), true);
    }

    /** How tasks were found to stand. */
    void showTasks(List<ModelTasks> found) {
        var tasks = largest(found, ModelTasks::project, each -> each.all().submitted());
        tasksOpen.register(tasks(tasks, each -> (double) each.all().open()), true);
        tasksStuck.register(
                tasks(
                        tasks,
                        each -> each.all().knownStuck().map(Long::doubleValue).orElse(null)),
                true);
        taskFailureRatio.register(tasks(tasks, each -> each.latest().failureRate()), true);
    }

    private static List<Row<?>> misuses(List<AppCalls> calls, Function<Share, @Nullable Double> value) {
        return calls.stream()
                .flatMap(each -> each.retries().known().stream().flatMap(known -> misuses(each, known, value)))
                .toList();
    }

    private static Stream<Row<?>> misuses(
            AppCalls calls, Retries.Known known, Function<Share, @Nullable Double> value) {
        return Arrays.stream(RetryCondition.values())
                .flatMap(condition ->
                        row(labels(calls).and("condition", condition.code()), value.apply(known.share(condition))));
    }

    private static List<Row<?>> totals(List<AppCalls> calls, Function<CallTotals, @Nullable Double> value) {
        return calls.stream()
                .flatMap(each -> row(labels(each), value.apply(each.totals())))
                .toList();
    }

    private static List<Row<?>> tasks(List<ModelTasks> tasks, Function<ModelTasks, @Nullable Double> value) {
        return tasks.stream()
                .flatMap(each -> row(
                        Tags.of(
                                "project", each.project(),
                                "app", each.app(),
                                "provider", each.provider(),
                                "model", each.model()),
                        value.apply(each)))
                .toList();
    }

    private static Tags labels(AppCalls calls) {
        return Tags.of("project", calls.project(), "app", calls.app());
    }

    private static Stream<Row<?>> row(Tags labels, @Nullable Double value) {
        return value == null ? Stream.of() : Stream.of(Row.of(labels, value));
    }

    private static <T> List<T> largest(List<T> all, Function<T, String> project, ToLongFunction<T> size) {
        return all.stream().collect(Collectors.groupingBy(project)).values().stream()
                .flatMap(ofProject -> ofProject.stream()
                        .sorted(Comparator.comparingLong(size).reversed())
                        .limit(MOST))
                .toList();
    }
}
