package dev.errata.contract.redact;

/**
 * So many characters of a class in a row, with others between them.
 *
 * @param counted the class; ASCII
 * @param allowed the same, and what may stand between them
 * @param length how many of the class, at least 1
 */
record Run(CharClass counted, CharClass allowed, int length) {

    /** Whether the text has such a run. Looks at one character in {@link #length}, and at the neighbours of a hit. */
    boolean isIn(byte[] ascii, int start, int end) {
        for (int probe = start + length - 1; probe < end; probe += length) {
            if (allowed.has((char) ascii[probe]) && isAround(ascii, start, end, probe)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAround(byte[] ascii, int start, int end, int probe) {
        var first = probe;
        while (first > start && allowed.has((char) ascii[first - 1])) {
            first--;
        }
        var count = 0;
        for (int i = first; i < end && count < length && allowed.has((char) ascii[i]); i++) {
            count += counted.has((char) ascii[i]) ? 1 : 0;
        }
        return count == length;
    }
}
