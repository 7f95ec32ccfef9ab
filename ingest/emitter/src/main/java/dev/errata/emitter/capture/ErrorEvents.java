package dev.errata.emitter.capture;

import dev.errata.contract.Attempt;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.normalise.LimitKind;
import dev.errata.contract.normalise.NormalisedError;
import dev.errata.contract.normalise.Normaliser;
import dev.errata.contract.normalise.RawAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes events of failed attempts and hands them on. Safe from any thread. */
final class ErrorEvents {
    private static final RawAnswer NO_ANSWER = new RawAnswer(null, null, Map.of(), "");

    private final Sight sight;

    ErrorEvents(Sight sight) {
        this.sight = sight;
    }

    /** The answer says that the attempt failed. */
    void answered(AttemptFacts facts, RawAnswer answer) {
        var error = normalised(facts, answer);
        var body = answer.body().isEmpty() ? null : answer.body();
        record(facts, error, error.failure(), body, KeptHeaders.of(answer.headers()));
    }

    /**
     * No answer came, or not all of it.
     *
     * @param code the contract's word for it; null where it is none of those
     * @param begun the answer's head, where that had come
     */
    void broken(AttemptFacts facts, @Nullable String code, Throwable cause, @Nullable RawAnswer begun) {
        var answer = Optional.ofNullable(begun).orElse(NO_ANSWER);
        var attributes = new TreeMap<>(KeptHeaders.of(answer.headers()));
        attributes.put("exception.type", cause.getClass().getName());
        var failure = new Failure(answer.status(), code, null, Causes.text(cause), null);
        record(facts, normalised(facts, answer), failure, null, attributes);
    }

    private NormalisedError normalised(AttemptFacts facts, RawAnswer answer) {
        var named = new RawAnswer(facts.target().provider(), answer.status(), answer.headers(), answer.body());
        return Normaliser.normalise(named, sight.now());
    }

    private void record(
            AttemptFacts facts,
            NormalisedError error,
            Failure failure,
            @Nullable String body,
            Map<String, String> attributes) {
        var now = sight.now();
        var found = error.ids();
        var taskId = facts.taskId() == null ? found.taskId() : facts.taskId();
        var ids = new Ids(found.requestId(), found.providerRequestId(), taskId, facts.traceId(), facts.callId());
        var limit = Optional.ofNullable(error.meaning().limitKind()).map(LimitKind::code);
        var attempt = new Attempt(
                facts.number(), facts.latencyMs(), facts.timeoutMs(), error.retryAfterMs(), limit.orElse(null));
        sight.recorder()
                .failed(new ErrorEvent(
                        EventIds.random(now, sight.random()),
                        now,
                        sight.recorder().caller(),
                        facts.target(),
                        failure,
                        ids,
                        attempt,
                        body,
                        attributes,
                        List.of()));
    }
}
