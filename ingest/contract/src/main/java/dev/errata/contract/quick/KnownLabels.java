package dev.errata.contract.quick;

import org.jspecify.annotations.Nullable;

/** Labels that were found to be good lately, each as it is written in its field. One thread at a time. */
final class KnownLabels {
    private static final int SLOTS = 512;
    private static final int LONGEST = 64;
    private static final int PRIME = 31;

    private final @Nullable Known[] slots = new Known[SLOTS];

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known(EventField field, String text, byte[] json) {}

    byte @Nullable [] find(EventField field, String text) {
        var known = slots[slot(field, text)];
        return known != null && known.field() == field && known.text().equals(text) ? known.json() : null;
    }

    /** In place of whichever had its slot. */
    void add(EventField field, String text, byte[] json) {
        if (text.length() <= LONGEST) {
            slots[slot(field, text)] = new Known(field, text, json);
        }
    }

    private static int slot(EventField field, String text) {
        var hash = text.hashCode() + PRIME * field.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
