package dev.errata.contract.quick;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.redact.Redactor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events that are fit to be published as they are. One thread at a time. */
public final class EventWriter {
    private static final int UUID_CHARS = 36;

    /** The longest text that is glanced at and no more. */
    private static final int LONGEST_GLANCE = 2_048;

    /** The longest text that is always settled: an id may hold as many digits as a card has. */
    private static final int SHORT = 64;

    private final TextCheck check;
    private final int longest;
    private final Buffer out = new Buffer();
    private final TimeText times = new TimeText();
    private final KnownLabels labels = new KnownLabels();
    private final KnownParts<Caller> callers = new KnownParts<>();
    private final KnownParts<Target> targets = new KnownParts<>();

    /** Whether a text, which is ASCII, may be written as it is. */
    @FunctionalInterface
    private interface TextCheck {
        boolean isGood(byte[] text, int start, int end);
    }

    /** Events must be clean by these rules. */
    public EventWriter(Redactor redactor) {
        this(redactor::isPlainAndClean, Integer.MAX_VALUE);
    }

    private EventWriter(TextCheck check, int longest) {
        this.check = check;
        this.longest = longest;
    }

    /**
     * One that leaves alone texts that are very long, and those of more than {@value #SHORT} characters that a glance
     * does not settle: it is seldom busy with an event for more than a few microseconds.
     */
    public static EventWriter atAGlance(Redactor redactor) {
        TextCheck check = (text, start, end) -> end - start <= SHORT
                ? redactor.isPlainAndClean(text, start, end)
                : redactor.isPlainAndCleanAtAGlance(text, start, end);
        return new EventWriter(check, LONGEST_GLANCE);
    }

    /** The event in Kafka's form; null where it must be looked at more closely, be it good or not. */
    public @Nullable EncodedEvent write(ErrorEvent event) {
        out.clear();
        if (!event.attributes().isEmpty() || !event.altered().isEmpty() || isJson(event.rawBody()) || !fields(event)) {
            return null;
        }
        out.put((byte) '}');
        return new EncodedEvent(key(event.caller().projectOrDefault()), out.copy(0));
    }

    /** Most bodies are, and none of those can be written here: told by the first quote, before any work is in vain. */
    private static boolean isJson(@Nullable String body) {
        return body != null && body.indexOf('"') >= 0;
    }

    private boolean fields(ErrorEvent event) {
        return eventId(event.eventId())
                && times.put(event.time(), out)
                && caller(event.caller())
                && target(event.target())
                && failure(event.failure())
                && ids(event.ids())
                && attempt(event.attempt())
                && text(EventField.RAW_BODY, event.rawBody());
    }

    private boolean eventId(UUID id) {
        out.put(EventField.EVENT_ID.start());
        out.putUuid(id);
        out.put((byte) '"');
        return EventIds.isValid(id);
    }

    private boolean caller(Caller caller) {
        var start = out.length();
        return isWritten(callers.find(caller)) || (fields(caller) && isKept(callers, caller, start));
    }

    private boolean isWritten(byte @Nullable [] known) {
        if (known != null) {
            out.put(known);
        }
        return known != null;
    }

    private <T> boolean isKept(KnownParts<T> parts, T part, int start) {
        parts.add(part, out.copy(start));
        return true;
    }

    private boolean fields(Caller caller) {
        return label(EventField.PROJECT, caller.project())
                && label(EventField.APP, caller.app())
                && label(EventField.APP_VERSION, caller.appVersion())
                && label(EventField.ENV, caller.env())
                && label(EventField.REGION, caller.region());
    }

    private boolean target(Target target) {
        var start = out.length();
        return isWritten(targets.find(target)) || (fields(target) && isKept(targets, target, start));
    }

    private boolean fields(Target target) {
        return label(EventField.PROVIDER, target.provider())
                && label(EventField.MODEL, target.model())
                && label(EventField.OPERATION, target.operation())
                && flag(EventField.STREAMING, target.streaming())
                && label(EventField.KEY_ID, target.keyId());
    }

    private boolean failure(Failure failure) {
        return number(EventField.STATUS, failure.status())
                && label(EventField.CODE, failure.code())
                && label(EventField.TYPE, failure.type())
                && text(EventField.MESSAGE, failure.message())
                && label(EventField.PARAM, failure.param());
    }

    private boolean ids(Ids ids) {
        return text(EventField.REQUEST_ID, ids.requestId())
                && text(EventField.PROVIDER_REQUEST_ID, ids.providerRequestId())
                && text(EventField.TASK_ID, ids.taskId())
                && text(EventField.TRACE_ID, ids.traceId())
                && text(EventField.CALL_ID, ids.callId());
    }

    private boolean attempt(Attempt attempt) {
        return number(EventField.ATTEMPT, attempt.number())
                && number(EventField.LATENCY_MS, attempt.latencyMs())
                && number(EventField.TIMEOUT_MS, attempt.timeoutMs())
                && number(EventField.RETRY_AFTER_MS, attempt.retryAfterMs())
                && label(EventField.LIMIT_KIND, attempt.limitKind());
    }

    /** Few values, again and again. */
    private boolean label(EventField field, @Nullable String text) {
        if (text == null) {
            return true;
        }
        var known = labels.find(field, text);
        if (known != null) {
            out.put(known);
            return true;
        }
        var start = out.length();
        var isGood = text(field, text);
        if (isGood) {
            labels.add(field, text, out.copy(start));
        }
        return isGood;
    }

    private boolean text(EventField field, @Nullable String text) {
        if (text == null) {
            return true;
        }
        if (!field.has(text.length()) || text.length() > longest) {
            return false;
        }
        out.put(field.start());
        var start = out.length();
        if (!out.putAscii(text)) {
            return false;
        }
        var isGood = field.isWhole(out.array(), start, out.length()) && check.isGood(out.array(), start, out.length());
        out.put((byte) '"');
        return isGood;
    }

    private boolean number(EventField field, @Nullable Number number) {
        if (number == null) {
            return true;
        }
        out.put(field.start());
        var value = number.longValue();
        if (!field.has(value)) {
            return false;
        }
        out.putNumber(value);
        return true;
    }

    private boolean flag(EventField field, @Nullable Boolean flag) {
        if (flag == null) {
            return true;
        }
        out.put(field.start());
        return out.putAscii(flag.toString());
    }

    /** The id stands first. ASCII, which is what the deprecated method is right for. */
    @SuppressWarnings("deprecation")
    private byte[] key(String project) {
        var length = project.length();
        var key = new byte[length + 1 + UUID_CHARS];
        project.getBytes(0, length, key, 0);
        key[length] = '/';
        System.arraycopy(out.array(), EventField.EVENT_ID.start().length, key, length + 1, UUID_CHARS);
        return key;
    }
}
