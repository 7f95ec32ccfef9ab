package dev.errata.contract.redact;

/**
 * So many characters of a class in a row, with others between them.
 *
 * @param counted the class; ASCII
 * @param allowed the same, and what may stand between them
 * @param length how many of the class, at least 1
 */
record Run(CharClass counted, CharClass allowed, int length) {

    /** Whether the text has such a run. */
    boolean isIn(byte[] ascii, int start, int end) {
        var count = 0;
        for (int i = start; i < end && count < length; i++) {
            var c = (char) ascii[i];
            if (counted.has(c)) {
                count++;
            } else if (!allowed.has(c)) {
                count = 0;
            }
        }
        return count == length;
    }
}
