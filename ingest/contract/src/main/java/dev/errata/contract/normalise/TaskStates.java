package dev.errata.contract.normalise;

import dev.errata.contract.CallOutcome.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads how an asynchronous task stands from what its API answers when it is asked. */
public final class TaskStates {
    private static final List<String> PLACES = List.of(
            "task_status", "status", "state", "output.task_status", "data.task_status", "data.status", "data.state");

    private static final Map<String, Outcome> WORDS = words();

    private TaskStates() {}

    /** The state; empty where the body is no JSON or names none that is known. */
    public static Optional<Outcome> of(String body) {
        return LenientJson.container(body.strip())
                .flatMap(document -> JsonPaths.texts(document, PLACES).stream()
                        .map(word -> WORDS.get(word.toLowerCase(Locale.ROOT)))
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    private static Map<String, Outcome> words() {
        var words = new LinkedHashMap<String, Outcome>();
        put(words, Outcome.SUBMITTED, "submitted", "pending", "queued", "queueing", "created", "waiting", "validating");
        put(words, Outcome.RUNNING, "running", "processing", "in_progress", "inprogress", "started", "finalizing");
        put(words, Outcome.SUCCEEDED, "succeeded", "succeed", "success", "successful", "completed", "complete", "done");
        put(words, Outcome.FAILED, "failed", "failure", "fail", "error");
        put(words, Outcome.CANCELLED, "cancelled", "canceled", "cancelling", "aborted", "expired");
        return words;
    }

    private static void put(Map<String, Outcome> words, Outcome outcome, String... spellings) {
        for (var word : spellings) {
            words.put(word, outcome);
        }
    }
}
