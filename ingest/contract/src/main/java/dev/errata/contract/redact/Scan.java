package dev.errata.contract.redact;

/**
 * One text under inspection. Each look at a character is counted: the shapes are linear by design, and this shows it.
 * One thread at a time.
 */
final class Scan {
    /** Many times what the shapes need; beyond it the text is masked as a whole. */
    private static final int STEPS_PER_CHAR = 400;

    private static final int SPARE_STEPS = 4_096;
    private static final char NOTHING = 0;
    private static final String ESCAPED_SPACES = "nrtbf";

    private final String text;
    private final boolean hasEscapes;
    private final long maxSteps;
    private long steps;
    private int floor;

    Scan(String text) {
        this.text = text;
        this.hasEscapes = text.indexOf('\\') >= 0 || text.indexOf('%') >= 0;
        this.maxSteps = SPARE_STEPS + (long) STEPS_PER_CHAR * text.length();
    }

    /** The character there, NUL where there is none. */
    char at(int index) {
        steps++;
        return index < 0 || index >= text.length() ? NOTHING : text.charAt(index);
    }

    /**
     * Where, at or behind {@code from}, the next rule may begin, which is never inside a word; the end of the text where
     * none may.
     */
    int nextStart(int from, RuleIndex rules) {
        var inWord = from > floor && CharClass.ALNUM.has(text.charAt(from - 1));
        var index = from;
        for (; index < text.length(); index++) {
            var c = text.charAt(index);
            var alnum = CharClass.ALNUM.has(c);
            var inside = alnum && inWord && !(hasEscapes && endsEscape(index));
            if (!inside && rules.has(c)) {
                break;
            }
            inWord = alnum;
        }
        steps += index - from;
        return index;
    }

    int length() {
        return text.length();
    }

    /** Where the last masked stretch ended. */
    int floor() {
        return floor;
    }

    void raiseFloor(int index) {
        floor = index;
    }

    long steps() {
        return steps;
    }

    boolean isExhausted() {
        return steps > maxSteps;
    }

    boolean startsWith(String literal, int index) {
        steps += literal.length();
        return text.startsWith(literal, index);
    }

    boolean startsWithIgnoringCase(String literal, int index) {
        steps += literal.length();
        return text.regionMatches(true, index, literal, 0, literal.length());
    }

    String slice(int start, int end) {
        return text.substring(start, end);
    }

    /** One past the last of the characters of that class which stand there in a row, at most {@code max}. */
    int endOf(CharClass chars, int start, int max) {
        var end = start;
        while (end - start < max && chars.has(at(end))) {
            end++;
        }
        return end;
    }

    /** The first of the characters of that class which end just before {@code end}, at most {@code max}. */
    int startOf(CharClass chars, int end, int max) {
        var start = end;
        while (start > floor && end - start < max && chars.has(at(start - 1))) {
            start--;
        }
        return start;
    }

    /** Whether something new begins there; the end of an escape such as {@code \n} or {@code %20} does not count. */
    boolean isBoundary(int index, CharClass chars) {
        return index <= floor || !chars.has(at(index - 1)) || endsEscape(index);
    }

    private boolean endsEscape(int end) {
        if (!hasEscapes) {
            return false;
        }
        if (at(end - 2) == '\\') {
            return ESCAPED_SPACES.indexOf(at(end - 1)) >= 0;
        }
        return at(end - 3) == '%' && endOf(CharClass.HEX, end - 2, 2) == end;
    }
}
