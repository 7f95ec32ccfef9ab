package dev.errata.emitter.capture;

import dev.errata.contract.Target;
import dev.errata.contract.normalise.RawAnswer;
import dev.errata.emitter.Tally;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, from its request to the end of its answer. The hook calls {@link #answered} or one of the others, once. Nothing
 * here throws. Safe from any thread.
 */
public final class Exchange {
    private static final Tally ONE_REQUEST = new Tally(1, 0, 0, 0);
    private static final int REQUEST_START = 64 * 1024;

    private final Parts parts;
    private final RequestHead head;
    private final LogicalCall call;
    private final AfterAttempt after;
    private final int number;
    private final long startNanos = System.nanoTime();
    private final ByteWindow requestStart = new ByteWindow(REQUEST_START);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable AnswerBody answer;
    private volatile @Nullable RequestFields fields;
    private volatile @Nullable Target target;

    Exchange(Parts parts, RequestHead head, LogicalCall call, AfterAttempt after) {
        this.parts = parts;
        this.head = head;
        this.call = call;
        this.after = after;
        this.number = call.begin();
    }

    /** Whether the request's body may be JSON, and so tell what is asked for. */
    public boolean wantsRequestBody() {
        return head.header("content-type").map(MediaTypes::isJson).orElse(true);
    }

    /** The request's body, where all of it is at hand. */
    public void requestBody(PeekStream body) {
        guard().run(() -> fields = body.fields());
    }

    /** Bytes of the request's body as they are sent; the first {@value #REQUEST_START} count. Moves the position. */
    public void sent(ByteBuffer bytes) {
        guard().run(() -> requestStart.add(bytes));
    }

    /**
     * The head of an answer has come; its body is to pass through what this gives.
     *
     * @param headers any case; of several values the first
     */
    public AnswerBody answered(int status, Map<String, String> headers) {
        var lowerCase = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> lowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        var body = new AnswerBody(this, status, lowerCase);
        guard().run(() -> {
            answer = body;
            countRequest();
            if (body.isFailure()) {
                after.failed(status, lowerCase);
                parts.unread().closeInTime(body);
            } else {
                after.answered();
            }
        });
        return body;
    }

    /** No answer has come, or it broke off. */
    public void failed(Throwable cause) {
        guard().run(() ->
                Optional.ofNullable(answer).ifPresentOrElse(body -> body.broken(cause), () -> unanswered(cause)));
    }

    /** No answer came within the limit of the whole call, which the client tells by cancelling it. */
    public void timedOut(Throwable cause) {
        guard().run(() -> unanswered(ClientFailure.READ_TIMEOUT, cause));
    }

    /** The application did not wait for the answer. */
    public void cancelled() {
        guard().run(() -> {
            countRequest();
            after.answered();
            end(AttemptEnd.CANCELLED);
        });
    }

    /** The answer did not come from the API at all, but from the client's own cache. */
    public void notSent() {
        guard().run(this::neverSent);
    }

    private void unanswered(Throwable cause) {
        var found = ClientFailure.of(cause, false);
        if (found.isEmpty()) {
            ClientFailure.io(cause).ifPresentOrElse(io -> unanswered(null, io), this::neverSent);
        } else if (found.get().failure() == ClientFailure.CANCELLED) {
            cancelled();
        } else {
            unanswered(found.get().failure(), found.get().cause());
        }
    }

    void succeeded() {
        end(AttemptEnd.SUCCEEDED);
    }

    void failed(RawAnswer answer) {
        if (ended.compareAndSet(false, true)) {
            parts.events().answered(facts(head.timeoutMs()), answer);
            call.ended(number, AttemptEnd.FAILED, target());
        }
    }

    /** The body of a success broke off. */
    void broken(@Nullable ClientFailure failure, Throwable cause, @Nullable RawAnswer begunAnswer) {
        if (ended.compareAndSet(false, true)) {
            parts.events().broken(facts(limit(failure)), code(failure), cause, begunAnswer);
            call.ended(number, AttemptEnd.FAILED, target());
        }
    }

    void end(AttemptEnd end) {
        if (ended.compareAndSet(false, true)) {
            call.ended(number, end, target());
        }
    }

    boolean hasEnded() {
        return ended.get();
    }

    Guard guard() {
        return parts.sight().guard();
    }

    private void unanswered(@Nullable ClientFailure failure, Throwable cause) {
        countRequest();
        after.failed(null, Map.of());
        broken(failure, cause, null);
    }

    private void neverSent() {
        begun.set(true);
        after.answered();
        end(AttemptEnd.NOT_SENT);
    }

    private void countRequest() {
        if (begun.compareAndSet(false, true)) {
            parts.sight().recorder().counted(parts.sight().now(), target(), ONE_REQUEST);
        }
    }

    private AttemptFacts facts(@Nullable Long timeoutMs) {
        var latencyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return new AttemptFacts(
                target(),
                number,
                latencyMs,
                timeoutMs,
                call.id(),
                head.traceId().orElse(null),
                null);
    }

    private @Nullable Long limit(@Nullable ClientFailure failure) {
        return failure == ClientFailure.CONNECT_TIMEOUT ? head.connectMs() : head.timeoutMs();
    }

    /** The same one for events and totals, so that the two can be set against each other. */
    private Target target() {
        var known = target;
        if (known == null) {
            known = Targets.of(head, fields());
            target = known;
        }
        return known;
    }

    private RequestFields fields() {
        var known = fields;
        if (known == null) {
            var start = requestStart.take();
            known = start.length == 0 ? RequestFields.NONE : RequestFields.of(start, 0, start.length);
        }
        return known;
    }

    private static @Nullable String code(@Nullable ClientFailure failure) {
        return failure == null ? null : failure.code();
    }
}
