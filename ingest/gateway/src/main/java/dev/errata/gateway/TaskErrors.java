package dev.errata.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The failures of tasks whose senders have no event to tell them by: a {@code failed} step that brings its {@code error}, an
 * object with any of an event's {@code status}, {@code code}, {@code type}, {@code message}, {@code param} and
 * {@code request_id}, or with none. The event's id follows from project, task and time, so that the step sent again is the
 * same event. Safe from any thread.
 */
final class TaskErrors {
    private static final String ERROR = "error";
    private static final List<String> TOLD = List.of("status", "code", "type", "message", "param", "request_id");
    private static final CallOutcomeCodec OUTCOMES = new CallOutcomeCodec();
    private static final ErrorEventCodec EVENTS = new ErrorEventCodec();

    private TaskErrors() {}

    /**
     * The event that the step is, too.
     *
     * @param json the step as it was sent
     * @param project the sender's
     * @throws InvalidRecordException where it tells an error that no event can be made of
     */
    static Optional<ErrorEvent> of(CallOutcome step, JsonNode json, String project) throws InvalidRecordException {
        var error = json.path(ERROR);
        var task = step.taskId();
        if (task == null || step.outcome() != Outcome.FAILED || error.isMissingNode() || error.isNull()) {
            return Optional.empty();
        }
        if (!error.isObject()) {
            throw new InvalidRecordException(Reason.INVALID_FIELD, ERROR, "error must be an object");
        }
        if (step.time().isBefore(Instant.EPOCH)) {
            throw new InvalidRecordException(
                    Reason.INVALID_FIELD, "time", "time must not be before 1970 where there is an error");
        }
        var event = OUTCOMES.toJson(step);
        // The call that submitted the task has succeeded: this is no attempt of it.
        event.remove("call_id");
        event.put(
                "event_id",
                EventIds.derived(step.time(), content(project, task)).toString());
        TOLD.stream().filter(error::has).forEach(name -> event.set(name, error.path(name)));
        return Optional.of(EVENTS.decode(event));
    }

    private static byte[] content(String project, String task) {
        return ("failed task of " + project + '/' + task).getBytes(UTF_8);
    }
}
