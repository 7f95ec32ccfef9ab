package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/**
 * A literal prefix and a run of characters, such as {@code ghp_16C7e42F…}; also where a vendor has masked the middle
 * ({@code sk-ab***yz}, {@code sk-...yz}). A shorter run costs at most {@code min} steps, a longer one is masked.
 *
 * @param prefix the literal
 * @param chars what follows it
 * @param min how many at least
 */
record PrefixedKey(String prefix, CharClass chars, int min) implements Shape {
    private static final String MASKS = "*•…";
    private static final int LEAST_AROUND_MASK = 3;

    @Override
    public String triggers() {
        return prefix.substring(0, 1);
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (!text.startsWith(prefix, index)) {
            return null;
        }
        var start = index + prefix.length();
        var end = start;
        var masked = false;
        while (chars.has(text.at(end)) || isMask(text, end)) {
            masked |= !chars.has(text.at(end));
            end++;
        }
        return end - start >= (masked ? LEAST_AROUND_MASK : min) ? new Span(index, end) : null;
    }

    private static boolean isMask(Scan text, int index) {
        var c = text.at(index);
        return c == '.' ? text.at(index + 1) == '.' || text.at(index - 1) == '.' : MASKS.indexOf(c) >= 0;
    }
}
