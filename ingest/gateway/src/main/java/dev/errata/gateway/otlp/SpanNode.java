package dev.errata.gateway.otlp;

import dev.errata.contract.TrafficRecord.Calls;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One span of a request, and what the spans around it and in it make of it. Confined to the request's thread. */
final class SpanNode {
    /** What a span is about. */
    enum Subject {
        GEN_AI,
        HTTP,
        OTHER
    }

    private static final String EXCEPTION = "exception";
    private static final String HTTP_ATTEMPTS = "http";
    private static final String GEN_AI_ATTEMPTS = "gen_ai";

    private final int index;
    private final Span span;
    private final Attributes resource;
    private final Attributes own;
    private final Subject subject;

    /** Of the GenAI spans around this one the nearest, and the outermost, which is the logical call. */
    private @Nullable SpanNode nearest;

    private @Nullable SpanNode call;
    private boolean isAroundAttempts;
    private boolean isAttemptFailed;

    SpanNode(int index, Span span, Attributes resource) {
        this.index = index;
        this.span = span;
        this.resource = resource;
        this.own = withException(span);
        this.subject = subjectOfSpan();
        this.isAroundAttempts = subject == Subject.GEN_AI && isDeclared(HTTP_ATTEMPTS);
    }

    int index() {
        return index;
    }

    Span span() {
        return span;
    }

    Attributes resource() {
        return resource;
    }

    /** Its own attributes and those of the exception that it recorded. */
    Attributes own() {
        return own;
    }

    /** The same, and what they lack from the GenAI span around it: for instance the model. */
    Attributes ofCall() {
        return nearest == null ? own : own.orElse(nearest.own);
    }

    /** The logical call that it is an attempt of, or itself is. */
    @Nullable
    SpanNode call() {
        return isCall() ? this : call;
    }

    boolean isClient() {
        return subject != Subject.OTHER;
    }

    /** Tells it which client span stands around it; from the inside out. */
    void addOuter(SpanNode outer) {
        outer.isAroundAttempts = true;
        if (outer.subject == Subject.GEN_AI) {
            nearest = nearest == null ? outer : nearest;
            call = outer;
        }
    }

    /** Tells the call around it how it ended, once all spans know which stand around them. */
    void tellCall() {
        if (call != null && isAttempt() && hasFailed()) {
            call.isAttemptFailed = true;
        }
    }

    /** One request on the wire, as far as the spans tell. */
    boolean isAttempt() {
        return isClient() && !isAroundAttempts;
    }

    boolean isCall() {
        return subject == Subject.GEN_AI && call == null;
    }

    /** Whether its failure is an event: not that of a call of which an attempt is one already. */
    boolean isEvent() {
        var isOnlySign = isCall() && !isAttemptFailed && !isDeclared(HTTP_ATTEMPTS);
        return hasFailed() && (isAttempt() || isOnlySign);
    }

    @Nullable
    Calls calls() {
        if (!isCall()) {
            return null;
        }
        var failed = hasFailed();
        return new Calls(1, failed ? 1 : 0, isAttemptFailed && !failed ? 1 : 0);
    }

    private boolean hasFailed() {
        return span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR
                || FailureFields.isFailure(FailureFields.status(own));
    }

    private boolean isDeclared(String attempts) {
        return attempts.equals(resource.text(Name.ATTEMPTS));
    }

    private Subject subjectOfSpan() {
        if (span.getKind() != SpanKind.SPAN_KIND_CLIENT) {
            return Subject.OTHER;
        }
        if (Stream.of(Name.OPERATION, Name.PROVIDER, Name.MODEL).anyMatch(own::has)) {
            return Subject.GEN_AI;
        }
        return own.has(Name.METHOD) && !isDeclared(GEN_AI_ATTEMPTS) ? Subject.HTTP : Subject.OTHER;
    }

    private static Attributes withException(Span span) {
        var attributes = Attributes.of(span.getAttributesList());
        return span.getEventsList().stream()
                .filter(event -> event.getName().equals(EXCEPTION))
                .reduce((earlier, later) -> later)
                .map(event -> attributes.orElse(Attributes.of(event.getAttributesList())))
                .orElse(attributes);
    }
}
