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
            if (allowed.has((char) ascii[probe])
                    && mayBeAround(ascii, start, end, probe)
                    && isAround(ascii, start, end, probe)) {
                return true;
            }
        }
        return false;
    }

    /** It fills the half before the probe or the half behind it. To walk until it ends is slow where ids are random. */
    private boolean mayBeAround(byte[] ascii, int start, int end, int probe) {
        var half = length / 2;
        return (probe - half >= start && isFilled(ascii, probe - half, probe))
                || (probe + half < end && isFilled(ascii, probe + 1, probe + half + 1));
    }

    private boolean isFilled(byte[] ascii, int from, int to) {
        var filled = true;
        for (int i = from; i < to; i++) {
            filled &= allowed.has((char) ascii[i]);
        }
        return filled;
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
