package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/**
 * Short texts in which nothing was found lately: labels come again and again, and looking one up is cheaper than looking
 * through it. Safe from any thread without a lock: a slot that another thread has just changed costs a second look.
 */
final class CleanTexts {
    private static final int SLOTS = 1_024;
    private static final int LONGEST = 64;

    private final @Nullable String[] slots = new String[SLOTS];

    boolean contains(String text) {
        return text.length() <= LONGEST && text.equals(slots[slot(text)]);
    }

    /** In place of whichever had its slot. */
    void add(String text) {
        if (text.length() <= LONGEST) {
            slots[slot(text)] = text;
        }
    }

    private static int slot(String text) {
        var hash = text.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
