package dev.errata.core;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Caller;
import dev.errata.contract.redact.Redactor;
import dev.errata.contract.scan.EventField;
import dev.errata.contract.scan.EventScanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Verdict} on events as far as counting needs it, without an object for each. What the scanner does not
 * understand is judged in full; the answer is the same. What it tells is of the last event. One thread.
 */
public final class EventJudge {
    private static final byte SCANNED = 0;
    private static final byte IN_FULL = 1;

    /** All that names a series, in the order of {@link Dimension}. */
    private static final List<EventField> LABELS = List.of(
            EventField.ENV,
            EventField.REGION,
            EventField.APP,
            EventField.PROVIDER,
            EventField.MODEL,
            EventField.STATUS,
            EventField.CODE,
            EventField.TYPE);

    private final TimeRules rules;
    private final EventScanner scanner = new EventScanner();
    private final CountKey key = new CountKey();

    private byte[] record = {};
    private @Nullable String owner;
    private @Nullable RateKey fullKey;
    private @Nullable String fullVersion;
    private boolean withoutRequestId;
    private long window;

    /** What becomes of an event in the topology. */
    public enum Fate {
        /** It is counted, under {@link #key}. */
        COUNTED,
        /** It came after the grace of its window. */
        LATE,
        /** It may be in the log already. */
        RESENT,
        /** It becomes a dead letter. */
        REFUSED
    }

    /** Judges by the given rules. */
    public EventJudge(TimeRules rules) {
        this.rules = rules;
    }

    /** As {@link Verdict.Raw} and {@link Verdict#ofEvent} have it. The bytes must not change until the next event. */
    public Fate judge(byte @Nullable [] value, boolean resend, long appendedMillis, @Nullable String topicOwner) {
        if (value == null || !scanner.scan(value)) {
            return inFull(new Verdict.Raw(value, resend, Instant.ofEpochMilli(appendedMillis), topicOwner));
        }
        if (rules.isRefused(scanner.idMillis(), appendedMillis)) {
            return Fate.REFUSED;
        }
        window = rules.windowSecond(scanner.timeMicros(), appendedMillis);
        if (resend) {
            return Fate.RESENT;
        }
        if (rules.isLate(window, appendedMillis)) {
            return Fate.LATE;
        }
        record = value;
        owner = topicOwner;
        fullKey = null;
        fullVersion = null;
        withoutRequestId = !scanner.has(EventField.REQUEST_ID) && !scanner.has(EventField.PROVIDER_REQUEST_ID);
        writeKey();
        return Fate.COUNTED;
    }

    /** Names window, series and version of an event that was counted. */
    public CountKey key() {
        return key;
    }

    /** Start of the window of an event that was counted. */
    public Instant window() {
        return Instant.ofEpochSecond(window);
    }

    /** As {@link #window}, in seconds since 1970. */
    public long windowSecond() {
        return window;
    }

    /** The version of the application of an event that was counted, masked; empty where it says none. */
    public String appVersion() {
        return fullVersion == null ? Redactor.STANDARD.maskedLabel(text(EventField.APP_VERSION)) : fullVersion;
    }

    /** Whether an event that was counted has no id that its request is found by. */
    public boolean isWithoutRequestId() {
        return withoutRequestId;
    }

    /** The series of an event that was counted, masked. */
    public RateKey rateKey() {
        return fullKey == null ? scannedKey() : fullKey;
    }

    private Fate inFull(Verdict.Raw raw) {
        return switch (Verdict.ofEvent(raw, rules)) {
            case Verdict.Counted(var event, var time) -> {
                window = TimeRules.windowOf(time).getEpochSecond();
                fullKey = RateKey.of(event);
                var said = Objects.requireNonNullElse(event.caller().appVersion(), "");
                fullVersion = Redactor.STANDARD.maskedLabel(said);
                withoutRequestId =
                        event.ids().requestId() == null && event.ids().providerRequestId() == null;
                var bytes = fullKey.toBytes();
                var version = fullVersion.getBytes(UTF_8);
                key.begin(IN_FULL, window);
                key.add(bytes, 0, bytes.length);
                key.add(version, 0, version.length);
                key.end();
                yield Fate.COUNTED;
            }
            case Verdict.Uncounted(var event, var time) -> raw.resend() ? Fate.RESENT : Fate.LATE;
            case Verdict.Refused<?> refused -> Fate.REFUSED;
        };
    }

    private void writeKey() {
        key.begin(SCANNED, window);
        if (owner == null) {
            add(EventField.PROJECT);
        } else {
            var bytes = owner.getBytes(UTF_8);
            key.add(bytes, 0, bytes.length);
        }
        LABELS.forEach(this::add);
        add(EventField.APP_VERSION);
        key.end();
    }

    private void add(EventField label) {
        if (scanner.has(label)) {
            key.add(record, scanner.start(label), scanner.end(label));
        } else {
            key.add(record, 0, 0);
        }
    }

    private RateKey scannedKey() {
        var values = new ArrayList<String>(LABELS.size());
        for (var label : LABELS) {
            values.add(label == EventField.STATUS ? text(label) : Redactor.STANDARD.maskedLabel(text(label)));
        }
        var claimed = scanner.has(EventField.PROJECT) ? text(EventField.PROJECT) : Caller.DEFAULT_PROJECT;
        return new RateKey(Redactor.STANDARD.maskedLabel(owner == null ? claimed : owner), values);
    }

    private String text(EventField label) {
        if (!scanner.has(label)) {
            return "";
        }
        var start = scanner.start(label);
        return new String(record, start, scanner.end(label) - start, US_ASCII);
    }
}
