package dev.errata.emitter.capture;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Target;
import dev.errata.contract.normalise.RawAnswer;
import dev.errata.contract.normalise.TaskStates;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** One asynchronous task. Each step is told once; after an end none is. Nothing here throws. Safe from any thread. */
public final class Task {
    private static final Set<Outcome> ENDS = EnumSet.of(Outcome.SUCCEEDED, Outcome.FAILED, Outcome.CANCELLED);

    private final Parts parts;
    private final String id;
    private final Target target;
    private final Instant submitted;
    private Outcome last = Outcome.SUBMITTED;

    Task(Parts parts, String id, Target target) {
        this.parts = parts;
        this.id = id;
        this.target = target;
        this.submitted = parts.sight().now();
        guard().run(() -> tell(Outcome.SUBMITTED));
    }

    /** The API works on it. */
    public void running() {
        guard().run(() -> move(Outcome.RUNNING));
    }

    /** It has come to a good end. */
    public void succeeded() {
        guard().run(() -> move(Outcome.SUCCEEDED));
    }

    /** It was given up by either side. */
    public void cancelled() {
        guard().run(() -> move(Outcome.CANCELLED));
    }

    /** It has failed, as that answer says: an error event with the task's id, and the outcome. */
    public void failed(int status, Map<String, String> headers, String body) {
        guard().run(() -> fail(new RawAnswer(target.provider(), status, headers, body)));
    }

    /**
     * What the API said when it was asked: the state in the body decides. An answer with an error status, or without a state
     * that is known, says nothing of the task.
     */
    public void polled(int status, Map<String, String> headers, String body) {
        guard().run(() -> {
            if (status < 400) {
                TaskStates.of(body).ifPresent(state -> {
                    if (state == Outcome.FAILED) {
                        fail(new RawAnswer(target.provider(), status, headers, body));
                    } else {
                        move(state);
                    }
                });
            }
        });
    }

    private void fail(RawAnswer answer) {
        if (move(Outcome.FAILED)) {
            var took = Duration.between(submitted, parts.sight().now()).toMillis();
            parts.events().answered(new AttemptFacts(target, null, Math.max(0, took), null, null, null, id), answer);
        }
    }

    private synchronized boolean move(Outcome next) {
        if (next == last || ENDS.contains(last)) {
            return false;
        }
        last = next;
        tell(next);
        return true;
    }

    private void tell(Outcome outcome) {
        var now = parts.sight().now();
        var latencyMs = Math.max(0, Duration.between(submitted, now).toMillis());
        var recorder = parts.sight().recorder();
        recorder.outcome(new CallOutcome(null, id, now, outcome, recorder.caller(), target, latencyMs));
    }

    private Guard guard() {
        return parts.sight().guard();
    }
}
