package dev.errata.emitter;

import dev.errata.contract.Attempt;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failed attempt that is being described by hand, where no hook sees it. What is not said stays unknown. Used once, by
 * one thread.
 */
public final class EventBuilder {
    private final Recorder recorder;
    private final UUID id;
    private final Instant time;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private Target target = new Target(null, null, null, null, null);
    private Failure failure = new Failure(null, null, null, null, null);
    private Ids ids = new Ids(null, null, null, null, null);
    private Attempt attempt = new Attempt(null, null, null, null, null);
    private @Nullable String rawBody;

    EventBuilder(Recorder recorder, UUID id, Instant time) {
        this.recorder = recorder;
        this.id = id;
        this.time = time;
    }

    /** Whom and what was called. */
    public EventBuilder target(Target called) {
        target = called;
        return this;
    }

    /** As {@link #target(Target)}, for instance of {@code deepseek} and {@code deepseek-v4-flash}. */
    public EventBuilder target(String provider, String model) {
        return target(new Target(provider, model, null, null, null));
    }

    /** What went wrong. */
    public EventBuilder failure(Failure said) {
        failure = said;
        return this;
    }

    /** As {@link #failure(Failure)}: the status, and code and message of the error body. */
    public EventBuilder failure(int status, @Nullable String code, @Nullable String message) {
        return failure(new Failure(status, code, null, message, null));
    }

    /** Under which ids it will be looked for. */
    public EventBuilder ids(Ids known) {
        ids = known;
        return this;
    }

    /** As {@link #ids(Ids)}, of the request alone. */
    public EventBuilder requestId(String requestId) {
        return ids(new Ids(requestId, null, null, null, null));
    }

    /** Where it stands in its chain of retries. */
    public EventBuilder attempt(Attempt number) {
        attempt = number;
        return this;
    }

    /** The answer's body. */
    public EventBuilder rawBody(String body) {
        rawBody = body;
        return this;
    }

    /** Anything else; at most 32 pairs are kept. */
    public EventBuilder attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    /** Hands it to the emitter. */
    public void emit() {
        recorder.failed(new ErrorEvent(
                id, time, recorder.caller(), target, failure, ids, attempt, rawBody, attributes, List.of()));
    }
}
