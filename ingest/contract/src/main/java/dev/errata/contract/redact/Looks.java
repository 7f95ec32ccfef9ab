package dev.errata.contract.redact;

/** Tells a secret from a word of prose. */
final class Looks {
    private static final int LEAST = 8;
    private static final int LONG = 24;

    private Looks() {}

    /** Whether it is long, or not quite short and made of more than one kind of character. */
    static boolean secret(Scan text, int start, int end) {
        var length = end - start;
        return length >= LONG || (length >= LEAST && kinds(text, start, end) > 1);
    }

    /** How many of these it has: letters, digits, a capital after a small letter, padding. */
    private static int kinds(Scan text, int start, int end) {
        var digits = 0;
        var letters = 0;
        var humps = 0;
        for (int i = start; i < end; i++) {
            var c = text.at(i);
            digits |= Character.isDigit(c) || c == '=' || c == '*' ? 1 : 0;
            letters |= Character.isLetter(c) ? 1 : 0;
            humps |= Character.isUpperCase(c) && i > start && Character.isLowerCase(text.at(i - 1)) ? 1 : 0;
        }
        return digits + letters + humps;
    }

    /** Whether it is nothing but letters and the next word follows: the beginning of a sentence. */
    static boolean prose(Scan text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isLetter(text.at(i))) {
                return false;
            }
        }
        return text.at(end) == ' ' && Character.isLetter(text.at(end + 1));
    }
}
