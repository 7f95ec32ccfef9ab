package dev.errata.store.sink;

import static dev.errata.contract.scan.EventField.CODE;
import static dev.errata.contract.scan.EventField.MODEL;
import static dev.errata.contract.scan.EventField.PROJECT;
import static dev.errata.contract.scan.EventField.PROVIDER;
import static dev.errata.contract.scan.EventField.STATUS;
import static dev.errata.contract.scan.EventField.TYPE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.scan.EventField;
import dev.errata.contract.scan.EventScanner;
import dev.errata.store.sink.CallMetrics.ErrorLabels;
import dev.errata.store.sink.CallMetrics.TargetLabels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many errors of each kind a batch has. Labels that were met lately are known by their bytes, so that a usual event
 * costs a look-up and makes no object. Used by one thread.
 */
final class ErrorTally {
    private static final int SLOTS = 1_024;
    private static final int INITIAL = 256;
    private static final List<EventField> LABELS = List.of(PROVIDER, MODEL, CODE, TYPE);

    private final Map<ErrorLabels, Count> counts = new HashMap<>();
    private final @Nullable Known[] slots = new Known[SLOTS];
    private byte[] key = new byte[INITIAL];
    private int length;

    private static final class Count {
        private long number;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes
    private record Known(byte[] key, @Nullable String owner, Count count) {}

    /** Nothing was counted. */
    void clear() {
        counts.clear();
        Arrays.fill(slots, null);
    }

    void count(ErrorEvent event) {
        count(ErrorLabels.of(event)).number++;
    }

    /**
     * Counts an event that is ASCII without escapes.
     *
     * @param owner the project of its topic; null where that has none
     */
    void count(byte[] record, EventScanner event, @Nullable String owner) {
        readKey(record, event);
        var slot = ByteHash.of(key, 0, length) & (SLOTS - 1);
        var known = slots[slot];
        if (known == null
                || !Objects.equals(known.owner(), owner)
                || !Arrays.equals(known.key(), 0, known.key().length, key, 0, length)) {
            known = new Known(Arrays.copyOf(key, length), owner, count(labels(record, event, owner)));
            slots[slot] = known;
        }
        known.count().number++;
    }

    /** Tells what was counted. */
    void tell(CallMetrics metrics) {
        counts.forEach((labels, count) -> metrics.errors(labels, count.number));
    }

    private Count count(ErrorLabels labels) {
        return counts.computeIfAbsent(labels, _ -> new Count());
    }

    private void readKey(byte[] record, EventScanner event) {
        length = 0;
        reserve(2);
        var status = event.has(STATUS) ? (int) event.number(STATUS) : -1;
        key[length++] = (byte) (status >> Byte.SIZE);
        key[length++] = (byte) status;
        append(record, event, PROJECT);
        for (int i = 0; i < LABELS.size(); i++) {
            append(record, event, LABELS.get(i));
        }
    }

    private void append(byte[] record, EventScanner event, EventField field) {
        var start = event.has(field) ? event.start(field) : 0;
        var size = event.has(field) ? event.end(field) - start : 0;
        reserve(size + 1);
        System.arraycopy(record, start, key, length, size);
        length += size;
        key[length++] = 0;
    }

    private void reserve(int more) {
        if (length + more > key.length) {
            key = Arrays.copyOf(key, 2 * (length + more));
        }
    }

    private static ErrorLabels labels(byte[] record, EventScanner event, @Nullable String owner) {
        var claimed = event.has(PROJECT) ? text(record, event, PROJECT) : Caller.DEFAULT_PROJECT;
        return new ErrorLabels(
                new TargetLabels(
                        owner == null ? claimed : owner, text(record, event, PROVIDER), text(record, event, MODEL)),
                event.has(STATUS) ? (Integer) (int) event.number(STATUS) : null,
                text(record, event, CODE),
                text(record, event, TYPE));
    }

    private static String text(byte[] record, EventScanner event, EventField field) {
        return event.has(field)
                ? new String(record, event.start(field), event.end(field) - event.start(field), US_ASCII)
                : "";
    }
}
