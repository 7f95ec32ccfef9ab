package dev.errata.store.sink;

import dev.errata.contract.redact.Redactor;
import dev.errata.contract.scan.EventField;
import dev.errata.contract.scan.EventScanner;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about labels of events: few of them come again and again, and mostly side by side. So the stretch
 * of a record that holds them is looked up as a whole, and instead of looking for secrets and forming columns there is one
 * comparison. Used by one thread.
 */
final class KnownLabels {
    private static final int SLOTS = 4_096;

    /** Of a stretch that is kept; in a longer one other fields stand between. */
    private static final int LONGEST = 512;

    private final List<EventField> labels;
    private final List<EventField> columns;
    private final Function<EventField, Redactor> rules;
    private final @Nullable Known[] slots = new Known[SLOTS];

    /**
     * Nothing is known yet.
     *
     * @param labels that are looked at; text
     * @param columns those of them that follow each other in a row, in its order
     * @param rules what each must be clean by
     */
    KnownLabels(List<EventField> labels, List<EventField> columns, Function<EventField, Redactor> rules) {
        this.labels = List.copyOf(labels);
        this.columns = List.copyOf(columns);
        this.rules = rules;
    }

    /**
     * Labels that an event has.
     *
     * @param stretch from the beginning of the first of them to the end of the last
     * @param present a bit for each; with them the stretch says all, as the name before it is that of the only one which
     *     is not named in it
     * @param isClean whether nothing has to be masked in any
     * @param columns their part of a row
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes
    record Known(byte[] stretch, int present, boolean isClean, byte[] columns) {
        private boolean is(int others, byte[] record, int from, int to) {
            return present == others && Arrays.equals(stretch, 0, stretch.length, record, from, to);
        }
    }

    /** What is known of those of this event. */
    Known of(byte[] record, EventScanner event) {
        var present = 0;
        var from = record.length;
        var to = 0;
        for (int i = 0; i < labels.size(); i++) {
            var label = labels.get(i);
            if (event.has(label)) {
                present |= 1 << i;
                from = Math.min(from, event.start(label));
                to = Math.max(to, event.end(label));
            }
        }
        from = Math.min(from, to);
        if (to - from > LONGEST) {
            return look(record, event, present, from, to);
        }
        var slot = (ByteHash.of(record, from, to) ^ present) & (SLOTS - 1);
        var known = slots[slot];
        if (known == null || !known.is(present, record, from, to)) {
            known = look(record, event, present, from, to);
            slots[slot] = known;
        }
        return known;
    }

    private Known look(byte[] record, EventScanner event, int present, int from, int to) {
        var isClean = labels.stream()
                .filter(event::has)
                .allMatch(label -> rules.apply(label).isClean(record, event.start(label), event.end(label)));
        var row = new BinaryCopy();
        row.clear();
        for (var column : columns) {
            if (event.has(column)) {
                row.ascii(record, event.start(column), event.end(column));
            } else {
                row.nothing();
            }
        }
        return new Known(Arrays.copyOfRange(record, from, to), present, isClean, row.toBytes());
    }
}
