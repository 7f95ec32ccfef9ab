package dev.errata.contract.redact;

import dev.errata.contract.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One quick look over a text, which tells nearly all of those without a secret: no word in it begins as one does, no
 * run of characters is as long as one, and none of the signs that stand around the others is there. Immutable.
 */
final class Glance {
    private static final int ASCII = 128;

    /** Openings begin with one of 26 letters, in either case, or with something else: a bit for each. */
    private static final int NO_LETTER = 26;

    private static final long FIRSTS = (1L << (NO_LETTER + 1)) - 1;

    /** So many bits further up is the bit of what stands second in those openings. */
    private static final int SECOND = 32;

    private static final int ALNUM_BIT = 60;
    private static final long ALNUM = 1L << ALNUM_BIT;
    private static final long SEPARATES = 1L << 61;
    private static final long ALARM = 1L << 62;

    /** They move the places where words begin. */
    private static final String ESCAPES = "\\%";

    private static final String SEPARATORS_IN_NAMES = "_-.";

    /** What may stand between a name and its separator, and at the end of a name without counting. */
    private static final String DECORATION = " \"'`]" + SEPARATORS_IN_NAMES;

    /** What each character is, any of the above. */
    private final long[] kinds = new long[ASCII];

    /** By the first character, which is in either case. */
    private final byte[][][] openings = new byte[ASCII][0][];

    private final List<Run> runs = new ArrayList<>();

    private Glance(List<RedactionRule> rules) {
        for (char c = 0; c < ASCII; c++) {
            kinds[c] = CharClass.ALNUM.has(c) ? ALNUM : 0;
        }
        mark(ESCAPES, ALARM);
        rules.stream().map(RedactionRule::shape).forEach(this::add);
    }

    /** For any text. */
    static Glance ofText(List<RedactionRule> rules) {
        return new Glance(rules);
    }

    /** For strings as they stand in JSON: what is not {@link JsonStrings plain} is not clean either. */
    static Glance ofJson(List<RedactionRule> rules) {
        var glance = new Glance(rules);
        for (char c = 0; c < ASCII; c++) {
            if (!JsonStrings.isPlain(c)) {
                glance.kinds[c] = ALARM;
            }
        }
        return glance;
    }

    private void add(Shape shape) {
        var opening = shape.opening();
        if (!opening.isEmpty()) {
            open(Character.toLowerCase(opening.charAt(0)), opening);
            open(Character.toUpperCase(opening.charAt(0)), opening);
        } else if (shape.run().isPresent()) {
            runs.add(shape.run().get());
        } else {
            mark(shape.separators(), SEPARATES);
            mark(shape.signs(), ALARM);
        }
    }

    private void open(char first, String opening) {
        var known = new ArrayList<>(List.of(openings[first]));
        known.add(opening.getBytes(StandardCharsets.US_ASCII));
        openings[first] = known.toArray(byte[][]::new);
        var bit = 1L << (Character.isLetter(first) ? Character.toLowerCase(first) - 'a' : NO_LETTER);
        kinds[first] |= bit;
        kinds[Character.toLowerCase(opening.charAt(1))] |= bit << SECOND;
        kinds[Character.toUpperCase(opening.charAt(1))] |= bit << SECOND;
    }

    private void mark(String characters, long kind) {
        characters.chars().forEach(c -> kinds[c] |= kind);
    }

    /**
     * Whether there is certainly nothing to mask in this ASCII text. False says nothing. Ids are random, and a branch
     * that depends on their characters costs more than all the rest: so there is none inside a word.
     */
    boolean isClean(byte[] text, int start, int end) {
        var table = kinds;
        var before = 0L;
        var opened = 0L;
        for (int i = start; i < end; i++) {
            var kind = table[text[i] & (table.length - 1)];
            var told = kind & (SEPARATES | ALARM | (opened << SECOND));
            if (told != 0 && isSuspicious(told, text, i, start, end)) {
                return false;
            }
            var insideWord = (kind & before & ALNUM) >>> ALNUM_BIT;
            opened = kind & FIRSTS & (insideWord - 1);
            before = kind;
        }
        return !hasRun(text, start, end);
    }

    private boolean isSuspicious(long told, byte[] text, int at, int start, int end) {
        return told >= ALARM
                || ((told & SEPARATES) != 0 && isNamed(text, start, at))
                || ((told & ~SEPARATES) != 0 && opens(text, at - 1, end));
    }

    /** Whether a name stands before the separator that ends as one of a secret may. */
    private static boolean isNamed(byte[] text, int start, int separator) {
        var last = lastOf(text, start, separator, DECORATION);
        var beforeLast = lastOf(text, start, last, SEPARATORS_IN_NAMES);
        return beforeLast >= start && SecretNames.mayEndWith(text[beforeLast], text[last]);
    }

    /** The last place before this one where another character stands than those. */
    private static int lastOf(byte[] text, int start, int before, String others) {
        var at = before - 1;
        while (at >= start && others.indexOf(text[at]) >= 0) {
            at--;
        }
        return at;
    }

    private boolean opens(byte[] text, int at, int end) {
        for (var opening : openings[text[at]]) {
            if (end - at >= opening.length && isAt(text, at, opening)) {
                return true;
            }
        }
        return false;
    }

    /** In any case: it may be too careful. */
    private static boolean isAt(byte[] text, int at, byte[] opening) {
        for (int i = 1; i < opening.length; i++) {
            if (Character.toLowerCase(text[at + i]) != Character.toLowerCase(opening[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean hasRun(byte[] text, int start, int end) {
        for (var run : runs) {
            if (run.isIn(text, start, end)) {
                return true;
            }
        }
        return false;
    }
}
