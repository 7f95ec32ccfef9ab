package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/**
 * A {@link PrefixedKey} whose prefix also begins harmless words, such as {@code sk-learn}: it must be long, or have a
 * digit in it.
 */
record VagueKey(PrefixedKey key) implements Shape {
    private static final int LONG = 24;

    @Override
    public String triggers() {
        return key.triggers();
    }

    @Override
    public String prefix() {
        return key.prefix();
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        var found = key.at(text, index);
        if (found == null || found.end() - index >= LONG) {
            return found;
        }
        for (int i = index; i < found.end(); i++) {
            if (!Character.isLetter(text.at(i)) && text.at(i) != '-' && text.at(i) != '_') {
                return found;
            }
        }
        return null;
    }
}
